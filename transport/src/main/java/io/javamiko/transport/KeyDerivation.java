package io.javamiko.transport;

import io.javamiko.crypto.JCA;
import io.javamiko.crypto.agreement.SharedSecret;
import java.security.MessageDigest;
import java.util.Arrays;

/**
 * Derives keys from a key exchange (RFC 4253 §7.2): {@code HASH(K || H || X || session_id)}, and as much more as is wanted.
 * Not thread-safe; of use until the secret is closed.
 */
public final class KeyDerivation {
    private final MessageDigest hash;
    private final SharedSecret secret;
    private final byte[] exchangeHash;
    private final byte[] sessionId;

    /**
     * @param hash the key exchange method's hash, by its JCA name
     * @param secret K
     * @param exchangeHash H of this exchange
     * @param sessionId H of the connection's first exchange
     */
    public KeyDerivation(String hash, SharedSecret secret, byte[] exchangeHash, byte[] sessionId) {
        this.hash = JCA.digest(hash);
        this.secret = secret;
        this.exchangeHash = exchangeHash.clone();
        this.sessionId = sessionId.clone();
    }

    /**
     * One key.
     *
     * @param letter {@code 'A'} to {@code 'F'}: which one
     * @param length bytes that are wanted
     */
    public byte[] key(char letter, int length) {
        byte[] key = new byte[length];
        secret.addTo(hash);
        hash.update(exchangeHash);
        hash.update((byte) letter);
        hash.update(sessionId);
        int filled = fill(key, 0, hash.digest()); // K1
        while (filled < length) { // K2 = HASH(K || H || K1), K3 = HASH(K || H || K1 || K2), …
            secret.addTo(hash);
            hash.update(exchangeHash);
            hash.update(key, 0, filled);
            filled = fill(key, filled, hash.digest());
        }
        return key;
    }

    private static int fill(byte[] key, int from, byte[] block) {
        int count = Math.min(block.length, key.length - from);
        System.arraycopy(block, 0, key, from, count);
        Arrays.fill(block, (byte) 0);
        return from + count;
    }
}
