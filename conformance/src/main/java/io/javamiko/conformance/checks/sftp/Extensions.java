package io.javamiko.conformance.checks.sftp;

import static io.javamiko.conformance.Check.server;
import static io.javamiko.conformance.checks.sftp.FXP.*;

import io.javamiko.conformance.Check;
import io.javamiko.conformance.Conversation;
import io.javamiko.wire.WireReader;
import io.javamiko.wire.WireWriter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** OpenSSH PROTOCOL §4: extended requests. One that VERSION does not list is not asked for. */
final class Extensions {
    private static final String STATVFS = "statvfs@openssh.com";
    private static final String FSTATVFS = "fstatvfs@openssh.com";
    private static final String HARDLINK = "hardlink@openssh.com";
    private static final String FSYNC = "fsync@openssh.com";
    private static final String LSETSTAT = "lsetstat@openssh.com";
    private static final String LIMITS = "limits@openssh.com";
    private static final String COPY = "copy-data";
    private static final int STATVFS_SIZE = 11 * 8;
    private static final int DRAFT = 34_000; // bytes that every packet may have (filexfer-02 §3)
    private static final int MOST = 256 << 10;

    static final List<Check> CHECKS = List.of(
            server("sftp-ext-01", c -> {
                try (var scratch = offering(c, STATVFS)) {
                    var sftp = scratch.sftp();
                    statistics(c, sftp.expect(EXTENDED_REPLY, sftp.extended(STATVFS, new WireWriter().utf8("."))));
                    sftp.expectStatus(
                            sftp.extended(STATVFS, new WireWriter().utf8(scratch.path("none"))), NO_SUCH_FILE);
                    if (sftp.extensions().containsKey(FSTATVFS)) {
                        byte[] handle = sftp.openFile(scratch.file("file", "1"), F_READ);
                        long open = sftp.extended(FSTATVFS, new WireWriter().string(handle));
                        statistics(c, sftp.expect(EXTENDED_REPLY, open));
                        sftp.expectStatus(sftp.extended(FSTATVFS, new WireWriter().utf8("no handle")));
                    }
                }
            }),
            server("sftp-ext-02", c -> {
                try (var scratch = offering(c, HARDLINK)) {
                    var sftp = scratch.sftp();
                    var a = scratch.file("a", "of a");
                    var b = scratch.path("b");
                    sftp.expectOK(
                            sftp.extended(HARDLINK, new WireWriter().utf8(a).utf8(b)));
                    c.verify(sftp.text(b).equals("of a"), "the link has other content");
                    sftp.put(a, "changed");
                    c.verify(sftp.text(b).equals("changed"), "it is a copy, not a link");
                    sftp.expectStatus(
                            sftp.extended(HARDLINK, new WireWriter().utf8(a).utf8(b)));
                    var none = new WireWriter().utf8(scratch.path("none")).utf8(scratch.path("c"));
                    sftp.expectStatus(sftp.extended(HARDLINK, none), NO_SUCH_FILE);
                    var directory =
                            new WireWriter().utf8(scratch.subdirectory("d")).utf8(scratch.path("e"));
                    sftp.expectStatus(sftp.extended(HARDLINK, directory));
                }
            }),
            server("sftp-ext-03", c -> {
                try (var scratch = offering(c, FSYNC)) {
                    var sftp = scratch.sftp();
                    byte[] handle = sftp.openFile(scratch.path("file"), F_WRITE | F_CREAT);
                    sftp.expectOK(sftp.sendWrite(handle, 0, new byte[10]));
                    sftp.expectOK(sftp.extended(FSYNC, new WireWriter().string(handle)));
                    byte[] directory = sftp.expectHandle(sftp.sendPath(OPENDIR, scratch.directory()));
                    sftp.expectStatus(sftp.extended(FSYNC, new WireWriter().string(directory)));
                    sftp.close(handle);
                    sftp.expectStatus(sftp.extended(FSYNC, new WireWriter().string(handle)));
                }
            }),
            server("sftp-ext-04", c -> {
                try (var scratch = offering(c, LSETSTAT)) {
                    var sftp = scratch.sftp();
                    var target = scratch.file("target", "stays");
                    var before = sftp.expectAttributes(sftp.sendPath(STAT, target));
                    var link = scratch.link("link", "target");
                    var times = new WireWriter()
                            .uint32(FileAttributes.TIMES)
                            .uint32(5)
                            .uint32(5);
                    sftp.expect(STATUS, sftp.extended(LSETSTAT, Scratch.pathAnd(link, times)));
                    var size = new WireWriter().uint32(FileAttributes.SIZE).uint64(0);
                    sftp.expectStatus(sftp.extended(LSETSTAT, Scratch.pathAnd(link, size)));
                    var mode =
                            new WireWriter().uint32(FileAttributes.PERMISSIONS).uint32(0400);
                    sftp.expect(STATUS, sftp.extended(LSETSTAT, Scratch.pathAnd(link, mode)));
                    var after = sftp.expectAttributes(sftp.sendPath(STAT, target));
                    c.verify(after.equals(before), "the target of a link was changed, not the link");
                }
            }),
            server("sftp-ext-05", c -> {
                try (var scratch = offering(c, LIMITS)) {
                    var sftp = scratch.sftp();
                    var limits = sftp.expect(EXTENDED_REPLY, sftp.extended(LIMITS, new WireWriter()));
                    long packet = limits.uint64();
                    long read = limits.uint64();
                    long write = limits.uint64();
                    limits.uint64();
                    limits.expectEnd();
                    c.verify(packet >= DRAFT || packet == 0, "the longest packet has " + packet + " bytes");
                    int length = (int) Math.min(write == 0 ? DRAFT - 1000 : write, MOST - 1000);
                    byte[] handle = sftp.openFile(scratch.path("file"), F_READ | F_WRITE | F_CREAT);
                    sftp.expectOK(sftp.sendWrite(handle, 0, new byte[length]));
                    long most = Long.compareUnsigned(read, MOST) > 0 ? MOST : read; // it may say that there is no limit
                    int data = sftp.expectData(sftp.sendRead(handle, 0, most == 0 ? length : most)).length;
                    c.verify(data > 0, "READ of the most gives nothing");
                }
            }),
            server("sftp-ext-07", c -> {
                try (var scratch = offering(c, COPY)) {
                    var sftp = scratch.sftp();
                    byte[] from = sftp.openFile(scratch.file("a", "0123456789"), F_READ);
                    byte[] to = sftp.openFile(scratch.path("b"), F_WRITE | F_CREAT);
                    sftp.expectOK(copy(sftp, from, 0, 0, to, 0));
                    c.verify(sftp.text(scratch.path("b")).equals("0123456789"), "the copy has other content");
                    sftp.expectOK(copy(sftp, from, 2, 3, to, 12));
                    c.verify(
                            sftp.text(scratch.path("b")).equals("0123456789\0\0" + "234"), "a range is copied wrongly");
                    byte[] both = sftp.openFile(scratch.path("a"), F_READ | F_WRITE);
                    sftp.expectStatus(copy(sftp, both, 0, 10, both, 5));
                    sftp.expectStatus(copy(sftp, to, 0, 1, from, 0));
                    c.verify(sftp.text(scratch.path("a")).equals("0123456789"), "the source was changed");
                }
            }),
            server("sftp-ext-10", c -> {
                var names = new ArrayList<>(Scratch.start(c).extensions().keySet());
                names.removeIf(name -> !Initialisation.hasFields(name)); // there is nothing to cut
                for (var name : names) {
                    for (var fields : List.of(new WireWriter(), new WireWriter().uint32(1000))) {
                        var sftp = Scratch.start(c);
                        long id = sftp.extended(name, fields);
                        if (!c.goesOn(() -> cut(c, sftp, id, name))) {
                            c.warn(name + " with cut fields ends the session");
                        }
                    }
                }
            }));

    private Extensions() {}

    /** A directory on a server that lists an extension. */
    private static Scratch offering(Conversation c, String name) throws IOException {
        var scratch = Scratch.on(c);
        if (!scratch.sftp().extensions().containsKey(name)) {
            scratch.close();
            c.assume(false, "it does not offer " + name);
        }
        return scratch;
    }

    private static void statistics(Conversation c, WireReader in) throws IOException {
        c.verify(in.remaining() == STATVFS_SIZE, "the reply has " + in.remaining() + " bytes, not 88");
        in.uint64();
        c.verify(in.uint64() != 0, "the fundamental block size is 0");
    }

    private static long copy(SFTPPeer sftp, byte[] from, long offset, long length, byte[] to, long at)
            throws IOException {
        var fields = new WireWriter().string(from).uint64(offset).uint64(length);
        return sftp.extended(COPY, fields.string(to).uint64(at));
    }

    private static void cut(Conversation c, SFTPPeer sftp, long id, String name) throws IOException {
        var reply = sftp.reply(id);
        boolean fine = reply.type() != STATUS || reply.code() != OK;
        c.verify(fine, name + " with cut fields succeeds");
        sftp.expectAnswer();
    }
}
