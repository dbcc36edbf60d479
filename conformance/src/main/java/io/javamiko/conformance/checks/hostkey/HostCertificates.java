package io.javamiko.conformance.checks.hostkey;

import static io.javamiko.conformance.Check.client;

import io.javamiko.conformance.Check;
import io.javamiko.conformance.Conversation;
import io.javamiko.conformance.checks.Proof;
import io.javamiko.keys.SSHKeyPair;
import io.javamiko.keys.certificates.Certificate;
import io.javamiko.keys.certificates.CertificateBuilder;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/** OpenSSH PROTOCOL.certkeys: host certificates that are not for this host, or not at all. */
final class HostCertificates {
    private static final String ALGORITHM = "ssh-ed25519-cert-v01@openssh.com";

    static final List<Check> CHECKS = List.of(client("hostkey-16", c -> {
        c.assume(Proof.offers(c, ALGORITHM), "the target does not offer " + ALGORITHM);
        Instant now = Instant.now();
        tell(c, "a user's certificate", b -> b.user("127.0.0.1"));
        tell(
                c,
                "one that has expired",
                b -> b.host("127.0.0.1").validAfter(now.minusSeconds(7200)).validBefore(now.minusSeconds(3600)));
        tell(c, "one that is not valid yet", b -> b.host("127.0.0.1").validAfter(now.plusSeconds(3600)));
        tell(c, "one for another host", b -> b.host("other.example"));
        tell(c, "one of an authority that is not known", b -> b.host("127.0.0.1"));
        var broken = certified("a broken signature of the authority", b -> b.host("127.0.0.1"));
        byte[] blob = broken.hostKey().clone();
        blob[blob.length - 1] ^= 1;
        if (broken.showing(broken.name(), blob).isTaken(c, ALGORITHM)) {
            c.warn("a certificate with a broken signature of its authority is taken");
        }
    }));

    private HostCertificates() {}

    private static void tell(Conversation c, String name, Consumer<CertificateBuilder> settings) throws IOException {
        boolean taken = certified(name, settings).isTaken(c, ALGORITHM);
        c.note(name + (taken ? " is taken, for the plain key in it if the policy takes any" : " is refused"));
    }

    private static Proof certified(String name, Consumer<CertificateBuilder> settings) throws IOException {
        var certificate = Certificate.issue(
                SSHKeyPair.generate("ssh-ed25519"), Keys.ED25519.pair().publicKey(), settings);
        return new Proof(
                name, certificate.key().blob(), hash -> Keys.ED25519.pair().sign(Keys.ED25519.algorithm(), hash));
    }
}
