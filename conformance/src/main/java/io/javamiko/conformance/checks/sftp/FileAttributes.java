package io.javamiko.conformance.checks.sftp;

import io.javamiko.wire.WireReader;
import io.javamiko.wire.WireWriter;
import java.io.IOException;

/**
 * ATTRS (draft-ietf-secsh-filexfer-02 §5); a field whose flag is not set is −1.
 *
 * @param flags as they came
 */
public record FileAttributes(
        long flags, long size, long uid, long gid, long permissions, long accessTime, long modifyTime) {
    public static final long SIZE = 1;
    public static final long OWNER = 2;
    public static final long PERMISSIONS = 4;
    public static final long TIMES = 8;
    public static final long EXTENDED = 0x8000_0000L;
    private static final int MAX = 300 << 10;

    /** Bits of the permissions that tell the kind of a file, and those of a directory and a link. */
    public static final long KIND = 0170000;

    public static final long DIRECTORY = 0040000;
    public static final long REGULAR = 0100000;
    public static final long LINK = 0120000;

    /** Reads them; extended pairs are passed over. */
    static FileAttributes decode(WireReader in) throws IOException {
        long flags = in.uint32();
        long size = (flags & SIZE) == 0 ? -1 : in.uint64();
        long uid = (flags & OWNER) == 0 ? -1 : in.uint32();
        long gid = (flags & OWNER) == 0 ? -1 : in.uint32();
        long permissions = (flags & PERMISSIONS) == 0 ? -1 : in.uint32();
        long accessTime = (flags & TIMES) == 0 ? -1 : in.uint32();
        long modifyTime = (flags & TIMES) == 0 ? -1 : in.uint32();
        long pairs = (flags & EXTENDED) == 0 ? 0 : in.uint32();
        for (long i = 0; i < pairs; i++) {
            in.string(MAX);
            in.string(MAX);
        }
        return new FileAttributes(flags, size, uid, gid, permissions, accessTime, modifyTime);
    }

    /** Writes none. */
    public static WireWriter none() {
        return new WireWriter().uint32(0);
    }

    /** Whether it is of that kind: {@link #LINK}, …; what says no kind is none. */
    public boolean is(long kind) {
        return permissions >= 0 && (permissions & KIND) == kind;
    }

    /** Whether the permissions say another kind; they need not say any. */
    public boolean isAnother(long kind) {
        return permissions >= 0 && (permissions & KIND) != 0 && !is(kind);
    }

    /** The permissions without the kind; −1 where they are not told. */
    public long mode() {
        return permissions < 0 ? -1 : permissions & 07777;
    }
}
