package io.javamiko.transport.compression;

import io.javamiko.ProtocolException;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Expands the payloads of one direction between two key exchanges (RFC 4253 §6.2). What comes out is bounded like any
 * payload, however small it came in. Not thread-safe.
 */
public final class Inflating {
    private final Inflater inflater = new Inflater();
    private byte[] out = new byte[0];

    /**
     * Expands one payload; it lies in {@link #array()} from 0 on.
     *
     * @param most the most bytes that it may have
     * @return how many bytes it has, at least 1
     * @throws ProtocolException if it has more, none, or is not zlib
     */
    public int inflate(byte[] payload, int offset, int length, int most) throws ProtocolException {
        inflater.setInput(payload, offset, length);
        int end = 0;
        try {
            for (; ; ) {
                if (end == out.length) {
                    grow(end, most);
                }
                int count = inflater.inflate(out, end, out.length - end);
                end += count;
                if (end > most) {
                    throw new ProtocolException("a compressed payload has more than " + most + " bytes");
                }
                if (count == 0) {
                    return checked(end);
                }
            }
        } catch (DataFormatException e) {
            throw new ProtocolException("a payload is not zlib data (RFC 4253 §6.2)", e);
        }
    }

    /** The array of the last payload; it is the caller's until the next call, or for good after {@link #replaceArray}. */
    public byte[] array() {
        return out;
    }

    /** Gives another array to write to, so that the last one can be kept. */
    public void replaceArray(byte[] next) {
        out = next;
    }

    /** Frees the memory outside the heap; of no further use. */
    public void end() {
        inflater.end();
    }

    /** The input is used up, or the stream has stopped in the middle of it. */
    private int checked(int end) throws ProtocolException {
        if (end == 0 || !inflater.needsInput() || inflater.finished()) {
            throw new ProtocolException("a compressed payload is empty, or its zlib stream has ended (RFC 4253 §6.2)");
        }
        return end;
    }

    private void grow(int end, int most) {
        int larger =
                Math.min(Math.max(1024, 2 * out.length), most + 1); // one more than allowed shows that it is too long
        out = Arrays.copyOf(out, Math.max(larger, end + 1));
    }
}
