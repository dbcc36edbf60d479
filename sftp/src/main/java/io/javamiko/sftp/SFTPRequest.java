package io.javamiko.sftp;

import io.javamiko.ProtocolException;
import io.javamiko.sftp.files.FileNames;
import io.javamiko.wire.WireReader;
import io.javamiko.wire.WireWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a client sends (draft-ietf-secsh-filexfer-02 §4 and §6), in the order of the type numbers. Paths are text of
 * UTF-8 with other bytes as U+DC80 to U+DCFF; an id is any 32 bits. Layer API: may change in minor versions.
 */
public sealed interface SFTPRequest extends SFTPMessage {
    /** Most bytes of a path. */
    int MAX_PATH = 32 * 1024;

    /** The number that the reply repeats. */
    int id();

    /** {@code SSH_FXP_INIT} (§4): the first message; its version stands where the others have their id. */
    record Init(long version, Map<String, String> extensions) implements SFTPRequest {
        public static final int NUMBER = 1;

        @Override
        public int id() {
            return 0;
        }

        /** Reads what follows the type. */
        public static Init decode(WireReader in) throws ProtocolException {
            return new Init(in.uint32(), decodeExtensions(in));
        }

        @Override
        public void encode(WireWriter out) {
            out.uint8(NUMBER).uint32(version);
            encodeExtensions(extensions, out);
        }
    }

    /** {@code SSH_FXP_OPEN} (§6.3); {@code flags} are those of {@link SFTPOpenFlag}. */
    record Open(int id, String path, long flags, SFTPAttributes attributes) implements SFTPRequest {
        public static final int NUMBER = 3;

        @Override
        public void encode(WireWriter out) {
            begin(NUMBER, id, out).string(FileNames.encode(path)).uint32(flags);
            attributes.encode(out);
        }
    }

    /** {@code SSH_FXP_CLOSE} (§6.3). */
    record Close(int id, SFTPHandle handle) implements SFTPRequest {
        public static final int NUMBER = 4;

        @Override
        public void encode(WireWriter out) {
            handle.encode(begin(NUMBER, id, out));
        }
    }

    /** {@code SSH_FXP_READ} (§6.4): {@code length} bytes at most. */
    record Read(int id, SFTPHandle handle, long offset, long length) implements SFTPRequest {
        public static final int NUMBER = 5;

        @Override
        public void encode(WireWriter out) {
            handle.encode(begin(NUMBER, id, out));
            out.uint64(offset).uint32(length);
        }
    }

    /** {@code SSH_FXP_WRITE} (§6.4); bulk is written without this record. */
    record Write(int id, SFTPHandle handle, long offset, byte[] data) implements SFTPRequest {
        public static final int NUMBER = 6;

        @Override
        public void encode(WireWriter out) {
            handle.encode(begin(NUMBER, id, out));
            out.uint64(offset).string(data);
        }
    }

    /** {@code SSH_FXP_LSTAT} (§6.8): a link's own attributes. */
    record LStat(int id, String path) implements SFTPRequest {
        public static final int NUMBER = 7;

        @Override
        public void encode(WireWriter out) {
            begin(NUMBER, id, out).string(FileNames.encode(path));
        }
    }

    /** {@code SSH_FXP_FSTAT} (§6.8). */
    record FStat(int id, SFTPHandle handle) implements SFTPRequest {
        public static final int NUMBER = 8;

        @Override
        public void encode(WireWriter out) {
            handle.encode(begin(NUMBER, id, out));
        }
    }

    /** {@code SSH_FXP_SETSTAT} (§6.9). */
    record SetStat(int id, String path, SFTPAttributes attributes) implements SFTPRequest {
        public static final int NUMBER = 9;

        @Override
        public void encode(WireWriter out) {
            attributes.encode(begin(NUMBER, id, out).string(FileNames.encode(path)));
        }
    }

    /** {@code SSH_FXP_FSETSTAT} (§6.9). */
    record FSetStat(int id, SFTPHandle handle, SFTPAttributes attributes) implements SFTPRequest {
        public static final int NUMBER = 10;

        @Override
        public void encode(WireWriter out) {
            handle.encode(begin(NUMBER, id, out));
            attributes.encode(out);
        }
    }

    /** {@code SSH_FXP_OPENDIR} (§6.7). */
    record OpenDir(int id, String path) implements SFTPRequest {
        public static final int NUMBER = 11;

        @Override
        public void encode(WireWriter out) {
            begin(NUMBER, id, out).string(FileNames.encode(path));
        }
    }

    /** {@code SSH_FXP_READDIR} (§6.7). */
    record ReadDir(int id, SFTPHandle handle) implements SFTPRequest {
        public static final int NUMBER = 12;

        @Override
        public void encode(WireWriter out) {
            handle.encode(begin(NUMBER, id, out));
        }
    }

    /** {@code SSH_FXP_REMOVE} (§6.5): a file or a link, not a directory. */
    record Remove(int id, String path) implements SFTPRequest {
        public static final int NUMBER = 13;

        @Override
        public void encode(WireWriter out) {
            begin(NUMBER, id, out).string(FileNames.encode(path));
        }
    }

    /** {@code SSH_FXP_MKDIR} (§6.6). */
    record MkDir(int id, String path, SFTPAttributes attributes) implements SFTPRequest {
        public static final int NUMBER = 14;

        @Override
        public void encode(WireWriter out) {
            attributes.encode(begin(NUMBER, id, out).string(FileNames.encode(path)));
        }
    }

