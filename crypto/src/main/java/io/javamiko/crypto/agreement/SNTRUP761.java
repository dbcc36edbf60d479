package io.javamiko.crypto.agreement;

import java.security.SecureRandom;
import java.util.Arrays;

/** {@link StreamlinedNTRUPrime} as the half of a {@link Hybrid} (draft-ietf-sshm-ntruprime-ssh). */
final class SNTRUP761 implements KEM {
    private final SecureRandom random;
    private byte[] secretKey; // null until we generate
    private boolean closed;

    SNTRUP761(SecureRandom random) {
        this.random = random;
    }

    @Override
    public String name() {
        return "sntrup761";
    }

    @Override
    public int keyLength() {
        return StreamlinedNTRUPrime.PUBLIC_KEY;
    }

    @Override
    public int ciphertextLength() {
        return StreamlinedNTRUPrime.CIPHERTEXT;
    }

    @Override
    public byte[] generate() {
        var pair = StreamlinedNTRUPrime.generate(random);
        secretKey = pair.secretKey();
        return pair.publicKey();
    }

    @Override
    public Encapsulated encapsulate(byte[] key) {
        return StreamlinedNTRUPrime.encapsulate(key, random);
    }

    @Override
    public byte[] decapsulate(byte[] ciphertext) {
        if (secretKey == null || closed) {
            throw new IllegalStateException("nothing was initiated");
        }
        return StreamlinedNTRUPrime.decapsulate(ciphertext, secretKey);
    }

    @Override
    public void close() {
        closed = true;
        if (secretKey != null) {
            Arrays.fill(secretKey, (byte) 0);
        }
    }
}
