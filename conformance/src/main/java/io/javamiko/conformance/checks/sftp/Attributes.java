package io.javamiko.conformance.checks.sftp;

import static io.javamiko.conformance.Check.server;
import static io.javamiko.conformance.checks.sftp.FXP.*;
import static io.javamiko.conformance.checks.sftp.FileAttributes.PERMISSIONS;
import static io.javamiko.conformance.checks.sftp.FileAttributes.SIZE;
import static io.javamiko.conformance.checks.sftp.FileAttributes.TIMES;

import io.javamiko.conformance.Check;
import io.javamiko.conformance.Conversation;
import io.javamiko.wire.WireWriter;
import java.io.IOException;
import java.util.List;

/** draft-ietf-secsh-filexfer-02 §5, §6.9: attributes, read and set. */
final class Attributes {
    private static final long KNOWN = SIZE | FileAttributes.OWNER | PERMISSIONS | TIMES | FileAttributes.EXTENDED;
    private static final long LARGE = 5L << 30;
    private static final long ACCESSED = 1_000_000_000;
    private static final long LATE = 0x8000_0000L; // 2038

    static final List<Check> CHECKS = List.of(
            server("sftp-attr-01", c -> {
                try (var scratch = Scratch.on(c)) {
                    var sftp = scratch.sftp();
                    var file = scratch.file("file", "");
                    var large = new WireWriter().uint32(SIZE).uint64(LARGE);
                    var taken = sftp.reply(sftp.send(SETSTAT, Scratch.pathAnd(file, large)));
                    boolean isLarge = taken.code() == OK; // a file system, or its quota, may refuse it
                    set(sftp, file, new WireWriter().uint32(PERMISSIONS).uint32(0755));
                    set(
                            sftp,
                            file,
                            new WireWriter().uint32(TIMES).uint32(ACCESSED).uint32(LATE));
                    var attributes = stat(sftp, file); // which ends where its flags say, or expectAttributes fails
                    c.verify((attributes.flags() & ~KNOWN) == 0, "flags are set that version 3 does not have");
                    c.verify(
                            !isLarge || attributes.size() == LARGE,
                            "a file of 5 GiB has the size " + attributes.size());
                    c.verify(!attributes.isAnother(FileAttributes.REGULAR), "the permissions say another kind of file");
                    if (!attributes.is(FileAttributes.REGULAR)) {
                        c.warn("the permissions do not say what kind of file it is");
                    }
                    c.verify(
                            attributes.mode() < 0 || attributes.mode() == 0755,
                            "the mode is " + Long.toOctalString(attributes.mode()));
                    if (attributes.modifyTime() != LATE) { // some file systems end in 2038
                        c.warn("a time of 2038 is " + attributes.modifyTime());
                    }
                }
            }),
            server("sftp-attr-02", c -> {
                try (var scratch = Scratch.on(c)) {
                    exactly(c, scratch);
                }
            }),
            server("sftp-attr-04", c -> {
                try (var scratch = Scratch.on(c)) {
                    var sftp = scratch.sftp();
                    var file = scratch.file("file", "0123456789");
                    byte[] handle = sftp.openFile(file, F_READ | F_WRITE);
                    setOpen(sftp, handle, new WireWriter().uint32(SIZE).uint64(2));
                    setOpen(sftp, handle, new WireWriter().uint32(PERMISSIONS).uint32(0600));
                    setOpen(
                            sftp,
                            handle,
                            new WireWriter().uint32(TIMES).uint32(ACCESSED).uint32(ACCESSED));
                    var now = sftp.expectAttributes(sftp.sendHandle(FSTAT, handle));
                    c.verify(now.size() == 2, "the size is " + now.size());
                    c.verify(now.mode() == 0600, "the mode is " + Long.toOctalString(now.mode()));
                    c.verify(now.modifyTime() == ACCESSED, "the time is " + now.modifyTime());
                    if (sftp.reply(sftp.sendPath(REMOVE, file)).code() != OK) {
                        c.note("a file that is open can't be removed");
                        return;
                    }
                    scratch.file("file", "another");
                    sftp.reply(sftp.send(
                            FSETSTAT,
                            new WireWriter().string(handle).uint32(SIZE).uint64(1)));
                    if (!sftp.text(file).equals("another")) {
                        c.warn("FSETSTAT changes the file that has the name, not the one that is open");
                    }
                }
            }),
            server("sftp-attr-05", c -> {
                try (var scratch = Scratch.on(c)) {
                    var sftp = scratch.sftp();
                    var file = scratch.file("file", "0123456789");
                    long extended = FileAttributes.EXTENDED;
                    var pair = new WireWriter()
                            .uint32(extended)
                            .uint32(1)
                            .utf8("a@example.com")
                            .utf8("v");
                    var taken = sftp.reply(sftp.send(SETSTAT, Scratch.pathAnd(file, pair)));
                    if (taken.type() != STATUS || taken.code() != OK) {
                        c.warn("an extended pair is not passed over");
                    }
                    long unknown = sftp.send(SETSTAT, Scratch.pathAnd(file, new WireWriter().uint32(0x10)));
                    sftp.expect(STATUS, unknown);
                    var endless = new WireWriter().uint32(extended).uint32(0xffff_ffffL);
                    long huge = sftp.send(SETSTAT, Scratch.pathAnd(file, endless));
                    c.goesOn(() -> sftp.expectStatus(huge));
                    try (var other = Scratch.on(c)) {
                        c.verify(other.sftp().text(file).equals("0123456789"), "odd flags change the file");
                    }
                }
            }));