    /** {@code SSH_FXP_RMDIR} (§6.6): an empty directory. */
    record RmDir(int id, String path) implements SFTPRequest {
        public static final int NUMBER = 15;

        @Override
        public void encode(WireWriter out) {
            begin(NUMBER, id, out).string(FileNames.encode(path));
        }
    }

    /** {@code SSH_FXP_REALPATH} (§6.11): the absolute path without links and dots. */
    record RealPath(int id, String path) implements SFTPRequest {
        public static final int NUMBER = 16;

        @Override
        public void encode(WireWriter out) {
            begin(NUMBER, id, out).string(FileNames.encode(path));
        }
    }

    /** {@code SSH_FXP_STAT} (§6.8): the attributes of what a link leads to. */
    record Stat(int id, String path) implements SFTPRequest {
        public static final int NUMBER = 17;

        @Override
        public void encode(WireWriter out) {
            begin(NUMBER, id, out).string(FileNames.encode(path));
        }
    }

    /** {@code SSH_FXP_RENAME} (§6.5): fails if {@code newPath} is there. */
    record Rename(int id, String oldPath, String newPath) implements SFTPRequest {
        public static final int NUMBER = 18;

        @Override
        public void encode(WireWriter out) {
            begin(NUMBER, id, out).string(FileNames.encode(oldPath)).string(FileNames.encode(newPath));
        }
    }

    /** {@code SSH_FXP_READLINK} (§6.10). */
    record ReadLink(int id, String path) implements SFTPRequest {
        public static final int NUMBER = 19;

        @Override
        public void encode(WireWriter out) {
            begin(NUMBER, id, out).string(FileNames.encode(path));
        }
    }

    /** {@code SSH_FXP_SYMLINK} (§6.10), target first: not as the draft has it but as all servers do (OpenSSH PROTOCOL §4.1). */
    record Symlink(int id, String target, String link) implements SFTPRequest {
        public static final int NUMBER = 20;

        @Override
        public void encode(WireWriter out) {
            begin(NUMBER, id, out).string(FileNames.encode(target)).string(FileNames.encode(link));
        }
    }

    /** {@code SSH_FXP_EXTENDED} (§8). */
    record Extended(int id, SFTPExtension request) implements SFTPRequest {
        public static final int NUMBER = 200;

        @Override
        public void encode(WireWriter out) {
            request.encode(begin(NUMBER, id, out));
        }
    }

    /**
     * Reads what follows type and id. Bytes behind the last field are passed over, as OpenSSH does.
     *
     * @return the request, or empty if no request has this number
     */
    static Optional<SFTPRequest> decode(int number, int id, WireReader in) throws ProtocolException {
        return Optional.ofNullable(
                switch (number) {
                    case Open.NUMBER -> new Open(id, path(in), in.uint32(), SFTPAttributes.decode(in));
                    case Close.NUMBER -> new Close(id, SFTPHandle.decode(in));
                    case Read.NUMBER -> new Read(id, SFTPHandle.decode(in), in.uint64(), in.uint32());
                    case Write.NUMBER ->
                        new Write(id, SFTPHandle.decode(in), in.uint64(), in.string(SFTPLimits.MAX_MESSAGE));
                    case LStat.NUMBER -> new LStat(id, path(in));
                    case FStat.NUMBER -> new FStat(id, SFTPHandle.decode(in));
                    case SetStat.NUMBER -> new SetStat(id, path(in), SFTPAttributes.decode(in));
                    case FSetStat.NUMBER -> new FSetStat(id, SFTPHandle.decode(in), SFTPAttributes.decode(in));
                    case OpenDir.NUMBER -> new OpenDir(id, path(in));
                    case ReadDir.NUMBER -> new ReadDir(id, SFTPHandle.decode(in));
                    case Remove.NUMBER -> new Remove(id, path(in));
                    case MkDir.NUMBER -> new MkDir(id, path(in), SFTPAttributes.decode(in));
                    case RmDir.NUMBER -> new RmDir(id, path(in));
                    case RealPath.NUMBER -> new RealPath(id, path(in));
                    case Stat.NUMBER -> new Stat(id, path(in));
                    case Rename.NUMBER -> new Rename(id, path(in), path(in));
                    case ReadLink.NUMBER -> new ReadLink(id, path(in));
                    case Symlink.NUMBER -> new Symlink(id, path(in), path(in));
                    case Extended.NUMBER -> new Extended(id, SFTPExtension.decode(in));
                    default -> null;
                });
    }

    /** Writes type and id. */
    private static WireWriter begin(int number, int id, WireWriter out) {
        return out.uint8(number).uint32(Integer.toUnsignedLong(id));
    }

    private static String path(WireReader in) throws ProtocolException {
        return FileNames.decode(in.string(MAX_PATH));
    }

    /** Reads the pairs at the end of INIT and VERSION (§4). */
    static Map<String, String> decodeExtensions(WireReader in) throws ProtocolException {
        var extensions = new LinkedHashMap<String, String>();
        while (in.remaining() > 0) {
            extensions.put(
                    FileNames.decode(in.string(SFTPLimits.MAX_MESSAGE)),
                    FileNames.decode(in.string(SFTPLimits.MAX_MESSAGE)));
        }
        return extensions;
    }

    /** Writes the pairs at the end of INIT and VERSION. */
    static void encodeExtensions(Map<String, String> extensions, WireWriter out) {
        extensions.forEach((name, data) -> out.string(FileNames.encode(name)).string(FileNames.encode(data)));
    }
}
