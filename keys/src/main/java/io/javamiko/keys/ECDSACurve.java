package io.javamiko.keys;

import io.javamiko.ProtocolException;
import java.util.List;
import java.util.function.Supplier;
import org.bouncycastle.crypto.Digest;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.digests.SHA384Digest;
import org.bouncycastle.crypto.digests.SHA512Digest;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.math.ec.ECPoint;

/**
 * A curve that RFC 5656 §10.1 requires, with the hash that §6.2.1 gives it.
 *
 * @param identifier the name in keys and signatures, {@code nistp256} and so on (RFC 5656 §10.1)
 */
record ECDSACurve(String identifier, int bits, Supplier<Digest> digest, ECDomainParameters domain) {
    private static final List<ECDSACurve> CURVES = List.of(
            new ECDSACurve("nistp256", 256, SHA256Digest::new, domain("secp256r1")),
            new ECDSACurve("nistp384", 384, SHA384Digest::new, domain("secp384r1")),
            new ECDSACurve("nistp521", 521, SHA512Digest::new, domain("secp521r1")));

    private static ECDomainParameters domain(String curve) {
        return new ECDomainParameters(CustomNamedCurves.getByName(curve));
    }

    /** The curve of a key type, {@code ecdsa-sha2-nistp256} and so on. */
    static ECDSACurve ofType(String type) {
        for (var curve : CURVES) {
            if (curve.type().equals(type)) {
                return curve;
            }
        }
        throw new IllegalArgumentException(type);
    }

    String type() {
        return "ecdsa-sha2-" + identifier;
    }

    Digest newDigest() {
        return digest.get();
    }

    /** Bytes of a point: {@code 04 || x || y}. */
    int pointLength() {
        return 1 + 2 * ((bits + 7) / 8);
    }

    /** Reads a point (SEC 1 §2.3.4), uncompressed as everybody sends it; one that is not on the curve is refused. */
    ECPoint point(byte[] encoded) throws ProtocolException {
        if (encoded.length != pointLength() || encoded[0] != 4) {
            throw new ProtocolException("an ECDSA key of " + identifier + " must be an uncompressed point of "
                    + pointLength() + " bytes (RFC 5656 §3.1)");
        }
        try {
            return domain.validatePublicPoint(domain.getCurve().decodePoint(encoded));
        } catch (IllegalArgumentException e) {
            throw new ProtocolException("an ECDSA key is no point of " + identifier + " (RFC 5656 §3.1)", e);
        }
    }
}
