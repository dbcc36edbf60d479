package io.javamiko.sftp;

import io.javamiko.ProtocolException;
import io.javamiko.wire.WireReader;
import io.javamiko.wire.WireWriter;

/**
 * What {@code limits@openssh.com} tells of a server (OpenSSH PROTOCOL §4.8); 0 where it does not say.
 *
 * @param packetLength most bytes of a packet
 * @param readLength most bytes of a READ
 * @param writeLength most bytes of a WRITE
 * @param openHandles most handles that may be open at once
 */
public record SFTPLimits(long packetLength, long readLength, long writeLength, long openHandles) {
    /** Most bytes of a message that Javamiko sends or takes, the length before it not counted. */
    public static final int MAX_MESSAGE = 256 * 1024;

    /** Most bytes of data that Javamiko puts into one READ's reply or one WRITE: 255 KiB, as OpenSSH. */
    public static final int MAX_DATA = MAX_MESSAGE - 1024;

    /** What every server takes (draft-ietf-secsh-filexfer-02 §3: packets of 34,000 bytes, data of 32,768). */
    static final SFTPLimits DRAFT = new SFTPLimits(34_000, 32 * 1024, 32 * 1024, 0);

    /** Reads the four numbers. */
    public static SFTPLimits decode(WireReader in) throws ProtocolException {
        return new SFTPLimits(in.uint64(), in.uint64(), in.uint64(), in.uint64());
    }

    /** Writes the four numbers. */
    public void encode(WireWriter out) {
        out.uint64(packetLength).uint64(readLength).uint64(writeLength).uint64(openHandles);
    }

    /** Bytes to read at once: what the server allows and a message holds, the draft's where it does not say. */
    int readSize() {
        return size(readLength);
    }

    /** Bytes to write at once. */
    int writeSize() {
        return size(writeLength);
    }

    /** Handles that may be open at once, at most {@code wanted}, at least one. */
    int handles(int wanted) {
        return openHandles <= 0 ? wanted : (int) Math.min(wanted, openHandles);
    }

    private long packet() {
        return packetLength <= 0 ? MAX_MESSAGE : Math.min(packetLength, MAX_MESSAGE);
    }

    private int size(long told) {
        long size = told <= 0 ? DRAFT.readLength : Math.min(told, MAX_DATA);
        return (int) Math.max(1, Math.min(size, packet() - 1024));
    }
}
