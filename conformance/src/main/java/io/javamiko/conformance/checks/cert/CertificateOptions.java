package io.javamiko.conformance.checks.cert;

import static io.javamiko.conformance.Check.server;

import io.javamiko.conformance.Check;
import io.javamiko.conformance.Conversation;
import io.javamiko.conformance.checks.CountedChannels;
import io.javamiko.wire.WireWriter;
import java.io.IOException;
import java.util.List;

/** OpenSSH PROTOCOL.certkeys: critical options, which are obeyed or refuse the certificate, and extensions. */
final class CertificateOptions {
    private static final String FORCE = "force-command";
    private static final String SOURCE = "source-address";

    static final List<Check> CHECKS = List.of(
            server("cert-05", c -> {
                RawCertificate.of(c).accepted();
                RawCertificate.of(c).critical("frobnicate@example.com", "").refused();
                RawCertificate.of(c)
                        .critical(FORCE, "echo forced")
                        .critical("zzz@example.com", "")
                        .refused();
            }),
            server("cert-06", c -> {
                var certificate = RawCertificate.of(c)
                        .extension("permit-pty", new byte[0])
                        .extension("zzz@example.com", new byte[] {0, 0, 0, 1, 'x'});
                c.should(certificate::accepted, "an unknown extension is not passed over");
            }),
            server("cert-14", c -> {
                RawCertificate.of(c).critical(SOURCE, "0.0.0.0/0,::/0").accepted();
                for (var block : List.of("192.0.2.0/24", "not-a-block", "")) {
                    RawCertificate.of(c).critical(SOURCE, block).refused();
                }
                var bits = RawCertificate.of(c).critical(SOURCE, "10.0.0.1/8,0.0.0.0/0,::/0");
                c.should(bits::refused, "a block with bits behind its prefix is taken");
            }),
            server("cert-15", c -> {
                RawCertificate.of(c).accepted();
                var forced = RawCertificate.of(c).critical(FORCE, "echo forced");
                forces(c, forced, "exec", new WireWriter().utf8("echo mine"));
                forces(c, forced, "shell", new WireWriter());
                forces(c, forced, "subsystem", new WireWriter().utf8("sftp"));
            }),
            server("cert-18", c -> {
                RawCertificate.of(c).accepted();
                RawCertificate.of(c)
                        .critical(FORCE, "echo forced")
                        .critical(FORCE, "echo again")
                        .refused();
                RawCertificate.of(c)
                        .critical(new WireWriter().utf8(FORCE).uint32(100))
                        .refused();
                var surplus = new WireWriter().utf8("echo forced").raw(new byte[3]);
                RawCertificate.of(c)
                        .critical(new WireWriter().utf8(FORCE).string(surplus.toByteArray()))
                        .refused();
            }));

    private CertificateOptions() {}

    /** The forced command runs, whatever is asked for, or nothing does. */
    private static void forces(Conversation c, RawCertificate certificate, String request, WireWriter fields)
            throws IOException {
        var session = CountedChannels.on(certificate.accepted()).openSession();
        session.request(request, true, fields);
        if (session.expectReply()) {
            session.send("echo mine\n").sendEOF().expectClose();
            c.verify(
                    session.output().equals("forced\n"),
                    request + " does not run the forced command: it says \"" + session.output() + "\"");
        }
    }
}
