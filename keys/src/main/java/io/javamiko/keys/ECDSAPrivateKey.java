package io.javamiko.keys;

import io.javamiko.ProtocolException;
import io.javamiko.wire.WireReader;
import io.javamiko.wire.WireWriter;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.Arrays;
import org.bouncycastle.crypto.generators.ECKeyPairGenerator;
import org.bouncycastle.crypto.params.ECKeyGenerationParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.HMacDSAKCalculator;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;

/** {@code ecdsa-sha2-*} (RFC 5656): the private half, a scalar. */
final class ECDSAPrivateKey extends PrivateKey {
    private static final int MAX_SCALAR = 66;

    private final ECDSAPublicKey publicKey;
    private final Secret scalar; // unsigned, big-endian

    private ECDSAPrivateKey(ECDSAPublicKey publicKey, BigInteger scalar) {
        this.publicKey = publicKey;
        this.scalar = new Secret(scalar.toByteArray());
    }

    static ECDSAPrivateKey generate(String type, int bits, SecureRandom random) {
        var curve = ECDSACurve.ofType(type);
        if (bits != 0 && bits != curve.bits()) {
            throw new IllegalArgumentException("a key of type " + type + " has " + curve.bits() + " bits, not " + bits);
        }
        var generator = new ECKeyPairGenerator();
        generator.init(new ECKeyGenerationParameters(curve.domain(), random));
        var pair = generator.generateKeyPair();
        return ofScalar(curve, ((ECPrivateKeyParameters) pair.getPrivate()).getD());
    }

    /** Fields: {@code string identifier, string Q, mpint d}. */
    static ECDSAPrivateKey decode(String type, WireReader in) throws ProtocolException {
        var publicKey = ECDSAPublicKey.decodeFields(type, in);
        BigInteger scalar = in.mpint(MAX_SCALAR);
        var curve = publicKey.curve();
        if (scalar.signum() <= 0 || scalar.compareTo(curve.domain().getN()) >= 0) {
            throw new ProtocolException("an ECDSA private key is out of its range");
        }
        var key = ofScalar(curve, scalar);
        if (!key.publicKey.equals(publicKey)) {
            key.close();
            throw new ProtocolException("an ECDSA private key does not fit its public key");
        }
        return key;
    }

    static ECDSAPrivateKey ofScalar(ECDSACurve curve, BigInteger scalar) {
        var point = new FixedPointCombMultiplier()
                .multiply(curve.domain().getG(), scalar)
                .normalize();
        return new ECDSAPrivateKey(new ECDSAPublicKey(curve, point), scalar);
    }

    @Override
    SSHPublicKey publicKey() {
        return publicKey;
    }

    /** {@code mpint r, mpint s} (RFC 5656 §3.1.2); the nonce is RFC 6979's, so no random source can spoil it. */
    @Override
    byte[] sign(String algorithm, byte[] data) {
        var curve = publicKey.curve();
        byte[] copy = scalar.copy();
        try {
            var signer = new ECDSASigner(new HMacDSAKCalculator(curve.newDigest()));
            signer.init(true, new ECPrivateKeyParameters(new BigInteger(1, copy), curve.domain()));
            BigInteger[] numbers = signer.generateSignature(Fingerprint.hash(curve.newDigest(), data));
            return new WireWriter().mpint(numbers[0]).mpint(numbers[1]).toByteArray();
        } finally {
            Arrays.fill(copy, (byte) 0);
        }
    }

    @Override
    void encode(WireWriter out) {
        byte[] copy = scalar.copy();
        out.utf8(publicKey.type())
                .utf8(publicKey.curve().identifier())
                .string(publicKey.point())
                .mpint(copy);
        Arrays.fill(copy, (byte) 0);
    }

    @Override
    public void close() {
        scalar.close();
    }
}
