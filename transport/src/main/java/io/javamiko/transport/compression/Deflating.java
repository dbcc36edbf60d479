package io.javamiko.transport.compression;

import java.util.zip.Deflater;

/** Compresses the payloads of one direction between two key exchanges (RFC 4253 §6.2). Not thread-safe. */
public final class Deflating {
    private final Deflater deflater = new Deflater(); // level 6, as OpenSSH's

    /** The most bytes that a payload can become: zlib stores what it can't make smaller, in blocks with a header. */
    public static int bound(int payloadLength) {
        return payloadLength + (payloadLength >> 8) + 64;
    }

    /**
     * Compresses one payload and flushes (RFC 4253 §6.2: a partial flush behind each packet).
     *
     * @param out has room for {@link #bound} bytes from {@code at} on
     * @return how many bytes it became
     */
    public int deflate(byte[] payload, int offset, int length, byte[] out, int at) {
        deflater.setInput(payload, offset, length);
        int room = out.length - at;
        int count = deflater.deflate(out, at, room, Deflater.SYNC_FLUSH);
        if (count == room || !deflater.needsInput()) {
            throw new IllegalStateException("zlib needs more than " + room + " bytes for " + length);
        }
        return count;
    }

    /** Frees the memory outside the heap; of no further use. */
    public void end() {
        deflater.end();
    }
}
