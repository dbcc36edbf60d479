package io.javamiko.sftp;

import io.javamiko.ProtocolException;
import io.javamiko.sftp.files.FileNames;
import io.javamiko.wire.WireReader;
import io.javamiko.wire.WireWriter;

/**
 * What {@code SSH_FXP_EXTENDED} may ask for (OpenSSH PROTOCOL §4): its name and its fields. Layer API: may change in
 * minor versions.
 */
public sealed interface SFTPExtension {
    /** As it is called on the wire. */
    String name();

    /** Writes name and fields. */
    void encode(WireWriter out);

    /** Replaces {@code newPath} (§4.3). */
    record PosixRename(String oldPath, String newPath) implements SFTPExtension {
        public static final String NAME = "posix-rename@openssh.com";

        @Override
        public String name() {
            return NAME;
        }

        @Override
        public void encode(WireWriter out) {
            out.utf8(NAME).string(FileNames.encode(oldPath)).string(FileNames.encode(newPath));
        }
    }

    /** Tells of the file system that a path is on (§4.4). */
    record StatVFS(String path) implements SFTPExtension {
        public static final String NAME = "statvfs@openssh.com";

        @Override
        public String name() {
            return NAME;
        }

        @Override
        public void encode(WireWriter out) {
            out.utf8(NAME).string(FileNames.encode(path));
        }
    }

    /** Tells of the file system that an open file is on (§4.4). */
    record FStatVFS(SFTPHandle handle) implements SFTPExtension {
        public static final String NAME = "fstatvfs@openssh.com";

        @Override
        public String name() {
            return NAME;
        }

        @Override
        public void encode(WireWriter out) {
            handle.encode(out.utf8(NAME));
        }
    }

    /** Makes a second name of a file (§4.5). */
    record HardLink(String oldPath, String newPath) implements SFTPExtension {
        public static final String NAME = "hardlink@openssh.com";

        @Override
        public String name() {
            return NAME;
        }

        @Override
        public void encode(WireWriter out) {
            out.utf8(NAME).string(FileNames.encode(oldPath)).string(FileNames.encode(newPath));
        }
    }

    /** Has an open file's content written to its device (§4.6). */
    record FSync(SFTPHandle handle) implements SFTPExtension {
        public static final String NAME = "fsync@openssh.com";

        @Override
        public String name() {
            return NAME;
        }

        @Override
        public void encode(WireWriter out) {
            handle.encode(out.utf8(NAME));
        }
    }

    /** Sets a link's own attributes (§4.7). */
    record LSetStat(String path, SFTPAttributes attributes) implements SFTPExtension {
        public static final String NAME = "lsetstat@openssh.com";

        @Override
        public String name() {
            return NAME;
        }

        @Override
        public void encode(WireWriter out) {
            attributes.encode(out.utf8(NAME).string(FileNames.encode(path)));
        }
    }

    /** Asks for {@link SFTPLimits} (§4.8). */
    record Limits() implements SFTPExtension {
        public static final String NAME = "limits@openssh.com";

        @Override
        public String name() {
            return NAME;
        }

        @Override
        public void encode(WireWriter out) {
            out.utf8(NAME);
        }
    }

    /** REALPATH that knows {@code ~} (§4.9). */
    record ExpandPath(String path) implements SFTPExtension {
        public static final String NAME = "expand-path@openssh.com";

        @Override
        public String name() {
            return NAME;
        }

        @Override
        public void encode(WireWriter out) {
            out.utf8(NAME).string(FileNames.encode(path));
        }
    }

    /** Copies from one open file to another (§4.10); a length of 0 is up to the end. */
    record CopyData(SFTPHandle from, long fromOffset, long length, SFTPHandle to, long toOffset)
            implements SFTPExtension {
        public static final String NAME = "copy-data";

        @Override
        public String name() {
            return NAME;
        }

        @Override
        public void encode(WireWriter out) {
            from.encode(out.utf8(NAME));
            to.encode(out.uint64(fromOffset).uint64(length));
            out.uint64(toOffset);
        }
    }

    /** One that Javamiko does not know. */
    record Unknown(String name, byte[] data) implements SFTPExtension {
        @Override
        public void encode(WireWriter out) {
            out.string(FileNames.encode(name)).raw(data);
        }
    }

    /** The version in which these extensions are known here; another may have other fields. */
    static String version(String name) {
        return name.equals(StatVFS.NAME) || name.equals(FStatVFS.NAME) ? "2" : "1";
    }

    /** Reads name and fields. Bytes behind the last field are passed over. */
    static SFTPExtension decode(WireReader in) throws ProtocolException {
        String name = FileNames.decode(in.string(SFTPLimits.MAX_MESSAGE));
        return switch (name) {
            case PosixRename.NAME -> new PosixRename(path(in), path(in));
            case StatVFS.NAME -> new StatVFS(path(in));
            case FStatVFS.NAME -> new FStatVFS(SFTPHandle.decode(in));
            case HardLink.NAME -> new HardLink(path(in), path(in));
            case FSync.NAME -> new FSync(SFTPHandle.decode(in));
            case LSetStat.NAME -> new LSetStat(path(in), SFTPAttributes.decode(in));
            case Limits.NAME -> new Limits();
            case ExpandPath.NAME -> new ExpandPath(path(in));
            case CopyData.NAME ->
                new CopyData(SFTPHandle.decode(in), in.uint64(), in.uint64(), SFTPHandle.decode(in), in.uint64());
            default -> new Unknown(name, in.rest());
        };
    }

    private static String path(WireReader in) throws ProtocolException {
        return FileNames.decode(in.string(SFTPRequest.MAX_PATH));
    }
}
