package io.javamiko.crypto.agreement;

import io.javamiko.wire.WireWriter;
import java.security.MessageDigest;
import java.util.Arrays;

/**
 * K, the result of a key exchange, in the form in which it enters the exchange hash and the key derivation (RFC 4253
 * §7.2, §8): an {@code mpint}, or a {@code string} with the ML-KEM hybrids. Wiped by {@code close}; not thread-safe.
 */
public final class SharedSecret implements AutoCloseable {
    private final byte[] encoded;
    private boolean closed;

    private SharedSecret(byte[] encoded) {
        this.encoded = encoded;
    }

    /** K as an {@code mpint}, from a number's big-endian bytes; they are not kept. */
    public static SharedSecret ofMPInt(byte[] unsigned) {
        var out = new WireWriter(unsigned.length + 5);
        return take(out.mpint(unsigned));
    }

    /** K as a {@code string} of these bytes; they are not kept. */
    public static SharedSecret ofString(byte[] bytes) {
        var out = new WireWriter(bytes.length + 4);
        return take(out.string(bytes));
    }

    /** A copy of K with its length before it; the caller wipes it. */
    public byte[] encoded() {
        checkOpen();
        return encoded.clone();
    }

    /** Puts K with its length into a hash: no copy of it is left behind. */
    public void addTo(MessageDigest hash) {
        checkOpen();
        hash.update(encoded);
    }

    @Override
    public void close() {
        Arrays.fill(encoded, (byte) 0);
        closed = true;
    }

    /** In constant time for secrets of one length. */
    @Override
    public boolean equals(Object other) {
        return other instanceof SharedSecret that && MessageDigest.isEqual(encoded, that.encoded);
    }

    /** The same for all: what is hashed would tell about the secret. */
    @Override
    public int hashCode() {
        return SharedSecret.class.hashCode();
    }

    @Override
    public String toString() {
        return "SharedSecret(masked)";
    }

    private static SharedSecret take(WireWriter out) {
        var secret = new SharedSecret(out.toByteArray());
        out.wipe();
        return secret;
    }

    private void checkOpen() {
        if (closed) {
            throw new IllegalStateException("the shared secret is wiped");
        }
    }
}
