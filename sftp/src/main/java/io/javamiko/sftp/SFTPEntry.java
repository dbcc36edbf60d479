package io.javamiko.sftp;

import io.javamiko.ProtocolException;
import io.javamiko.Sanitised;
import io.javamiko.sftp.files.FileNames;
import io.javamiko.wire.WireReader;
import io.javamiko.wire.WireWriter;

/**
 * A directory's entry, or what a path became (draft-ietf-secsh-filexfer-02 §7, {@code SSH_FXP_NAME}).
 *
 * @param name the name as text of UTF-8; a byte that is not UTF-8 stands as one of U+DC80 to U+DCFF, so that the name can
 *     be given back to any call. A server may put anything here: look before it is used as a local name
 * @param longName a line as of {@code ls -l}, for people only; may be empty
 * @param attributes the entry's own, not those of what it links to
 */
public record SFTPEntry(String name, String longName, SFTPAttributes attributes) {
    private static final int MAX_NAME = 64 * 1024; // bytes

    /** An entry without a long name. */
    public SFTPEntry(String name, SFTPAttributes attributes) {
        this(name, "", attributes);
    }

    static SFTPEntry decode(WireReader in) throws ProtocolException {
        return new SFTPEntry(
                FileNames.decode(in.string(MAX_NAME)),
                FileNames.decode(in.string(MAX_NAME)),
                SFTPAttributes.decode(in));
    }

    /** Writes the three fields. */
    public void encode(WireWriter out) {
        out.string(FileNames.encode(name)).string(FileNames.encode(longName));
        attributes.encode(out);
    }

    /** The name as it is on the wire. */
    public byte[] nameBytes() {
        return FileNames.encode(name);
    }

    /** The name made safe to show. */
    @Override
    public String toString() {
        return Sanitised.of(name) + " " + attributes;
    }
}
