package io.javamiko.sftp;

import io.javamiko.ProtocolException;
import io.javamiko.sftp.files.FileNames;
import io.javamiko.wire.WireReader;
import io.javamiko.wire.WireWriter;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * A file's attributes (draft-ietf-secsh-filexfer-02 §5): each is there or absent, both when a server tells them and when
 * they are set. Immutable.
 *
 * <pre>{@code sftp.setAttributes("/srv/a", SFTPAttributes.of(a -> a.permissions(0640).modified(Instant.now())))}</pre>
 */
public final class SFTPAttributes {
    private static final long SIZE = 0x00000001;
    private static final long UIDGID = 0x00000002;
    private static final long PERMISSIONS = 0x00000004;
    private static final long ACMODTIME = 0x00000008;
    private static final long EXTENDED = 0x80000000L;

    private static final int MAX_TEXT = 64 * 1024; // bytes of an extended pair; the message is the real bound
    private static final SFTPAttributes NONE = of(a -> {});

    private final long flags;
    private final long size; // 64 bits without a sign
    private final long uid;
    private final long gid;
    private final long permissions;
    private final long accessed; // seconds since 1970, 0…2³²−1
    private final long modified;
    private final Map<String, String> extended;

    private SFTPAttributes(Builder b) {
        flags = b.flags | (b.extended.isEmpty() ? 0 : EXTENDED);
        size = b.size;
        uid = b.uid;
        gid = b.gid;
        permissions = b.permissions;
        accessed = b.accessed;
        modified = b.modified;
        extended = Collections.unmodifiableMap(b.extended);
    }

    /** Attributes of which none is there. */
    public static SFTPAttributes none() {
        return NONE;
    }

    /** Attributes with those that {@code setter} sets. */
    public static SFTPAttributes of(Consumer<Builder> setter) {
        var builder = new Builder();
        setter.accept(builder);
        return new SFTPAttributes(builder);
    }

    /** These, with what {@code setter} sets besides or instead. */
    public SFTPAttributes with(Consumer<Builder> setter) {
        var builder = new Builder();
        builder.flags = flags & ~EXTENDED;
        builder.size = size;
        builder.uid = uid;
        builder.gid = gid;
        builder.permissions = permissions;
        builder.accessed = accessed;
        builder.modified = modified;
        builder.extended.putAll(extended);
        setter.accept(builder);
        return new SFTPAttributes(builder);
    }

    /** Reads {@code ATTRS}; flags of no known meaning are passed over, as OpenSSH does. */
    public static SFTPAttributes decode(WireReader in) throws ProtocolException {
        var b = new Builder();
        long flags = in.uint32();
        b.flags = flags & (SIZE | UIDGID | PERMISSIONS | ACMODTIME);
        b.size = (flags & SIZE) != 0 ? in.uint64() : 0;
        b.uid = (flags & UIDGID) != 0 ? in.uint32() : 0;
        b.gid = (flags & UIDGID) != 0 ? in.uint32() : 0;
        b.permissions = (flags & PERMISSIONS) != 0 ? in.uint32() : 0;
        b.accessed = (flags & ACMODTIME) != 0 ? in.uint32() : 0;
        b.modified = (flags & ACMODTIME) != 0 ? in.uint32() : 0;
        long pairs = (flags & EXTENDED) != 0 ? in.uint32() : 0;
        for (long i = 0; i < pairs; i++) { // ends with the packet: a pair has eight bytes at least
            b.extended.put(FileNames.decode(in.string(MAX_TEXT)), FileNames.decode(in.string(MAX_TEXT)));
        }
        return new SFTPAttributes(b);
    }

    /** Writes {@code ATTRS}. */
    public void encode(WireWriter out) {
        out.uint32(flags);
        if ((flags & SIZE) != 0) {
            out.uint64(size);
        }
        if ((flags & UIDGID) != 0) {
            out.uint32(uid).uint32(gid);
        }
        if ((flags & PERMISSIONS) != 0) {
            out.uint32(permissions);
        }
        if ((flags & ACMODTIME) != 0) {
            out.uint32(accessed).uint32(modified);
        }
        if ((flags & EXTENDED) != 0) {
            out.uint32(extended.size());
            extended.forEach((name, value) -> out.string(FileNames.encode(name)).string(FileNames.encode(value)));
        }
    }

    /** The size in bytes; what is over 2⁶³−1 on the wire is given as 2⁶³−1. */
    public OptionalLong size() {
        return (flags & SIZE) != 0 ? OptionalLong.of(size < 0 ? Long.MAX_VALUE : size) : OptionalLong.empty();
    }

    /** The owner's number, 0…2³²−1; there or absent together with {@link #gid()}. */
    public OptionalLong uid() {
        return (flags & UIDGID) != 0 ? OptionalLong.of(uid) : OptionalLong.empty();
    }

