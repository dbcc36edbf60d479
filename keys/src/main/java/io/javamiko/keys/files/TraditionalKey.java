package io.javamiko.keys.files;

import io.javamiko.ProtocolException;
import io.javamiko.keys.files.KeyEncoding.Curve;
import io.javamiko.keys.files.KeyFileException.Reason;
import java.math.BigInteger;
import java.util.Arrays;

/** The private keys that had forms of their own before PKCS#8, and which it holds. */
final class TraditionalKey {
    private static final int MAX = KeyEncoding.MAX_NUMBER;

    private TraditionalKey() {}

    /** RSAPrivateKey (RFC 8017 A.1.2). */
    static KeyFileContents rsa(DERReader in) throws ProtocolException, KeyFileException {
        var key = in.sequence();
        in.expectEnd();
        if (key.number() != 0) {
            throw new KeyFileException(Reason.UNSUPPORTED, "an RSA key of more than two primes can't be used in SSH");
        }
        BigInteger n = key.integer(MAX);
        BigInteger e = key.integer(MAX);
        BigInteger d = key.integer(MAX);
        BigInteger p = key.integer(MAX);
        BigInteger q = key.integer(MAX);
        key.skip(); // exponent1, exponent2: what d says modulo p-1 and q-1
        key.skip();
        BigInteger coefficient = key.integer(MAX);
        key.expectEnd();
        return KeyEncoding.rsa(n, e, d, p, q, coefficient, "");
    }

    /** What OpenSSL writes: 0, p, q, g, y, x. */
    static KeyFileContents dsa(DERReader in) throws ProtocolException {
        var key = in.sequence();
        in.expectEnd();
        if (key.number() != 0) {
            throw new ProtocolException("a DSA private key has another version than 0");
        }
        BigInteger p = key.integer(MAX);
        BigInteger q = key.integer(MAX);
        BigInteger g = key.integer(MAX);
        BigInteger y = key.integer(MAX);
        BigInteger x = key.integer(MAX);
        key.expectEnd();
        return KeyEncoding.dsa(p, q, g, y, x, "");
    }

    /**
     * ECPrivateKey (RFC 5915 §3).
     *
     * @param curve what PKCS#8 says outside, or {@code null}
     */
    static KeyFileContents ec(DERReader in, Curve curve) throws ProtocolException, KeyFileException {
        var key = in.sequence();
        in.expectEnd();
        if (key.number() != 1) {
            throw new ProtocolException("an EC private key has another version than 1 (RFC 5915 §3)");
        }
        byte[] scalar = key.octetString();
        var parameters = key.optional(0);
        Curve named = parameters == null ? curve : curve(parameters);
        if (named == null) {
            throw new ProtocolException("an EC private key names no curve");
        }
        if (curve != null && !named.equals(curve)) {
            throw new ProtocolException("an EC private key names two curves");
        }
        var publicKey = key.optional(1);
        key.expectEnd();
        if (scalar.length > MAX) {
            throw new ProtocolException("an EC private key is out of its range");
        }
        byte[] point = publicKey == null ? null : publicKey.bitString();
        try {
            return KeyEncoding.ecdsa(named, new BigInteger(1, scalar), point, "");
        } finally {
            Arrays.fill(scalar, (byte) 0);
        }
    }

    /** ECParameters (RFC 5480 §2.1.1): a name. */
    static Curve curve(DERReader parameters) throws ProtocolException, KeyFileException {
        if (parameters.isNext(DERReader.SEQUENCE)) {
            throw new KeyFileException(
                    Reason.UNSUPPORTED,
                    "an EC key writes out its curve's parameters; only nistp256, nistp384 and nistp521, by name, are read");
        }
        String identifier = parameters.objectIdentifier();
        var curve = Curve.ofObjectIdentifier(identifier);
        if (curve == null) {
            throw new KeyFileException(
                    Reason.UNSUPPORTED,
                    "an EC key is of curve " + identifier
                            + "; SSH has nistp256, nistp384 and nistp521 (RFC 5656 §10.1)");
        }
        return curve;
    }
}
