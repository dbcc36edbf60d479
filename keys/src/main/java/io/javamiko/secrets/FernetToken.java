package io.javamiko.secrets;

import io.javamiko.secrets.InvalidTokenException.Reason;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * A token's fields: {@code version || timestamp || IV || ciphertext || HMAC}.
 *
 * @param timestamp seconds since 1970, an unsigned 64-bit number
 * @param signed what the HMAC is over: all before it
 */
@SuppressWarnings("ArrayRecordComponent") // taken apart at once; nobody compares two
record FernetToken(long timestamp, byte[] iv, byte[] ciphertext, byte[] mac, byte[] signed) {
    static final int VERSION = 0x80;
    static final int IV = 16;
    static final int BLOCK = 16;
    static final int HEADER = 1 + 8 + IV;
    static final int MAC = 32;

    static FernetToken parse(byte[] bytes) throws InvalidTokenException {
        int length = bytes.length - HEADER - MAC;
        if (length < BLOCK || length % BLOCK != 0) {
            throw new InvalidTokenException(
                    Reason.MALFORMED, "a token has " + bytes.length + " bytes, which none can have");
        }
        if ((bytes[0] & 0xff) != VERSION) {
            throw new InvalidTokenException(Reason.MALFORMED, "a token is not of version 0x80");
        }
        return new FernetToken(
                ByteBuffer.wrap(bytes).getLong(1),
                Arrays.copyOfRange(bytes, 1 + 8, HEADER),
                Arrays.copyOfRange(bytes, HEADER, HEADER + length),
                Arrays.copyOfRange(bytes, HEADER + length, bytes.length),
                Arrays.copyOf(bytes, HEADER + length));
    }
}
