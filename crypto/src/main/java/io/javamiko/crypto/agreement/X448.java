package io.javamiko.crypto.agreement;

import io.javamiko.ProtocolException;
import java.security.SecureRandom;
import java.util.Arrays;

/** X448 (RFC 7748 §5) as {@code curve448-sha512} uses it (RFC 8731): K is the output, read as a big-endian number. */
public final class X448 implements RawAgreement {
    static final int LENGTH = 56;

    private final byte[] privateKey = new byte[LENGTH];
    private boolean closed;

    /** A new key pair. */
    public X448(SecureRandom random) {
        org.bouncycastle.math.ec.rfc7748.X448.generatePrivateKey(random, privateKey);
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
        org.bouncycastle.math.ec.rfc7748.X448.generatePublicKey(privateKey, 0, publicKey, 0);
        return publicKey;
    }

    /** The 56 bytes of RFC 7748 §6.2. */
    @Override
    public byte[] agree(byte[] peer, int at, int length) throws ProtocolException {
        checkOpen();
        if (length != LENGTH) {
            throw new ProtocolException("an X448 public key has " + length + " bytes, not 56 (RFC 8731 §3)");
        }
        byte[] secret = new byte[LENGTH];
        if (!org.bouncycastle.math.ec.rfc7748.X448.calculateAgreement(privateKey, 0, peer, at, secret, 0)) {
            throw new ProtocolException("an X448 public key gives a shared secret of zeros (RFC 8731 §3)");
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