    private Attributes() {}

    private static void set(SFTPPeer sftp, String path, WireWriter attributes) throws IOException {
        sftp.expectOK(sftp.send(SETSTAT, Scratch.pathAnd(path, attributes)));
    }

    private static void setOpen(SFTPPeer sftp, byte[] handle, WireWriter attributes) throws IOException {
        sftp.expectOK(sftp.send(FSETSTAT, new WireWriter().string(handle).raw(attributes.toByteArray())));
    }

    private static FileAttributes stat(SFTPPeer sftp, String path) throws IOException {
        return sftp.expectAttributes(sftp.sendPath(STAT, path));
    }

    /** Each flag sets what it names and nothing else. */
    private static void exactly(Conversation c, Scratch scratch) throws IOException {
        var sftp = scratch.sftp();
        var file = scratch.file("file", "0123456789");
        set(sftp, file, new WireWriter().uint32(PERMISSIONS).uint32(0100640));
        c.verify(stat(sftp, file).mode() == 0640, "the mode is not set, or the kind of file is taken for a part of it");
        c.verify(stat(sftp, file).size() == 10, "setting the mode changes the size");
        set(sftp, file, new WireWriter().uint32(TIMES).uint32(ACCESSED).uint32(ACCESSED + 1));
        var timed = stat(sftp, file);
        c.verify(timed.modifyTime() == ACCESSED + 1, "the time is not set");
        c.verify(timed.size() == 10 && timed.mode() == 0640, "setting the time changes more");
        set(sftp, file, new WireWriter().uint32(0));
        c.verify(stat(sftp, file).equals(timed), "no flag, and something changed");
        set(sftp, file, new WireWriter().uint32(SIZE).uint64(4));
        c.verify(sftp.text(file).equals("0123"), "the size is not set to 4");
        set(sftp, file, new WireWriter().uint32(SIZE).uint64(6));
        c.verify(sftp.text(file).equals("0123\0\0"), "what is added is not zero");
        set(
                sftp,
                scratch.link("link", "file"),
                new WireWriter().uint32(PERMISSIONS).uint32(0600));
        c.verify(stat(sftp, file).mode() == 0600, "SETSTAT of a link does not change its target");
        var missing = Scratch.pathAnd(
                scratch.path("none"), new WireWriter().uint32(SIZE).uint64(0));
        sftp.expectStatus(sftp.send(SETSTAT, missing), NO_SUCH_FILE);
    }
}
