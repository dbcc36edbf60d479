package io.javamiko.conformance.checks.sftp;

import static io.javamiko.conformance.Check.server;
import static io.javamiko.conformance.checks.sftp.FXP.*;

import io.javamiko.conformance.Check;
import io.javamiko.conformance.Conversation;
import io.javamiko.conformance.checks.CountedChannels;
import io.javamiko.conformance.peer.Depth;
import io.javamiko.wire.WireWriter;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** draft-ietf-secsh-filexfer-02 §4: INIT and VERSION; OpenSSH PROTOCOL §4.2: extensions. */
final class Initialisation {
    private static final long HUGE = 0xffff_ffffL;

    /** A request for each extension that is harmless: of a handle, or of a path, that is not there. */
    private static final Map<String, WireWriter> REQUESTS = Map.of(
            "posix-rename@openssh.com", new WireWriter().utf8("kit-missing").utf8("kit-missing-too"),
            "hardlink@openssh.com", new WireWriter().utf8("kit-missing").utf8("kit-missing-too"),
            "statvfs@openssh.com", new WireWriter().utf8("."),
            "fstatvfs@openssh.com", new WireWriter().utf8("no handle"),
            "fsync@openssh.com", new WireWriter().utf8("no handle"),
            "lsetstat@openssh.com", new WireWriter().utf8("kit-missing").uint32(0),
            "limits@openssh.com", new WireWriter(),
            "expand-path@openssh.com", new WireWriter().utf8("."),
            "copy-data",
                    new WireWriter()
                            .utf8("no handle")
                            .uint64(0)
                            .uint64(1)
                            .utf8("nor this")
                            .uint64(0),
            "users-groups-by-id@openssh.com",
                    new WireWriter().string(new byte[4]).string(new byte[4]));

    static final List<Check> CHECKS = List.of(
            server("sftp-init-02", c -> {
                for (long version : new long[] {2, 6, HUGE}) {
                    var sftp = opened(c);
                    sftp.sendPacket(INIT, new WireWriter().uint32(version).toByteArray());
                    boolean goesOn = c.goesOn(() -> {
                        long answer = sftp.expectVersion();
                        c.verify(answer <= 6, "VERSION is " + answer + " for INIT " + version);
                        if (answer > version) {
                            c.warn("VERSION is " + answer + " for a client of version " + version);
                        }
                        if (version > 2 && answer == 3) {
                            sftp.expectAnswer();
                        }
                    });
                    c.verify(goesOn || version < 3, "a client of version " + version + " is refused");
                }
            }),
            server("sftp-init-03", c -> {
                var pairs = new WireWriter()
                        .uint32(3)
                        .utf8("frobnicate@example.com")
                        .utf8("x");
                var sftp = opened(c);
                sftp.sendPacket(INIT, pairs.utf8("").utf8("").toByteArray());
                c.verify(sftp.expectVersion() == 3, "VERSION is not 3");
                sftp.expectAnswer();
                for (var cut : List.of(new WireWriter().uint32(3).uint32(100), new WireWriter().raw(new byte[2]))) {
                    var another = opened(c);
                    another.sendPacket(INIT, cut.toByteArray());
                    c.goesOn(another::expectVersion);
                }
            }),
            server("sftp-init-04", c -> {
                try (var scratch = Scratch.on(c)) {
                    var file = scratch.file("file", "stays");
                    var early = opened(c);
                    early.send(REMOVE, 1, new WireWriter().utf8(file));
                    c.goesOn(() -> early.expectStatus(1));
                    var other = opened(c);
                    long id = other.sendOpen(scratch.path("new"), F_WRITE | F_CREAT);
                    c.goesOn(() -> other.expectStatus(id));
                    c.verify(scratch.sftp().text(file).equals("stays"), "it removed a file before INIT");
                    scratch.sftp().expectStatus(scratch.sftp().sendPath(STAT, scratch.path("new")), NO_SUCH_FILE);
                }
            }),
            server("sftp-init-05", c -> {
                var sftp = Scratch.start(c);
                byte[] handle = sftp.expectHandle(sftp.sendPath(OPENDIR, "."));
                sftp.sendPacket(INIT, new WireWriter().uint32(3).toByteArray());
                long read = sftp.sendHandle(READDIR, handle);
                boolean goesOn = c.goesOn(() -> sftp.reply(read));
                c.note("a second INIT " + (goesOn ? "is passed over or answered" : "ends the session"));
            }),
            server("sftp-init-06", c -> {
                var sftp = Scratch.start(c);
                for (var request : REQUESTS.entrySet()) {
                    var reply = sftp.reply(sftp.extended(request.getKey(), request.getValue()));
                    boolean served = reply.type() != STATUS || reply.code() != OP_UNSUPPORTED;
                    boolean listed = sftp.extensions().containsKey(request.getKey());
                    if (served && !listed) {
                        c.warn(request.getKey() + " is served, and VERSION does not list it");
                    }
                    if (listed && !served) {
                        c.warn(request.getKey() + " is listed in VERSION, and not served");
                    }
                }
            }));

    private Initialisation() {}

    /** Whether requests of this extension have fields, as far as is known here. */
    static boolean hasFields(String extension) {
        var fields = REQUESTS.get(extension);
        return fields != null && fields.size() > 0;
    }

    /** A subsystem to which nothing was said. */
    static SFTPPeer opened(Conversation c) throws IOException {
        return SFTPPeer.open(CountedChannels.on(c.connect(Depth.AUTHENTICATED)));
    }
}
