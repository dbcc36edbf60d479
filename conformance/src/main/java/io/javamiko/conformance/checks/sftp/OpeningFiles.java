package io.javamiko.conformance.checks.sftp;

import static io.javamiko.conformance.Check.server;
import static io.javamiko.conformance.checks.sftp.FXP.*;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.javamiko.conformance.Check;
import io.javamiko.wire.WireWriter;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;

/** draft-ietf-secsh-filexfer-02 §6.3: OPEN, its flags, and the handles it gives. */
final class OpeningFiles {
    private static final int MOST_HANDLE = 256; // bytes
    private static final int MANY = 60;
    private static final byte[] X = {'X'};

    static final List<Check> CHECKS = List.of(
            server("sftp-open-01", c -> {
                try (var scratch = Scratch.on(c)) {
                    var sftp = scratch.sftp();
                    sftp.expectStatus(sftp.sendOpen(scratch.path("none"), F_READ), NO_SUCH_FILE);
                    sftp.expectStatus(sftp.sendOpen(scratch.path("none"), F_WRITE), NO_SUCH_FILE);
                    var directory = scratch.subdirectory("d");
                    sftp.expectStatus(sftp.sendOpen(directory, F_WRITE));
                    if (sftp.reply(sftp.sendOpen(directory, F_READ)).type() == HANDLE) {
                        c.warn("a directory can be opened to be read as a file");
                    }
                    var mode =
                            new WireWriter().uint32(FileAttributes.PERMISSIONS).uint32(0600);
                    var open = new WireWriter().utf8(scratch.path("new")).uint32(F_WRITE | F_CREAT);
                    sftp.close(sftp.expectHandle(sftp.send(OPEN, open.raw(mode.toByteArray()))));
                    var made = sftp.expectAttributes(sftp.sendPath(STAT, scratch.path("new")));
                    c.verify(made.size() == 0, "a new file has " + made.size() + " bytes");
                    c.verify(
                            (made.mode() & ~0600L) == 0,
                            "a file made with 0600 has the mode " + Long.toOctalString(made.mode()));
                }
            }),
            server("sftp-open-02", c -> {
                try (var scratch = Scratch.on(c)) {
                    var sftp = scratch.sftp();
                    int exclusive = F_WRITE | F_CREAT | F_EXCL;
                    sftp.expectStatus(sftp.sendOpen(scratch.file("file", "1"), exclusive));
                    sftp.close(sftp.openFile(scratch.path("new"), exclusive));
                    c.verify(sftp.text(scratch.path("file")).equals("1"), "the file that was there is changed");
                    sftp.expectStatus(sftp.sendOpen(scratch.link("dangling", "target"), exclusive));
                    sftp.expectStatus(sftp.sendPath(STAT, scratch.path("target")), NO_SUCH_FILE);
                }
            }),
            server("sftp-open-03", c -> {
                try (var scratch = Scratch.on(c)) {
                    var sftp = scratch.sftp();
                    var file = scratch.file("file", "12345");
                    byte[] handle = sftp.openFile(file, F_WRITE | F_CREAT);
                    sftp.expectOK(sftp.sendWrite(handle, 0, "ab".getBytes(UTF_8)));
                    sftp.close(handle);
                    c.verify(sftp.text(file).equals("ab345"), "without TRUNC the content did not stay");
                    sftp.close(sftp.openFile(file, F_WRITE | F_CREAT | F_TRUNC));
                    c.verify(sftp.text(file).isEmpty(), "TRUNC does not empty the file");
                }
            }),
            server("sftp-open-04", c -> {
                try (var scratch = Scratch.on(c)) {
                    var sftp = scratch.sftp();
                    int[] odd = {
                        0,
                        F_WRITE | F_TRUNC,
                        F_WRITE | F_EXCL,
                        F_READ | F_TRUNC | F_CREAT,
                        F_APPEND,
                        0x41,
                        0x8000_0001,
                        -1
                    };
                    for (int flags : odd) {
                        var reply = sftp.reply(sftp.sendOpen(scratch.file("file", "12345"), flags));
                        String name = Integer.toHexString(flags);
                        c.verify(
                                reply.type() == HANDLE || isError(reply),
                                "OPEN with the flags " + name + " gets " + reply);
                        c.note("the flags " + name + " are " + (reply.type() == HANDLE ? "taken" : "refused"));
                    }
                    sftp.expectAnswer();
                }
            }),
            server("sftp-open-05", c -> {
                try (var scratch = Scratch.on(c)) {
                    var sftp = scratch.sftp();
                    var file = scratch.file("file", "abc");
                    byte[] first = sftp.openFile(file, F_WRITE | F_APPEND);
                    byte[] second = sftp.openFile(file, F_WRITE | F_APPEND);
                    sftp.expectOK(sftp.sendWrite(first, 0, X));
                    sftp.expectOK(sftp.sendWrite(second, 0, "Z".getBytes(UTF_8)));
                    sftp.expectOK(sftp.sendWrite(first, 100, "Y".getBytes(UTF_8)));
                    var text = sftp.text(file);
                    c.verify(text.equals("abcXZY"), "what was appended to \"abc\" makes \"" + text + "\"");
                }
            }),
            server("sftp-open-06", c -> {
                try (var scratch = Scratch.on(c)) {
                    var sftp = scratch.sftp();
                    var handles = new HashSet<String>();
                    var file = scratch.file("file", "12345");
                    byte[] first = sftp.openFile(file, F_READ);
                    for (int i = 0; i < MANY; i++) {
                        byte[] handle = i % 2 == 0
                                ? sftp.openFile(file, F_READ)
                                : sftp.expectHandle(sftp.sendPath(OPENDIR, scratch.directory()));
                        c.verify(handle.length <= MOST_HANDLE, "a handle has " + handle.length + " bytes");
                        c.verify(handles.add(HexFormat.of().formatHex(handle)), "two open files have the same handle");
                    }
                    c.verify(!handles.contains(HexFormat.of().formatHex(first)), "two open files have the same handle");
                    for (var handle : handles) {
                        sftp.close(HexFormat.of().parseHex(handle));
                    }
                    c.verify(sftp.expectData(sftp.sendRead(first, 0, 9)).length == 5, "closing one closes another");
                }
            }),
            server("sftp-open-07", c -> {
                try (var scratch = Scratch.on(c)) {
                    var sftp = scratch.sftp();
                    var file = scratch.file("file", "12345");
                    byte[] reading = sftp.openFile(file, F_READ);
                    sftp.expectStatus(sftp.sendWrite(reading, 0, X));
                    byte[] writing = sftp.openFile(file, F_WRITE);
                    sftp.expectStatus(sftp.sendRead(writing, 0, 5));
                    c.verify(sftp.text(file).equals("12345"), "a handle that reads has written");
                }
            }),
            server("sftp-handle-01", c -> {
                try (var scratch = Scratch.on(c)) {
                    var sftp = scratch.sftp();
                    byte[] file = sftp.openFile(scratch.file("file", "12345"), F_READ);
                    byte[] directory = sftp.expectHandle(sftp.sendPath(OPENDIR, scratch.directory()));
                    byte[] closed = sftp.openFile(scratch.path("file"), F_READ);
                    sftp.close(closed);
                    for (byte[] handle : List.of(new byte[0], X, new byte[300], closed)) {
                        refusedEverywhere(sftp, handle);
                    }
                    sftp.expectStatus(sftp.sendRead(directory, 0, 5));
                    sftp.expectStatus(sftp.sendWrite(directory, 0, X));
                    sftp.expectStatus(sftp.sendHandle(READDIR, file));
                    c.verify(sftp.expectData(sftp.sendRead(file, 0, 9)).length == 5, "the file that is open is lost");
                }
            }),
            server("sftp-handle-03", c -> {
                try (var scratch = Scratch.on(c)) {
                    var sftp = scratch.sftp();
                    byte[] first = sftp.openFile(scratch.file("a", "12345"), F_READ);
                    sftp.close(first);
                    byte[] second = sftp.openFile(scratch.file("b", "12345"), F_READ);
                    if (Arrays.equals(first, second)) {
                        c.warn("a handle is used again at once: a late CLOSE would close another file");
                        return;
                    }
                    sftp.expectStatus(sftp.sendHandle(CLOSE, first));
                    c.verify(
                            sftp.expectData(sftp.sendRead(second, 0, 9)).length == 5,
                            "a late CLOSE closes another file");
                }
            }));

    private OpeningFiles() {}

    private static boolean isError(SFTPPacket reply) throws IOException {
        return reply.type() == STATUS && reply.code() != OK;
    }

    private static void refusedEverywhere(SFTPPeer sftp, byte[] handle) throws IOException {
        sftp.expectStatus(sftp.sendRead(handle, 0, 5));
        sftp.expectStatus(sftp.sendWrite(handle, 0, X));
        for (int type : new int[] {FSTAT, READDIR, CLOSE}) {
            sftp.expectStatus(sftp.sendHandle(type, handle));
        }
        sftp.expectStatus(sftp.send(
                FSETSTAT,
                new WireWriter().string(handle).uint32(FileAttributes.SIZE).uint64(0)));
    }
}
