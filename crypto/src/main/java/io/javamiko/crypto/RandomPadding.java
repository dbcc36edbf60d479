package io.javamiko.crypto;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import javax.crypto.Cipher;
import javax.crypto.ShortBufferException;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Padding bytes for one connection's packets (RFC 4253 §6: "arbitrary-length padding … SHOULD consist of random bytes"):
 * an AES-CTR key stream under a key from the random source, since that source itself is too slow for every packet.
 * Creates no object after its construction. Not thread-safe: used under the lock that guards sealing.
 */
public final class RandomPadding {
    private static final byte[] ZEROS = new byte[2048];

    private final Cipher keyStream = JCA.cipher("AES/CTR/NoPadding");
    private final byte[] ready = new byte[ZEROS.length];
    private int used = ready.length;

    /** @param random gives the key and the first counter block, 32 bytes in all */
    public RandomPadding(SecureRandom random) {
        byte[] key = new byte[16];
        byte[] counter = new byte[16];
        random.nextBytes(key);
        random.nextBytes(counter);
        try {
            keyStream.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new IvParameterSpec(counter));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-CTR refuses a key of 16 bytes", e);
        }
    }

    /** Fills {@code length} bytes from {@code offset} on. */
    public void fill(byte[] bytes, int offset, int length) {
        int at = offset;
        int left = length;
        while (left > 0) {
            if (used == ready.length) {
                refill();
            }
            int count = Math.min(left, ready.length - used);
            System.arraycopy(ready, used, bytes, at, count);
            used += count;
            at += count;
            left -= count;
        }
    }

    private void refill() {
        try {
            keyStream.update(ZEROS, 0, ZEROS.length, ready, 0);
        } catch (ShortBufferException e) {
            throw new IllegalStateException("AES-CTR gives as many bytes as it takes", e);
        }
        used = 0;
    }
}
