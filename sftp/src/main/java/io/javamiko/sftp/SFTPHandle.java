package io.javamiko.sftp;

import io.javamiko.ProtocolException;
import io.javamiko.wire.WireReader;
import io.javamiko.wire.WireWriter;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * What a server names an open file or directory by: up to 256 bytes without meaning to anybody else
 * (draft-ietf-secsh-filexfer-02 §6.3). Immutable.
 */
public final class SFTPHandle {
    /** Most bytes a handle may have. */
    public static final int MAX_LENGTH = 256;

    private final byte[] bytes;

    /**
     * @param bytes 0 to 256; copied
     */
    public SFTPHandle(byte[] bytes) {
        this(bytes, true);
    }

    private SFTPHandle(byte[] bytes, boolean copy) {
        if (bytes.length > MAX_LENGTH) {
            throw new IllegalArgumentException("a handle has at most 256 bytes: " + bytes.length);
        }
        this.bytes = copy ? bytes.clone() : bytes;
    }

    /** Reads one as a {@code string}. */
    public static SFTPHandle decode(WireReader in) throws ProtocolException {
        return new SFTPHandle(in.string(MAX_LENGTH), false);
    }

    /** Writes it as a {@code string}. */
    public void encode(WireWriter out) {
        out.string(bytes);
    }

    /** Bytes it takes as a {@code string}, the length before them included. */
    int encodedLength() {
        return 4 + bytes.length;
    }

    /** Writes it as a {@code string} into a packet. */
    int put(byte[] packet, int at) {
        int next = WireWriter.putUint32(packet, at, bytes.length);
        System.arraycopy(bytes, 0, packet, next, bytes.length);
        return next + bytes.length;
    }

    /** A copy of its bytes. */
    public byte[] bytes() {
        return bytes.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SFTPHandle that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return "handle " + HexFormat.of().formatHex(bytes);
    }
}
