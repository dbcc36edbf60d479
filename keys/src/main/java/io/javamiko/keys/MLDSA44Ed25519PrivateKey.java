package io.javamiko.keys;

import io.javamiko.ProtocolException;
import io.javamiko.SSHException;
import io.javamiko.crypto.JCA;
import io.javamiko.wire.WireReader;
import io.javamiko.wire.WireWriter;
import java.security.SecureRandom;
import java.util.Arrays;
import org.bouncycastle.crypto.CryptoException;
import org.bouncycastle.crypto.params.MLDSAPrivateKeyParameters;
import org.bouncycastle.crypto.params.ParametersWithContext;
import org.bouncycastle.crypto.params.ParametersWithRandom;
import org.bouncycastle.crypto.signers.MLDSASigner;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/** {@code ssh-mldsa44-ed25519@openssh.com}: the private half, the seeds of both keys. */
final class MLDSA44Ed25519PrivateKey extends PrivateKey {
    private static final int SEED = 32; // bytes, each half (FIPS 204 §5.1, RFC 8032 §5.1.5)

    private final MLDSA44Ed25519PublicKey publicKey;
    private final Secret seeds; // ML-DSA's, Ed25519's
    private final SecureRandom random; // hedges (FIPS 204 §3.4)

    /** Takes over {@code seeds}. */
    MLDSA44Ed25519PrivateKey(byte[] seeds, SecureRandom random) {
        byte[] point = new byte[Ed25519.PUBLIC_KEY_SIZE];
        Ed25519.generatePublicKey(seeds, SEED, point, 0);
        this.publicKey = new MLDSA44Ed25519PublicKey(lattice(seeds).getPublicKey(), point);
        this.seeds = new Secret(seeds);
        this.random = random;
    }

    private static MLDSAPrivateKeyParameters lattice(byte[] seeds) {
        byte[] seed = Arrays.copyOf(seeds, SEED);
        try {
            return new MLDSAPrivateKeyParameters(MLDSA44Ed25519PublicKey.PARAMETERS, seed);
        } finally {
            Arrays.fill(seed, (byte) 0);
        }
    }

    static MLDSA44Ed25519PrivateKey generate(int bits, SecureRandom random) {
        if (bits != 0 && bits != 256) {
            throw new IllegalArgumentException(
                    "a key of type " + MLDSA44Ed25519PublicKey.TYPE + " has no length to choose");
        }
        byte[] seeds = new byte[2 * SEED];
        random.nextBytes(seeds);
        return new MLDSA44Ed25519PrivateKey(seeds, random);
    }

    /** Fields: {@code string public key, string seeds}. */
    static MLDSA44Ed25519PrivateKey decode(WireReader in) throws ProtocolException {
        var publicKey = MLDSA44Ed25519PublicKey.decodeFields(in);
        byte[] seeds = in.string(2 * SEED);
        if (seeds.length != 2 * SEED) {
            Arrays.fill(seeds, (byte) 0);
            throw new ProtocolException("a private key of type " + publicKey.type() + " must have 64 bytes");
        }
        var key = new MLDSA44Ed25519PrivateKey(seeds, JCA.secureRandom());
        if (!key.publicKey.equals(publicKey)) {
            key.close();
            throw new ProtocolException("a private key of type " + publicKey.type() + " does not fit its public key");
        }
        return key;
    }

    @Override
    SSHPublicKey publicKey() {
        return publicKey;
    }

    @Override
    byte[] sign(String algorithm, byte[] data) throws SSHException {
        byte[] copy = seeds.copy();
        try {
            byte[] signed = MLDSA44Ed25519PublicKey.representative(data);
            var signer = new MLDSASigner();
            signer.init(
                    true,
                    new ParametersWithContext(
                            new ParametersWithRandom(lattice(copy), random), MLDSA44Ed25519PublicKey.LABEL));
            signer.update(signed, 0, signed.length);
            byte[] signature = Arrays.copyOf(
                    signer.generateSignature(),
                    MLDSA44Ed25519PublicKey.LATTICE_SIGNATURE_SIZE + Ed25519.SIGNATURE_SIZE);
            Ed25519.sign(
                    copy, SEED, signed, 0, signed.length, signature, MLDSA44Ed25519PublicKey.LATTICE_SIGNATURE_SIZE);
            return signature;
        } catch (CryptoException e) {
            throw new SSHException("the key could not sign", e);
        } finally {
            Arrays.fill(copy, (byte) 0);
        }
    }

    @Override
    void encode(WireWriter out) {
        byte[] copy = seeds.copy();
        out.raw(publicKey.blob()).string(copy);
        Arrays.fill(copy, (byte) 0);
    }

    @Override
    public void close() {
        seeds.close();
    }
}
