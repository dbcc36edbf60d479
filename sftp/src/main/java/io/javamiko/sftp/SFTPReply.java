package io.javamiko.sftp;

import io.javamiko.ProtocolException;
import io.javamiko.wire.WireReader;
import io.javamiko.wire.WireWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a server sends (draft-ietf-secsh-filexfer-02 §4 and §7). Layer API: may change in minor versions. */
public sealed interface SFTPReply extends SFTPMessage {
    /** The request's number. */
    int id();

    /** {@code SSH_FXP_VERSION} (§4): the answer to INIT; its version stands where the others have their id. */
    record Version(long version, Map<String, String> extensions) implements SFTPReply {
        public static final int NUMBER = 2;

        @Override
        public int id() {
            return 0;
        }

        /** Reads what follows the type. */
        public static Version decode(WireReader in) throws ProtocolException {
            return new Version(in.uint32(), SFTPRequest.decodeExtensions(in));
        }

        @Override
        public void encode(WireWriter out) {
            out.uint8(NUMBER).uint32(version);
            SFTPRequest.encodeExtensions(extensions, out);
        }
    }

    /** {@code SSH_FXP_STATUS} (§7): done, or why not. Servers older than version 3 leave out the texts. */
    record Status(int id, long code, String message, String language) implements SFTPReply {
        public static final int NUMBER = 101;
        private static final int MAX_TEXT = 64 * 1024; // bytes

        /** A status of our own. */
        public static Status of(int id, SFTPStatus status, String message) {
            return new Status(id, status.code(), message, "en");
        }

        static Status decode(int id, WireReader in) throws ProtocolException {
            return new Status(
                    id,
                    in.uint32(),
                    in.remaining() == 0 ? "" : in.text(MAX_TEXT),
                    in.remaining() == 0 ? "" : in.text(MAX_TEXT));
        }

        @Override
        public void encode(WireWriter out) {
            begin(NUMBER, id, out).uint32(code).utf8(message).utf8(language);
        }
    }

    /** {@code SSH_FXP_HANDLE} (§7): a file or directory is open. */
    record Handle(int id, SFTPHandle handle) implements SFTPReply {
        public static final int NUMBER = 102;

        @Override
        public void encode(WireWriter out) {
            handle.encode(begin(NUMBER, id, out));
        }
    }

    /** {@code SSH_FXP_DATA} (§7): what was read; bulk is read and written without this record. */
    record Data(int id, byte[] data) implements SFTPReply {
        public static final int NUMBER = 103;

        @Override
        public void encode(WireWriter out) {
            begin(NUMBER, id, out).string(data);
        }
    }

    /** {@code SSH_FXP_NAME} (§7). */
    record Name(int id, List<SFTPEntry> entries) implements SFTPReply {
        public static final int NUMBER = 104;
        private static final int MIN_ENTRY = 12; // bytes: two empty strings and no flags

        static Name decode(int id, WireReader in) throws ProtocolException {
            long count = in.uint32();
            if (count > in.remaining() / MIN_ENTRY) {
                throw new ProtocolException("SSH_FXP_NAME says it has " + count + " entries in " + in.remaining()
                        + " bytes (draft-ietf-secsh-filexfer-02 §7)");
            }
            var entries = new ArrayList<SFTPEntry>((int) count);
            for (int i = 0; i < count; i++) {
                entries.add(SFTPEntry.decode(in));
            }
            return new Name(id, entries);
        }

        @Override
        public void encode(WireWriter out) {
            begin(NUMBER, id, out).uint32(entries.size());
            entries.forEach(entry -> entry.encode(out));
        }
    }

    /** {@code SSH_FXP_ATTRS} (§7). */
    record Attrs(int id, SFTPAttributes attributes) implements SFTPReply {
        public static final int NUMBER = 105;

        @Override
        public void encode(WireWriter out) {
            attributes.encode(begin(NUMBER, id, out));
        }
    }

    /** {@code SSH_FXP_EXTENDED_REPLY} (§8): its form is the extension's. */
    record ExtendedReply(int id, byte[] data) implements SFTPReply {
        public static final int NUMBER = 201;

        @Override
        public void encode(WireWriter out) {
            begin(NUMBER, id, out).raw(data);
        }
    }

    /**
     * Reads what follows type and id. Bytes behind the last field are passed over.
     *
     * @return the reply, or empty if no reply has this number
     */
    static Optional<SFTPReply> decode(int number, int id, WireReader in) throws ProtocolException {
        return Optional.ofNullable(
                switch (number) {
                    case Status.NUMBER -> Status.decode(id, in);
                    case Handle.NUMBER -> new Handle(id, SFTPHandle.decode(in));
                    case Data.NUMBER -> new Data(id, in.string(SFTPLimits.MAX_MESSAGE));
                    case Name.NUMBER -> Name.decode(id, in);
                    case Attrs.NUMBER -> new Attrs(id, SFTPAttributes.decode(in));
                    case ExtendedReply.NUMBER -> new ExtendedReply(id, in.rest());
                    default -> null;
                });
    }

    /** Writes type and id. */
    private static WireWriter begin(int number, int id, WireWriter out) {
        return out.uint8(number).uint32(Integer.toUnsignedLong(id));
    }
}
