package io.javamiko.conformance.checks.sftp;

import static io.javamiko.conformance.Check.server;
import static io.javamiko.conformance.checks.sftp.FXP.*;
import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.javamiko.conformance.Check;
import io.javamiko.conformance.Conversation;
import io.javamiko.wire.WireWriter;
import java.io.IOException;
import java.util.List;

/** draft-ietf-secsh-filexfer-02 §6.2, §6.11: paths, and REALPATH. */
final class Paths {
    static final List<Check> CHECKS = List.of(
            server("sftp-path-01", c -> {
                try (var scratch = Scratch.on(c)) {
                    var sftp = scratch.sftp();
                    var home = real(c, sftp, ".");
                    c.verify(real(c, sftp, "").equals(home), "\"\" is not \".\"");
                    c.verify(real(c, sftp, "./").equals(home), "\"./\" is not \".\"");
                    c.verify(real(c, sftp, "/..").equals("/"), "\"/..\" is not \"/\"");
                    c.verify(real(c, sftp, "/../../..").equals("/"), "\"/../../..\" is not \"/\"");
                    var inside = real(c, sftp, scratch.subdirectory("d"));
                    c.verify(inside.equals(real(c, sftp, scratch.path("d/../d/."))), "dots lead elsewhere");
                    c.verify(inside.equals(real(c, sftp, scratch.path("/d//"))), "double slashes lead elsewhere");
                }
            }),
            server("sftp-path-02", c -> {
                try (var scratch = Scratch.on(c)) {
                    var sftp = scratch.sftp();
                    var fresh = sftp.reply(sftp.sendPath(REALPATH, scratch.path("new")));
                    if (fresh.type() != NAME) {
                        c.warn("a name that is not there yet has no real path");
                    }
                    var missing = sftp.reply(sftp.sendPath(REALPATH, scratch.path("none/new")));
                    c.verify(missing.type() == NAME || missing.type() == STATUS, "REALPATH gets " + missing);
                    var loop = sftp.reply(sftp.sendPath(REALPATH, scratch.link("loop", "loop") + "/x"));
                    c.verify(loop.type() == NAME || loop.type() == STATUS, "REALPATH of a loop gets " + loop);
                }
            }),
            server("sftp-path-03", c -> {
                try (var scratch = Scratch.on(c)) {
                    var file = scratch.file("file", "1");
                    refused(c, scratch, STAT, new WireWriter().utf8(file + "\0x"));
                    var open = new WireWriter().utf8(scratch.path("a\0b")).uint32(F_WRITE | F_CREAT);
                    refused(c, scratch, OPEN, open.uint32(0));
                    refused(c, scratch, MKDIR, Scratch.pathAnd(scratch.path("x\0"), FileAttributes.none()));
                    refused(c, scratch, SYMLINK, new WireWriter().utf8("t\0").utf8(scratch.path("link")));
                    try (var other = Scratch.on(c)) {
                        for (var made : List.of("a", "x", "link")) {
                            other.sftp().expectStatus(other.sftp().sendPath(LSTAT, scratch.path(made)), NO_SUCH_FILE);
                        }
                    }
                }
            }),
            server("sftp-path-04", c -> {
                try (var scratch = Scratch.on(c)) {
                    var sftp = scratch.sftp();
                    var names = List.of(
                            "\u00ff\u00fe",
                            "\u00c3(",
                            "x".repeat(300),
                            "a/".repeat(2_000),
                            "x".repeat(64_000),
                            "a ",
                            "a.",
                            "CON",
                            "x:y",
                            "a\\b",
                            "a\\..\\b");
                    for (var name : names) {
                        byte[] path = scratch.path(name).getBytes(ISO_8859_1);
                        var open = new WireWriter().string(path).uint32(F_WRITE | F_CREAT);
                        var reply = sftp.reply(sftp.send(OPEN, open.uint32(0)));
                        if (reply.type() == HANDLE) {
                            sftp.close(reply.fields().string(1 << 10));
                            long listed = sftp.send(STAT, new WireWriter().string(path));
                            sftp.expectAttributes(listed);
                            sftp.expectOK(sftp.send(REMOVE, new WireWriter().string(path)));
                        } else {
                            c.verify(reply.type() == STATUS && reply.code() != OK, "OPEN gets " + reply);
                        }
                    }
                }
            }));

    private Paths() {}

    private static String real(Conversation c, SFTPPeer sftp, String path) throws IOException {
        var names = sftp.expectNames(sftp.sendPath(REALPATH, path));
        c.verify(names.size() == 1, "REALPATH has " + names.size() + " names");
        var real = names.get(0).name();
        boolean plain = real.startsWith("/") && !real.contains("//") && !(real + "/").contains("/./");
        c.verify(plain && !(real + "/").contains("/../"), "REALPATH of \"" + path + "\" is \"" + real + "\"");
        return real;
    }

    /** An error, or the end of the session, which is replaced. */
    private static void refused(Conversation c, Scratch scratch, int type, WireWriter fields) throws IOException {
        var sftp = Scratch.start(c);
        long id = sftp.send(type, fields);
        if (!c.goesOn(() -> sftp.expectStatus(id))) {
            c.warn("a NUL in a path of " + scratch.directory() + " ends the session");
        }
    }
}
