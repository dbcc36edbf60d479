package io.javamiko.keys.files;

import io.javamiko.ProtocolException;
import io.javamiko.wire.WireReader;
import java.util.Arrays;

/** What a private key file holds, freed of its container and encryption. {@link #close()} wipes it. Not thread-safe. */
public final class KeyFileContents implements AutoCloseable {
    private final byte[] publicBlob;
    private final byte[] bytes;

    /**
     * Takes over both arrays.
     *
     * @param publicBlob the public key, as the container has it in the clear
     * @param bytes the private key as agents encode it (type, then the type's fields), {@code string} comment, padding
     */
    public KeyFileContents(byte[] publicBlob, byte[] bytes) {
        this.publicBlob = publicBlob;
        this.bytes = bytes;
    }

    /** The public key's blob, a copy. */
    public byte[] publicBlob() {
        return publicBlob.clone();
    }

    /** Reads the private key, the comment, and to the end by {@link #expectPadding}; nothing is copied. */
    public WireReader reader() {
        return new WireReader(bytes);
    }

    /** The bytes that {@link #reader()} reads, not copied. */
    byte[] bytes() {
        return bytes;
    }

    /** Checks that what is left is 1, 2, 3, … (PROTOCOL.key §3), or nothing. */
    public static void expectPadding(WireReader in) throws ProtocolException {
        for (int expected = 1; in.remaining() > 0; expected++) {
            if (in.uint8() != (expected & 0xff)) {
                throw new ProtocolException("a private key's padding is not 1, 2, 3, … (PROTOCOL.key §3)");
            }
        }
    }

    @Override
    public void close() {
        Arrays.fill(bytes, (byte) 0);
    }

    @Override
    public String toString() {
        return "private key, " + bytes.length + " bytes";
    }
}
