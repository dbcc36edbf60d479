package io.javamiko.crypto.agreement;

import io.javamiko.ProtocolException;
import java.security.SecureRandom;
import java.util.Arrays;

/** X25519 (RFC 7748 §5) as {@code curve25519-sha256} uses it (RFC 8731): K is the output, read as a big-endian number. */
public final class X25519 implements RawAgreement {
    static final int LENGTH = 32;

    private final byte[] privateKey = new byte[LENGTH];
    private boolean closed;

    /** A new key pair. */
    public X25519(SecureRandom random) {
        org.bouncycastle.math.ec.rfc7748.X25519.generatePrivateKey(random, privateKey);
    }

    @Override
    public int publicKeyLength() {
        return LENGTH;
    }

    /** Our public key. */
    @Override
    public byte[] initiate() {
        checkOpen();
        byte[] publicKey = new byte[LENGTH];
        org.bouncycastle.math.ec.rfc7748.X25519.generatePublicKey(privateKey, 0, publicKey, 0);
        return publicKey;
    }

    /** The 32 bytes of RFC 7748 §6.1. */
    @Override
    public byte[] agree(byte[] peer, int at, int length) throws ProtocolException {
        checkOpen();
        if (length != LENGTH) {
            throw new ProtocolException("an X25519 public key has " + length + " bytes, not 32 (RFC 8731 §3)");
        }
        byte[] secret = new byte[LENGTH];
        if (!org.bouncycastle.math.ec.rfc7748.X25519.calculateAgreement(privateKey, 0, peer, at, secret, 0)) {
            throw new ProtocolException("an X25519 public key gives a shared secret of zeros (RFC 8731 §3)");
        }
        return secret;
    }

    @Override
    public void close() {
        Arrays.fill(privateKey, (byte) 0);
        closed = true;
    }

    private void checkOpen() {
        if (closed) {
            throw new IllegalStateException("the key agreement is closed");
        }
    }
}