    /** The group's number, 0…2³²−1. */
    public OptionalLong gid() {
        return (flags & UIDGID) != 0 ? OptionalLong.of(gid) : OptionalLong.empty();
    }

    /** The permission bits, 0 to 07777, without the type of the file. */
    public OptionalInt permissions() {
        return (flags & PERMISSIONS) != 0 ? OptionalInt.of((int) permissions & 07777) : OptionalInt.empty();
    }

    /** The whole mode as in {@code st_mode}: type and permissions. */
    public OptionalInt mode() {
        return (flags & PERMISSIONS) != 0 ? OptionalInt.of((int) permissions) : OptionalInt.empty();
    }

    /** When it was last read, to the second; there or absent together with {@link #modified()}. */
    public Optional<Instant> accessed() {
        return (flags & ACMODTIME) != 0 ? Optional.of(Instant.ofEpochSecond(accessed)) : Optional.empty();
    }

    /** When its content last changed, to the second. */
    public Optional<Instant> modified() {
        return (flags & ACMODTIME) != 0 ? Optional.of(Instant.ofEpochSecond(modified)) : Optional.empty();
    }

    /** Extended pairs by name; bytes as text of UTF-8, those that are not as U+DC80 to U+DCFF. */
    public Map<String, String> extended() {
        return extended;
    }

    /** What the file is; {@link FileType#UNKNOWN} if the server does not say. */
    public FileType type() {
        return FileType.of((flags & PERMISSIONS) != 0 ? permissions : 0);
    }

    /** Whether it is known to be a directory. */
    public boolean isDirectory() {
        return type() == FileType.DIRECTORY;
    }

    /** Whether it is known to be a regular file. */
    public boolean isRegularFile() {
        return type() == FileType.REGULAR;
    }

    /** Whether it is known to be a symbolic link. */
    public boolean isSymbolicLink() {
        return type() == FileType.SYMBOLIC_LINK;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SFTPAttributes that
                && flags == that.flags
                && size == that.size
                && uid == that.uid
                && gid == that.gid
                && permissions == that.permissions
                && accessed == that.accessed
                && modified == that.modified
                && extended.equals(that.extended);
    }

    @Override
    public int hashCode() {
        return Objects.hash(flags, size, uid, gid, permissions, accessed, modified, extended);
    }

    @Override
    public String toString() {
        var out = new StringBuilder(type().name().toLowerCase(Locale.ROOT));
        size().ifPresent(s -> out.append(" size=").append(s));
        uid().ifPresent(u -> out.append(" uid=").append(u).append(" gid=").append(gid));
        permissions().ifPresent(p -> out.append(String.format(" permissions=%04o", p)));
        modified().ifPresent(m -> out.append(" modified=").append(m));
        return out.toString();
    }

    /** Collects attributes inside {@link #of} and {@link #with}. */
    public static final class Builder {
        private long flags;
        private long size;
        private long uid;
        private long gid;
        private long permissions;
        private long accessed;
        private long modified;
        private final Map<String, String> extended = new LinkedHashMap<>();

        private Builder() {}

        /** @param bytes the size, 0 or more */
        public Builder size(long bytes) {
            if (bytes < 0) {
                throw new IllegalArgumentException("a size is 0 or more: " + bytes);
            }
            flags |= SIZE;
            size = bytes;
            return this;
        }

        /** Owner and group by number, 0…2³²−1 each; the protocol sets both or none. */
        public Builder owner(long uid, long gid) {
            flags |= UIDGID;
            this.uid = uint32("uid", uid);
            this.gid = uint32("gid", gid);
            return this;
        }

        /** @param mode permissions, 0 to 07777, with the bits of the file's type or without */
        public Builder permissions(int mode) {
            flags |= PERMISSIONS;
            permissions = uint32("mode", mode);
            return this;
        }

        /** Both times, cut to seconds and to 1970…2106. */
        public Builder times(Instant accessed, Instant modified) {
            flags |= ACMODTIME;
            this.accessed = seconds(accessed);
            this.modified = seconds(modified);
            return this;
        }

        /** The time of the last change, and the same as the last access: the protocol sets both or none. */
        public Builder modified(Instant time) {
            return times(time, time);
        }

        /** Adds an extended pair. */
        public Builder extended(String name, String value) {
            extended.put(name, value);
            return this;
        }

        private static long uint32(String what, long value) {
            if (value >>> 32 != 0) {
                throw new IllegalArgumentException(what + " is not in 0…2^32-1: " + value);
            }
            return value;
        }

        private static long seconds(Instant time) {
            return Math.max(0, Math.min(0xffff_ffffL, time.getEpochSecond()));
        }
    }
}
