package io.javamiko.wire;

import io.javamiko.ProtocolException;
import java.math.BigInteger;

/** {@code mpint} (RFC 4251 §5): two's complement, big-endian, in as few bytes as can be. */
final class MPInt {
    private MPInt() {}

    static BigInteger decode(byte[] bytes, int offset, int length) throws ProtocolException {
        if (length == 0) {
            return BigInteger.ZERO;
        }
        byte first = bytes[offset];
        boolean needless =
                length == 1 ? first == 0 : first == 0 && bytes[offset + 1] >= 0 || first == -1 && bytes[offset + 1] < 0;
        if (needless) {
            throw new ProtocolException("an mpint has a needless leading byte (RFC 4251 §5)");
        }
        return new BigInteger(bytes, offset, length);
    }
}
