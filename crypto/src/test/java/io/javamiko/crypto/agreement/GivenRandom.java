package io.javamiko.crypto.agreement;

import java.security.SecureRandom;
import java.util.HexFormat;

/** Gives exactly the bytes that a vector names, and no more. */
final class GivenRandom extends SecureRandom {
    private static final long serialVersionUID = 1L;

    private final byte[] given;
    private int next;

    GivenRandom(String... hex) {
        given = HexFormat.of().parseHex(String.join("", hex));
    }

    @Override
    public void nextBytes(byte[] bytes) {
        if (given == null || next + bytes.length > given.length) {
            throw new IllegalStateException("the vector has no more random bytes");
        }
        System.arraycopy(given, next, bytes, 0, bytes.length);
        next += bytes.length;
    }
}
