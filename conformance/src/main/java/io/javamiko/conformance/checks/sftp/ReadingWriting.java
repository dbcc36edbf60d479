package io.javamiko.conformance.checks.sftp;

import static io.javamiko.conformance.Check.server;
import static io.javamiko.conformance.checks.sftp.FXP.*;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.javamiko.conformance.Check;
import io.javamiko.conformance.Conversation;
import io.javamiko.wire.WireWriter;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/** draft-ietf-secsh-filexfer-02 §6.4: READ and WRITE. */
final class ReadingWriting {
    private static final int BITE = 32 << 10;
    private static final int BITES = 16;
    private static final int FAR = 100_000;
    private static final byte[] X = {'x'};

    static final List<Check> CHECKS = List.of(
            server("sftp-read-01", c -> {
                try (var scratch = Scratch.on(c)) {
                    var sftp = scratch.sftp();
                    byte[] handle = sftp.openFile(scratch.file("file", "0123456789"), F_READ);
                    sftp.expectStatus(sftp.sendRead(handle, 10, 1), EOF);
                    sftp.expectStatus(sftp.sendRead(handle, 11, 1), EOF);
                    sftp.expectStatus(sftp.sendRead(handle, Long.MAX_VALUE, 1), EOF, FAILURE, BAD_MESSAGE);
                    sftp.expectStatus(sftp.sendRead(handle, -1, 1), EOF, FAILURE, BAD_MESSAGE);
                    var across = new String(sftp.expectData(sftp.sendRead(handle, 8, 100)), UTF_8);
                    c.verify(across.equals("89"), "READ across the end gives \"" + across + "\"");
                    byte[] empty = sftp.openFile(scratch.file("empty", ""), F_READ);
                    sftp.expectStatus(sftp.sendRead(empty, 0, 1), EOF);
                }
            }),
            server("sftp-read-02", c -> {
                try (var scratch = Scratch.on(c)) {
                    var sftp = scratch.sftp();
                    sftp.put(scratch.path("file"), bytes(BITE * 4));
                    byte[] handle = sftp.openFile(scratch.path("file"), F_READ);
                    var none = sftp.reply(sftp.sendRead(handle, 0, 0));
                    c.verify(none.type() == DATA || none.type() == STATUS, "READ of no bytes gets " + none);
                    for (long length : new long[] {0xffff_ffffL, 0x8000_0000L, 0x7fff_ffffL}) {
                        byte[] data = sftp.expectData(sftp.sendRead(handle, 0, length));
                        c.verify(
                                data.length > 0 && Arrays.equals(data, Arrays.copyOf(bytes(BITE * 4), data.length)),
                                "READ of " + length + " bytes gives others");
                    }
                }
            }),
            server("sftp-read-03", c -> {
                try (var scratch = Scratch.on(c)) {
                    var sftp = scratch.sftp();
                    byte[] all = bytes(BITE * BITES);
                    sftp.put(scratch.path("file"), all);
                    byte[] handle = sftp.openFile(scratch.path("file"), F_READ);
                    long[] ids = new long[BITES];
                    for (int i = 0; i < BITES; i++) {
                        ids[i] = sftp.sendRead(handle, (long) i * BITE, BITE);
                    }
                    for (int i = 0; i < BITES; i++) {
                        whole(c, sftp.expectData(ids[i]), Arrays.copyOfRange(all, i * BITE, (i + 1) * BITE));
                    }
                    byte[] odd = sftp.expectData(sftp.sendRead(handle, 1, BITE));
                    whole(c, odd, Arrays.copyOfRange(all, 1, 1 + BITE));
                }
            }),
            server("sftp-write-01", c -> {
                try (var scratch = Scratch.on(c)) {
                    var sftp = scratch.sftp();
                    byte[] handle = sftp.openFile(scratch.path("file"), F_READ | F_WRITE | F_CREAT);
                    sftp.expectOK(sftp.sendWrite(handle, FAR, X));
                    byte[] begin = sftp.expectData(sftp.sendRead(handle, 0, 100));
                    c.verify(Arrays.equals(begin, new byte[100]), "the bytes before what was written are not zero");
                    long size = sftp.expectAttributes(sftp.sendHandle(FSTAT, handle))
                            .size();
                    c.verify(size == FAR + 1, "the file has " + size + " bytes");
                    c.verify(Arrays.equals(sftp.expectData(sftp.sendRead(handle, FAR, 9)), X), "the byte is not there");
                }
            }),
            server("sftp-write-02", c -> {
                try (var scratch = Scratch.on(c)) {
                    var sftp = scratch.sftp();
                    byte[] handle = sftp.openFile(scratch.file("file", "abc"), F_READ | F_WRITE);
                    sftp.expectOK(sftp.sendWrite(handle, 1, new byte[0]));
                    sftp.expectOK(sftp.sendWrite(handle, 50, new byte[0]));
                    c.verify(sftp.text(scratch.path("file")).equals("abc"), "a WRITE of no bytes changes the file");
                }
            }),
            server("sftp-write-03", c -> {
                try (var scratch = Scratch.on(c)) {
                    var sftp = scratch.sftp();
                    byte[] handle = sftp.openFile(scratch.file("file", "abc"), F_WRITE);
                    sftp.expectStatus(sftp.sendWrite(handle, Long.MIN_VALUE, X));
                    sftp.expectStatus(sftp.sendWrite(handle, -1, new byte[2]));
                    long size = sftp.expectAttributes(sftp.sendPath(STAT, scratch.path("file")))
                            .size();
                    c.verify(size == 3, "the file has " + size + " bytes after a WRITE far away");
                    beyondThePacket(c, sftp, handle);
                }
            }));

    private ReadingWriting() {}

    private static byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        for (int i = 0; i < count; i++) {
            bytes[i] = (byte) (i * 31 + (i >> 8));
        }
        return bytes;
    }

    private static void whole(Conversation c, byte[] data, byte[] expected) throws IOException {
        if (data.length < expected.length) {
            c.warn("READ of 32 KiB gives " + data.length + " bytes, and the file has more");
        }
        c.verify(Arrays.equals(data, Arrays.copyOf(expected, data.length)), "READ gives other bytes");
    }

    private static void beyondThePacket(Conversation c, SFTPPeer sftp, byte[] handle) throws IOException {
        long cut = sftp.send(
                WRITE, new WireWriter().string(handle).uint64(0).uint32(1000).raw(X));
        c.goesOn(() -> sftp.expectStatus(cut));
    }
}
