package io.javamiko.conformance.checks.sftp;

import static io.javamiko.conformance.Check.server;
import static io.javamiko.conformance.checks.sftp.FXP.*;

import io.javamiko.conformance.Check;
import io.javamiko.wire.WireWriter;
import java.io.IOException;
import java.util.List;

/** draft-ietf-secsh-filexfer-02 §6.5, §6.6, §6.8 and OpenSSH PROTOCOL §4.1, §4.3: names, and what they lead to. */
final class FileSystem {
    static final List<Check> CHECKS = List.of(
            server("sftp-fs-01", c -> {
                try (var scratch = Scratch.on(c)) {
                    var sftp = scratch.sftp();
                    var target = scratch.file("target", "stays");
                    sftp.expectOK(sftp.sendPath(REMOVE, scratch.file("file", "1")));
                    sftp.expectStatus(sftp.sendPath(LSTAT, scratch.path("file")), NO_SUCH_FILE);
                    sftp.expectOK(sftp.sendPath(REMOVE, scratch.link("link", "target")));
                    c.verify(sftp.text(target).equals("stays"), "REMOVE of a link removes its target");
                    var directory = scratch.subdirectory("d");
                    sftp.expectStatus(sftp.sendPath(REMOVE, directory));
                    sftp.expectAttributes(sftp.sendPath(STAT, directory));
                    sftp.expectStatus(sftp.sendPath(REMOVE, scratch.path("none")), NO_SUCH_FILE);
                    sftp.expectStatus(sftp.sendPath(REMOVE, ""));
                }
            }),
            server("sftp-fs-02", c -> {
                try (var scratch = Scratch.on(c)) {
                    var sftp = scratch.sftp();
                    var a = scratch.file("a", "of a");
                    var b = scratch.file("b", "of b");
                    sftp.expectStatus(rename(sftp, a, b));
                    c.verify(sftp.text(b).equals("of b"), "RENAME writes over a file that is there");
                    sftp.expectStatus(rename(sftp, a, scratch.link("dangling", "nowhere")));
                    sftp.expectStatus(rename(sftp, scratch.path("none"), scratch.path("x")), NO_SUCH_FILE);
                    sftp.expectStatus(rename(sftp, scratch.subdirectory("d"), scratch.subdirectory("e")));
                    sftp.reply(rename(sftp, a, a));
                    sftp.expectOK(rename(sftp, a, scratch.path("c")));
                    c.verify(sftp.text(scratch.path("c")).equals("of a"), "RENAME changes the content");
                    sftp.expectStatus(sftp.sendPath(STAT, a), NO_SUCH_FILE);
                }
            }),
            server("sftp-fs-03", c -> {
                try (var scratch = Scratch.on(c)) {
                    var sftp = scratch.sftp();
                    c.assume(
                            sftp.extensions().containsKey("posix-rename@openssh.com"),
                            "it does not offer posix-rename@openssh.com");
                    var b = scratch.file("b", "of b");
                    sftp.expectOK(posixRename(sftp, scratch.file("a", "of a"), b));
                    c.verify(sftp.text(b).equals("of a"), "the target has not the content of the source");
                    sftp.expectStatus(sftp.sendPath(STAT, scratch.path("a")), NO_SUCH_FILE);
                    byte[] open = sftp.openFile(b, F_READ);
                    if (sftp.reply(posixRename(sftp, scratch.file("a", "1"), b)).code() == OK) {
                        c.verify(sftp.expectData(sftp.sendRead(open, 0, 9)).length == 4, "an open file is lost");
                    } else {
                        c.note("a file that is open can't be replaced");
                    }
                    scratch.subdirectory("full");
                    scratch.file("full/file", "1");
                    sftp.expectStatus(posixRename(sftp, scratch.subdirectory("d"), scratch.path("full")));
                    sftp.expectStatus(posixRename(sftp, scratch.path("none"), b), NO_SUCH_FILE);
                }
            }),
            server("sftp-fs-04", c -> {
                try (var scratch = Scratch.on(c)) {
                    var sftp = scratch.sftp();
                    var file = scratch.file("file", "12345");
                    var link = scratch.link("link", "file");
                    var followed = sftp.expectAttributes(sftp.sendPath(STAT, link));
                    c.verify(
                            followed.size() == 5 && !followed.isAnother(FileAttributes.REGULAR),
                            "STAT does not follow a link");
                    var itself = sftp.expectAttributes(sftp.sendPath(LSTAT, link));
                    c.verify(!itself.isAnother(FileAttributes.LINK), "LSTAT follows a link");
                    if (!itself.is(FileAttributes.LINK)) {
                        c.warn("LSTAT of a link does not say that it is one");
                    }
                    var dangling = scratch.link("dangling", "nowhere");
                    sftp.expectStatus(sftp.sendPath(STAT, dangling), NO_SUCH_FILE);
                    sftp.expectAttributes(sftp.sendPath(LSTAT, dangling));
                    sftp.expectStatus(sftp.sendPath(STAT, scratch.link("loop", "loop")));
                    byte[] handle = sftp.openFile(file, F_READ);
                    if (sftp.reply(sftp.sendPath(REMOVE, file)).code() != OK) {
                        c.note("a file that is open can't be removed");
                        return;
                    }
                    c.verify(
                            sftp.expectAttributes(sftp.sendHandle(FSTAT, handle))
                                            .size()
                                    == 5,
                            "FSTAT does not tell of the file that is open");
                }
            }),
            server("sftp-link-01", c -> {
                try (var scratch = Scratch.on(c)) {
                    var sftp = scratch.sftp();
                    long made =
                            sftp.send(SYMLINK, new WireWriter().utf8("target").utf8(scratch.path("link")));
                    if (sftp.expect(STATUS, made).uint32() != OK) {
                        c.warn("SYMLINK with the target first, as clients send it, is refused");
                        return;
                    }
                    var target = sftp.expectNames(sftp.sendPath(READLINK, scratch.path("link")));
                    c.verify(
                            target.get(0).name().equals("target"),
                            "the link leads to " + target.get(0).name());
                    var file = scratch.file("file", "1");
                    sftp.expectStatus(
                            sftp.send(SYMLINK, new WireWriter().utf8("target").utf8(file)));
                    sftp.expectStatus(
                            sftp.send(SYMLINK, new WireWriter().utf8("").utf8(scratch.path("other"))));
                    sftp.expectStatus(sftp.send(
                            SYMLINK, new WireWriter().utf8("x".repeat(5_000)).utf8(scratch.path("third"))));
                }
            }));

    private FileSystem() {}

    private static long rename(SFTPPeer sftp, String from, String to) throws IOException {
        return sftp.send(RENAME, new WireWriter().utf8(from).utf8(to));
    }

    private static long posixRename(SFTPPeer sftp, String from, String to) throws IOException {
        return sftp.extended(
                "posix-rename@openssh.com", new WireWriter().utf8(from).utf8(to));
    }
}
