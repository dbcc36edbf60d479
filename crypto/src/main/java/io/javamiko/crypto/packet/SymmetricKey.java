package io.javamiko.crypto.packet;

import java.util.Arrays;
import javax.crypto.SecretKey;

/** A key that can be wiped, which {@code SecretKeySpec} can't; wiped it gives nothing, so that nothing is sealed with zeros. */
final class SymmetricKey implements SecretKey {
    private static final long serialVersionUID = 1L;

    private final transient byte[] bytes;
    private final String algorithm;
    private transient boolean destroyed;

    SymmetricKey(byte[] bytes, int offset, int length, String algorithm) {
        this.bytes = Arrays.copyOfRange(bytes, offset, offset + length);
        this.algorithm = algorithm;
    }

    SymmetricKey(byte[] bytes, String algorithm) {
        this(bytes, 0, bytes.length, algorithm);
    }

    /** A key of zeros with the same length: a provider that is given it drops what it derived from this one. */
    SymmetricKey zero() {
        return new SymmetricKey(new byte[bytes.length], algorithm);
    }

    @Override
    public String getAlgorithm() {
        return algorithm;
    }

    @Override
    public String getFormat() {
        return "RAW";
    }

    /** @throws IllegalStateException if it is destroyed */
    @Override
    public byte[] getEncoded() {
        checkAlive();
        return bytes.clone();
    }

    /** @throws IllegalStateException if it is destroyed */
    void checkAlive() {
        if (destroyed) {
            throw new IllegalStateException("the keys of these packets are destroyed");
        }
    }

    @Override
    public void destroy() {
        Arrays.fill(bytes, (byte) 0);
        destroyed = true;
    }

    @Override
    public boolean isDestroyed() {
        return destroyed;
    }

    @Override
    public String toString() {
        return algorithm + " key (masked)";
    }
}
