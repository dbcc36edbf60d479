package io.javamiko.keys;

import io.javamiko.ProtocolException;
import io.javamiko.wire.WireReader;
import io.javamiko.wire.WireWriter;
import java.security.SecureRandom;
import java.util.Arrays;
import org.bouncycastle.math.ec.rfc8032.Ed448;

/** {@code ssh-ed448} (RFC 8709): the private half, a seed of 57 bytes (RFC 8032 §5.2.5). */
final class Ed448PrivateKey extends PrivateKey {
    private final Ed448PublicKey publicKey;
    private final Secret seed;

    /** Takes over {@code seed}. */
    Ed448PrivateKey(byte[] seed) {
        this.publicKey = Ed448PublicKey.ofSeed(seed);
        this.seed = new Secret(seed);
    }

    static Ed448PrivateKey generate(int bits, SecureRandom random) {
        if (bits != 0 && bits != 448) {
            throw new IllegalArgumentException("an Ed448 key has 448 bits, not " + bits);
        }
        byte[] seed = new byte[Ed448.SECRET_KEY_SIZE];
        random.nextBytes(seed);
        return new Ed448PrivateKey(seed);
    }

    /** Fields: {@code string ENC(A), string k || ENC(A)} (draft-ietf-sshm-ssh-agent §3.2.3). */
    static Ed448PrivateKey decode(WireReader in) throws ProtocolException {
        byte[] point = in.string(Ed448.PUBLIC_KEY_SIZE);
        byte[] both = in.string(Ed448.SECRET_KEY_SIZE + Ed448.PUBLIC_KEY_SIZE);
        try {
            if (both.length != Ed448.SECRET_KEY_SIZE + Ed448.PUBLIC_KEY_SIZE) {
                throw new ProtocolException("an Ed448 private key has " + both.length + " bytes; it must have 114");
            }
            var key = new Ed448PrivateKey(Arrays.copyOf(both, Ed448.SECRET_KEY_SIZE));
            byte[] second = Arrays.copyOfRange(both, Ed448.SECRET_KEY_SIZE, both.length);
            // a signature over a public key that is not ours would give the private one away
            if (!Arrays.equals(key.publicKey.point(), point) || !Arrays.equals(second, point)) {
                key.close();
                throw new ProtocolException("an Ed448 private key does not fit its public key");
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
            byte[] signature = new byte[Ed448.SIGNATURE_SIZE];
            Ed448.sign(copy, 0, publicKey.point(), 0, Ed448PublicKey.NO_CONTEXT, data, 0, data.length, signature, 0);
            return signature;
        } finally {
            Arrays.fill(copy, (byte) 0);
        }
    }

    @Override
    void encode(WireWriter out) {
        byte[] copy = seed.copy();
        byte[] point = publicKey.point();
        out.utf8(Ed448PublicKey.TYPE)
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
