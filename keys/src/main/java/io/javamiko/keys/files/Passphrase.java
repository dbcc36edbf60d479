package io.javamiko.keys.files;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.CharBuffer;
import java.util.Arrays;

/** Passphrases, from characters to the bytes that are hashed. */
final class Passphrase {
    private Passphrase() {}

    /** The characters in UTF-8, without a {@code String} that nobody could wipe; the caller wipes the result. */
    static byte[] utf8(char[] passphrase) {
        var encoded = UTF_8.encode(CharBuffer.wrap(passphrase));
        byte[] bytes = Arrays.copyOfRange(encoded.array(), encoded.arrayOffset(), encoded.limit());
        Arrays.fill(encoded.array(), (byte) 0);
        return bytes;
    }
}
