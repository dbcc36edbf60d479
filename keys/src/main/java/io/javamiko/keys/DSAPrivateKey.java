package io.javamiko.keys;

import io.javamiko.ProtocolException;
import io.javamiko.wire.WireReader;
import io.javamiko.wire.WireWriter;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.Arrays;
import org.bouncycastle.crypto.digests.SHA1Digest;
import org.bouncycastle.crypto.generators.DSAKeyPairGenerator;
import org.bouncycastle.crypto.generators.DSAParametersGenerator;
import org.bouncycastle.crypto.params.DSAKeyGenerationParameters;
import org.bouncycastle.crypto.params.DSAParameters;
import org.bouncycastle.crypto.params.DSAPrivateKeyParameters;
import org.bouncycastle.crypto.signers.DSASigner;
import org.bouncycastle.crypto.signers.HMacDSAKCalculator;

/** {@code ssh-dss} (RFC 4253 §6.6): the private half, a scalar. Legacy. */
final class DSAPrivateKey extends PrivateKey {
    private static final int BITS = 1024; // what every implementation has that has it at all
    private static final int CERTAINTY = 80;

    private final DSAPublicKey publicKey;
    private final Secret scalar; // unsigned, big-endian

    private DSAPrivateKey(DSAPublicKey publicKey, BigInteger scalar) {
        this.publicKey = publicKey;
        this.scalar = new Secret(scalar.toByteArray());
    }

    static DSAPrivateKey generate(int bits, SecureRandom random) {
        if (bits != 0 && bits != BITS) {
            throw new IllegalArgumentException("a DSA key has 1,024 bits, not " + bits);
        }
        var groups = new DSAParametersGenerator();
        groups.init(BITS, CERTAINTY, random);
        var generator = new DSAKeyPairGenerator();
        generator.init(new DSAKeyGenerationParameters(random, groups.generateParameters()));
        var key = (DSAPrivateKeyParameters) generator.generateKeyPair().getPrivate();
        try {
            return ofScalar(key.getParameters(), key.getX());
        } catch (ProtocolException e) {
            throw new IllegalStateException("a new DSA key is not consistent", e);
        }
    }

    /** Fields: {@code mpint p, q, g, y, x}. */
    static DSAPrivateKey decode(WireReader in) throws ProtocolException {
        var publicKey = DSAPublicKey.decodeFields(in);
        var key = ofScalar(publicKey.group(), in.mpint(DSAPublicKey.SCALAR_LENGTH));
        if (!key.publicKey.equals(publicKey)) {
            key.close();
            throw new ProtocolException("a DSA private key does not fit its public key");
        }
        return key;
    }

    static DSAPrivateKey ofScalar(DSAParameters group, BigInteger x) throws ProtocolException {
        if (x.signum() <= 0 || x.compareTo(group.getQ()) >= 0) {
            throw new ProtocolException("a DSA private key is out of its range");
        }
        return new DSAPrivateKey(DSAPublicKey.of(group.getG().modPow(x, group.getP()), group), x);
    }

    @Override
    SSHPublicKey publicKey() {
        return publicKey;
    }

    /** {@code r || s}; the nonce is RFC 6979's, so no random source can spoil it. */
    @Override
    byte[] sign(String algorithm, byte[] data) {
        byte[] copy = scalar.copy();
        try {
            var signer = new DSASigner(new HMacDSAKCalculator(new SHA1Digest()));
            signer.init(true, new DSAPrivateKeyParameters(new BigInteger(1, copy), publicKey.group()));
            BigInteger[] numbers = signer.generateSignature(Fingerprint.hash(new SHA1Digest(), data));
            return new WireWriter()
                    .raw(RSAPublicKey.unsigned(numbers[0], DSAPublicKey.SCALAR_LENGTH))
                    .raw(RSAPublicKey.unsigned(numbers[1], DSAPublicKey.SCALAR_LENGTH))
                    .toByteArray();
        } finally {
            Arrays.fill(copy, (byte) 0);
        }
    }

    @Override
    void encode(WireWriter out) {
        byte[] copy = scalar.copy();
        var group = publicKey.group();
        out.utf8(DSAPublicKey.TYPE)
                .mpint(group.getP())
                .mpint(group.getQ())
                .mpint(group.getG())
                .mpint(publicKey.y())
                .mpint(copy);
        Arrays.fill(copy, (byte) 0);
    }

    @Override
    public void close() {
        scalar.close();
    }
}
