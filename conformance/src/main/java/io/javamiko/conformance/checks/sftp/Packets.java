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

/** draft-ietf-secsh-filexfer-02 §3, §6, §7, §8: packets, their ids, their order, and what nobody knows. */
final class Packets {
    private static final int MAX = 4096;
    private static final int MANY = 100;
    private static final int UNKNOWN = 99;

    static final List<Check> CHECKS = List.of(
            server("sftp-proto-01", c -> {
                for (int type : new int[] {UNKNOWN, 21, 22, 0, 255, STATUS}) {
                    var sftp = Scratch.start(c);
                    sftp.send(type, 7, new WireWriter().uint32(0));
                    long next = sftp.sendPath(STAT, ".");
                    boolean strict = type == UNKNOWN || type == 21 || type == 22;
                    boolean goesOn = c.goesOn(() -> unknown(c, sftp, type, next));
                    c.verify(goesOn || !strict, "a packet of type " + type + " ends the session");
                }
            }),
            server("sftp-proto-02", c -> {
                var sftp = Scratch.start(c);
                long junk = sftp.extended("frobnicate@example.com", new WireWriter().raw(new byte[20]));
                long nameless = sftp.extended("", new WireWriter());
                long endless = sftp.extended("x".repeat(10_000), new WireWriter());
                for (long id : new long[] {junk, nameless, endless}) {
                    sftp.expectStatus(id, OP_UNSUPPORTED);
                }
            }),
            server("sftp-proto-03", c -> {
                var sftp = Scratch.start(c);
                long[] ids = new long[MANY];
                for (int i = 0; i < MANY; i++) {
                    ids[i] = i == 0 ? 0xffff_ffffL : i % 2 == 0 ? i : 0x8000_0000L + i;
                    sftp.send(STAT, ids[i], new WireWriter().utf8("."));
                }
                long[] replies = new long[MANY];
                for (int i = 0; i < MANY; i++) {
                    var reply = sftp.next();
                    c.verify(reply.type() == ATTRS, "STAT of \".\" gets " + reply);
                    replies[i] = reply.id();
                }
                Arrays.sort(ids);
                Arrays.sort(replies);
                c.verify(Arrays.equals(ids, replies), "the ids of the replies are not those of the requests");
            }),
            server("sftp-proto-04", c -> {
                try (var scratch = Scratch.on(c)) {
                    inOrder(c, scratch);
                }
            }),
            server("sftp-proto-05", c -> {
                for (long length : new long[] {0, 1, 0x8000_0000L, 0xffff_ffffL}) {
                    var sftp = Scratch.start(c);
                    var bytes = new WireWriter().uint32(length);
                    sftp.sendRaw(length == 0 ? bytes : bytes.uint8(STAT));
                    boolean isLong = length > 1;
                    boolean goesOn = c.goesOn(isLong ? sftp::next : sftp::expectAnswer);
                    c.verify(!goesOn || !isLong, "it goes on after a packet of " + length + " bytes");
                }
                var sftp = Scratch.start(c);
                c.should(
                        () -> {
                            var name = "x".repeat(33_900);
                            sftp.expectStatus(sftp.sendPath(STAT, name));
                        },
                        "a packet of 34,000 bytes is not taken");
            }),
            server("sftp-proto-06", c -> {
                var sftp = Scratch.start(c);
                byte[] packet = packet(STAT, 7, new WireWriter().utf8("."));
                for (byte b : packet) {
                    sftp.session().send(new byte[] {b});
                }
                sftp.expect(ATTRS, 7);
                var many = new WireWriter();
                for (int i = 0; i < 50; i++) {
                    many.raw(packet(STAT, 1000 + i, new WireWriter().utf8(".")));
                }
                sftp.sendRaw(many);
                for (int i = 0; i < 50; i++) {
                    sftp.expect(ATTRS, 1000 + i);
                }
                for (int at = 1; at < packet.length; at++) {
                    sftp.session().send(Arrays.copyOf(packet, at));
                    sftp.session().send(Arrays.copyOfRange(packet, at, packet.length));
                    sftp.expect(ATTRS, 7);
                }
            }),
            server("sftp-proto-08", c -> {
                var sftp = Scratch.start(c);
                for (int type : new int[] {STAT, REMOVE, OPENDIR}) {
                    var status = sftp.expect(STATUS, sftp.sendPath(type, "kit-missing/none"));
                    long code = status.uint32();
                    c.verify(code == NO_SUCH_FILE, "a missing path gets STATUS " + code);
                    var message = status.utf8(MAX);
                    status.string(MAX);
                    status.expectEnd();
                    if (message.contains("Exception") || message.contains("\tat ")) {
                        c.warn("STATUS tells of the program: " + message);
                    }
                }
            }),
            server("sftp-proto-10", c -> {
                try (var scratch = Scratch.on(c)) {
                    var sftp = Scratch.start(c);
                    byte[] handle = sftp.openFile(scratch.path("late"), F_WRITE | F_CREAT);
                    long write = sftp.sendWrite(handle, 0, "data".getBytes(UTF_8));
                    long close = sftp.sendHandle(CLOSE, handle);
                    sftp.session().sendEOF();
                    sftp.expectOK(write);
                    sftp.expectOK(close);
                    sftp.session().expectClose();
                    c.verify(scratch.sftp().text(scratch.path("late")).equals("data"), "the data are not in the file");
                }
            }));

    private Packets() {}

    private static byte[] packet(int type, long id, WireWriter fields) {
        return new WireWriter()
                .uint32(5 + fields.size())
                .uint8(type)
                .uint32(id)
                .raw(fields.toByteArray())
                .toByteArray();
    }

    /** STATUS OP_UNSUPPORTED for it, or nothing; the request behind it is answered. */
    private static void unknown(Conversation c, SFTPPeer sftp, int type, long next) throws IOException {
        var reply = sftp.next();
        if (reply.id() == 7) {
            boolean unsupported = reply.type() == STATUS && reply.code() == OP_UNSUPPORTED;
            c.verify(
                    unsupported || type == 0 || type > 200 || type == STATUS,
                    "a packet of type " + type + " gets " + reply);
            reply = sftp.next();
        } else {
            c.warn("a packet of type " + type + " is not answered");
        }
        c.verify(reply.id() == next && reply.type() == ATTRS, "the STAT behind it gets " + reply);
    }

    private static void inOrder(Conversation c, Scratch scratch) throws IOException {
        var sftp = scratch.sftp();
        byte[] handle = sftp.openFile(scratch.path("file"), F_READ | F_WRITE | F_CREAT);
        long first = sftp.sendWrite(handle, 0, "aaaa".getBytes(UTF_8));
        long second = sftp.sendWrite(handle, 2, "bb".getBytes(UTF_8));
        long whole = sftp.sendRead(handle, 0, 4);
        long cut = sftp.send(
                FSETSTAT,
                new WireWriter().string(handle).uint32(FileAttributes.SIZE).uint64(3));
        long rest = sftp.sendRead(handle, 0, 4);
        long close = sftp.sendHandle(CLOSE, handle);
        long late = sftp.sendRead(handle, 0, 4);
        sftp.expectOK(first);
        sftp.expectOK(second);
        c.verify(new String(sftp.expectData(whole), UTF_8).equals("aabb"), "a READ overtakes the WRITEs before it");
        sftp.expectOK(cut);
        c.verify(new String(sftp.expectData(rest), UTF_8).equals("aab"), "a READ is not in order with FSETSTAT");
        sftp.expectOK(close);
        sftp.expectStatus(late);
    }
}
