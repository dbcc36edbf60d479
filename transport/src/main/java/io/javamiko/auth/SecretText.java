package io.javamiko.auth;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.javamiko.ProtocolException;
import io.javamiko.wire.WireReader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;

/**
 * A password or an answer as it goes over the wire, in UTF-8 (RFC 4252 §8): never a {@code String}, which nobody can wipe.
 * Compared in constant time; its {@code toString} tells nothing. Not thread-safe.
 */
public final class SecretText {
    private final byte[] utf8;

    private SecretText(byte[] utf8) {
        this.utf8 = utf8;
    }

    /**
     * A copy of these characters; the caller wipes his own.
     *
     * @throws IllegalArgumentException if they have half a surrogate pair, which no UTF-8 can say
     */
    public static SecretText of(char[] characters) {
        var encoded = ByteBuffer.allocate(3 * characters.length); // the most that a char takes
        CoderResult result = UTF_8.newEncoder().encode(CharBuffer.wrap(characters), encoded, true);
        byte[] bytes = Arrays.copyOf(encoded.array(), encoded.position());
        Arrays.fill(encoded.array(), (byte) 0);
        if (result.isError()) {
            throw new IllegalArgumentException("a password or an answer has half a surrogate pair");
        }
        return new SecretText(bytes);
    }

    /** Takes over these bytes, which need not be UTF-8. */
    static SecretText of(byte[] bytes) {
        return new SecretText(bytes);
    }

    static SecretText decode(WireReader in) throws ProtocolException {
        return new SecretText(in.string(AuthMessage.MAX_STRING));
    }

    /** The characters, which the caller wipes; none if the bytes are not UTF-8. */
    public Optional<char[]> characters() {
        var decoded = CharBuffer.allocate(utf8.length);
        CoderResult result = UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8), decoded, true);
        char[] characters = Arrays.copyOf(decoded.array(), decoded.position());
        Arrays.fill(decoded.array(), '\0');
        return result.isError() ? Optional.empty() : Optional.of(characters);
    }

    /** How many bytes it has. */
    public int length() {
        return utf8.length;
    }

    /** The bytes themselves. */
    byte[] bytes() {
        return utf8;
    }

    /** Overwrites it with zeros. */
    public void wipe() {
        Arrays.fill(utf8, (byte) 0);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SecretText text && MessageDigest.isEqual(utf8, text.utf8);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(utf8);
    }

    @Override
    public String toString() {
        return "secret";
    }
}
