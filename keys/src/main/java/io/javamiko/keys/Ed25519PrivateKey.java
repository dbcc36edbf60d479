package io.javamiko.keys;

import io.javamiko.ProtocolException;
import io.javamiko.wire.WireReader;
import io.javamiko.wire.WireWriter;
import java.security.SecureRandom;
import java.util.Arrays;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/** {@code ssh-ed25519} (RFC 8709): the private half, a seed of 32 bytes (RFC 8032 §5.1.5). */
final class Ed25519PrivateKey extends PrivateKey {
    private final Ed25519PublicKey publicKey;
    private final Secret seed;

    /** Takes over {@code seed}. */
    Ed25519PrivateKey(byte[] seed) {
        this.publicKey = Ed25519PublicKey.ofSeed(seed);
        this.seed = new Secret(seed);
    }

    static Ed25519PrivateKey generate(int bits, SecureRandom random) {
        if (bits != 0 && bits != 256) {
            throw new IllegalArgumentException("an Ed25519 key has 256 bits, not " + bits);
        }
        byte[] seed = new byte[Ed25519.SECRET_KEY_SIZE];
        random.nextBytes(seed);
        return new Ed25519PrivateKey(seed);
    }

    /** Fields: {@code string ENC(A), string k || ENC(A)}. */
    static Ed25519PrivateKey decode(WireReader in) throws ProtocolException {
        byte[] point = in.string(Ed25519.PUBLIC_KEY_SIZE);
        byte[] both = in.string(Ed25519.SECRET_KEY_SIZE + Ed25519.PUBLIC_KEY_SIZE);
        try {
            if (both.length != Ed25519.SECRET_KEY_SIZE + Ed25519.PUBLIC_KEY_SIZE) {
                throw new ProtocolException("an Ed25519 private key has " + both.length + " bytes; it must have 64");
            }
            var key = new Ed25519PrivateKey(Arrays.copyOf(both, Ed25519.SECRET_KEY_SIZE));
            byte[] second = Arrays.copyOfRange(both, Ed25519.SECRET_KEY_SIZE, both.length);
            // a signature over a public key that is not ours would give the private one away
            if (!Arrays.equals(key.publicKey.point(), point) || !Arrays.equals(second, point)) {
                key.close();
                throw new ProtocolException("an Ed25519 private key does not fit its public key");
            }
            return key;
        } finally {
            Arrays.fill(both, (byte) 0);
        }
    }

    @Override
    SSHPublicKey publicKey() {
        return publicKey;
    }

    @Override
    byte[] sign(String algorithm, byte[] data) {
        byte[] copy = seed.copy();
        try {
            byte[] signature = new byte[Ed25519.SIGNATURE_SIZE];
            Ed25519.sign(copy, 0, publicKey.point(), 0, data, 0, data.length, signature, 0);
            return signature;
        } finally {
            Arrays.fill(copy, (byte) 0);
        }
    }

    @Override
    void encode(WireWriter out) {
        byte[] copy = seed.copy();
        byte[] point = publicKey.point();
        out.utf8(Ed25519PublicKey.TYPE)
                .string(point)
                .uint32(copy.length + point.length)
                .raw(copy)
                .raw(point);
        Arrays.fill(copy, (byte) 0);
    }

    @Override
    public void close() {
        seed.close();
    }
}
