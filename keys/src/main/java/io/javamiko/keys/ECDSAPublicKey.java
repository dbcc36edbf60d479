package io.javamiko.keys;

import io.javamiko.ProtocolException;
import io.javamiko.wire.WireReader;
import java.math.BigInteger;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.math.ec.ECPoint;

/** {@code ecdsa-sha2-nistp256}, {@code -nistp384}, {@code -nistp521} (RFC 5656 §3): the public half. */
final class ECDSAPublicKey extends SSHPublicKey {
    private static final int MAX_POINT = 1 + 2 * 66; // bytes, nistp521
    private static final int MAX_SCALAR = 66;
    static final int MAX_SIGNATURE = 2 * (4 + 1 + MAX_SCALAR);

    private final ECDSACurve curve;
    private final ECPublicKeyParameters point;

    ECDSAPublicKey(ECDSACurve curve, ECPoint point) {
        super(
                curve.type(),
                blobOf(curve.type())
                        .utf8(curve.identifier())
                        .string(point.getEncoded(false))
                        .toByteArray());
        this.curve = curve;
        this.point = new ECPublicKeyParameters(point, curve.domain());
    }

    /** Reads what follows the type in a blob, to its end. */
    static ECDSAPublicKey decode(String type, WireReader in) throws ProtocolException {
        var key = decodeFields(type, in);
        in.expectEnd();
        return key;
    }

    /** Reads {@code string identifier, string Q}. */
    static ECDSAPublicKey decodeFields(String type, WireReader in) throws ProtocolException {
        var curve = ECDSACurve.ofType(type);
        if (!in.name(16).equals(curve.identifier())) {
            throw new ProtocolException("a key of type " + type + " names another curve (RFC 5656 §3.1)");
        }
        return new ECDSAPublicKey(curve, curve.point(in.string(MAX_POINT)));
    }

    ECDSACurve curve() {
        return curve;
    }

    byte[] point() {
        return point.getQ().getEncoded(false);
    }

    @Override
    boolean verifies(String algorithm, byte[] data, WireReader in) throws ProtocolException {
        var numbers = in.stringReader(MAX_SIGNATURE); // RFC 5656 §3.1.2
        in.expectEnd();
        return verifies(data, numbers);
    }

    /** Reads {@code mpint r, mpint s}. */
    boolean verifies(byte[] data, WireReader numbers) throws ProtocolException {
        BigInteger r = numbers.mpint(MAX_SCALAR);
        BigInteger s = numbers.mpint(MAX_SCALAR);
        numbers.expectEnd();
        if (!isScalar(r) || !isScalar(s)) {
            return false; // CVE-2022-21449: zeros that some provider took for right
        }
        var signer = new ECDSASigner();
        signer.init(false, point);
        return signer.verifySignature(Fingerprint.hash(curve.newDigest(), data), r, s);
    }

    private boolean isScalar(BigInteger value) {
        return value.signum() > 0 && value.compareTo(curve.domain().getN()) < 0;
    }

    @Override
    public int bits() {
        return curve.bits();
    }
}
