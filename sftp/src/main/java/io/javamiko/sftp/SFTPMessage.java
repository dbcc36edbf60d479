package io.javamiko.sftp;

import io.javamiko.wire.WireWriter;

/** A message of SFTP version 3 (draft-ietf-secsh-filexfer-02 §3): a length, a type, and what the type says. */
public sealed interface SFTPMessage permits SFTPRequest, SFTPReply {
    /** The only version spoken. */
    int VERSION = 3;

    /** Writes the type and all fields, not the length. */
    void encode(WireWriter out);

    /** Writes the whole packet. */
    default void packet(WireWriter out) {
        int at = out.size();
        out.uint32(0);
        encode(out);
        out.patchUint32(at, out.size() - at - 4);
    }
}
