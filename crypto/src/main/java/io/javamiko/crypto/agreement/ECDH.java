package io.javamiko.crypto.agreement;

import io.javamiko.ProtocolException;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.Arrays;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.generators.ECKeyPairGenerator;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECKeyGenerationParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.math.ec.ECPoint;

/**
 * Elliptic curve Diffie–Hellman over the NIST curves (RFC 5656 §4): K is the x coordinate of the shared point. A peer's
 * point must be uncompressed, on the curve and not at infinity (SEC 1 §3.2.2.1; the cofactor of these curves is 1).
 */
public final class ECDH implements RawAgreement {
    private static final byte UNCOMPRESSED = 4; // SEC 1 §2.3.3

    private final ECDomainParameters curve;
    private final byte[] publicPoint;
    private BigInteger privateKey; // null when closed; a BigInteger can't be wiped

    private ECDH(String curveName, SecureRandom random) {
        X9ECParameters parameters = CustomNamedCurves.getByName(curveName);
        curve = new ECDomainParameters(parameters);
        var generator = new ECKeyPairGenerator();
        generator.init(new ECKeyGenerationParameters(curve, random));
        var pair = generator.generateKeyPair();
        privateKey = ((ECPrivateKeyParameters) pair.getPrivate()).getD();
        publicPoint = ((ECPublicKeyParameters) pair.getPublic()).getQ().getEncoded(false);
    }

    /** A new key pair on NIST P-256. */
    public static ECDH nistp256(SecureRandom random) {
        return new ECDH("P-256", random);
    }

    /** A new key pair on NIST P-384. */
    public static ECDH nistp384(SecureRandom random) {
        return new ECDH("P-384", random);
    }

    /** A new key pair on NIST P-521. */
    public static ECDH nistp521(SecureRandom random) {
        return new ECDH("P-521", random);
    }

    /** Our public point, uncompressed. */
    @Override
    public byte[] initiate() {
        return publicPoint.clone();
    }

    @Override
    public int publicKeyLength() {
        return publicPoint.length;
    }

    /** The x coordinate, as long as the field's prime (SEC 1 §2.3.5). */
    @Override
    public byte[] agree(byte[] peer, int at, int length) throws ProtocolException {
        if (privateKey == null) {
            throw new IllegalStateException("the key agreement is closed");
        }
        ECPoint shared = decode(Arrays.copyOfRange(peer, at, at + length))
                .multiply(privateKey)
                .normalize();
        if (shared.isInfinity()) {
            throw new ProtocolException("an ECDH point gives the point at infinity (RFC 5656 §4)");
        }
        return shared.getAffineXCoord().getEncoded();
    }

    @Override
    public void close() {
        privateKey = null;
    }

    private ECPoint decode(byte[] encoded) throws ProtocolException {
        if (encoded.length != publicPoint.length || encoded[0] != UNCOMPRESSED) {
            throw new ProtocolException("an ECDH point is not in the uncompressed form of its curve (RFC 5656 §4)");
        }
        try {
            ECPoint point = curve.getCurve().decodePoint(encoded);
            return curve.validatePublicPoint(point);
        } catch (IllegalArgumentException e) {
            throw new ProtocolException("an ECDH point is not on its curve (RFC 5656 §4)", e);
        }
    }
}
