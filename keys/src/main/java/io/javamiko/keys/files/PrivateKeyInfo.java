package io.javamiko.keys.files;

import io.javamiko.ProtocolException;
import io.javamiko.keys.files.KeyEncoding.Curve;
import io.javamiko.keys.files.KeyFileException.Reason;
import io.javamiko.wire.WireReader;
import java.math.BigInteger;
import java.util.Arrays;

/** PKCS#8: PrivateKeyInfo, now OneAsymmetricKey (RFC 5958 §2), of every kind of key that SSH has and it knows. */
final class PrivateKeyInfo {
    static final String RSA = "1.2.840.113549.1.1.1"; // RFC 8017 A.1
    static final String DSA = "1.2.840.10040.4.1"; // RFC 3279 §2.3.2
    static final String EC = "1.2.840.10045.2.1"; // RFC 5480 §2.1.1
    static final String ED25519 = "1.3.101.112"; // RFC 8410 §3
    static final String ED448 = "1.3.101.113";

    private static final int MAX = KeyEncoding.MAX_NUMBER;
    private static final int MAX_NAME = 64;

    private PrivateKeyInfo() {}

    static KeyFileContents decode(byte[] der, KeyFormat format) throws ProtocolException, KeyFileException {
        var in = new DERReader(der);
        var info = in.sequence();
        in.expectEnd();
        if (info.number() > 1) {
            throw new ProtocolException("its version is over 1 (RFC 5958 §2)");
        }
        var algorithm = info.sequence();
        byte[] key = info.octetString();
        try {
            String identifier = algorithm.objectIdentifier();
            return switch (identifier) { // attributes and a second copy of the public key may follow
                case RSA -> TraditionalKey.rsa(new DERReader(key));
                case EC -> TraditionalKey.ec(new DERReader(key), TraditionalKey.curve(algorithm));
                case DSA -> dsa(algorithm.sequence(), new DERReader(key));
                case ED25519 -> KeyEncoding.eddsa("ssh-ed25519", new DERReader(key).octetString(), "");
                case ED448 -> KeyEncoding.eddsa("ssh-ed448", new DERReader(key).octetString(), "");
                default ->
                    throw format.unsupported(
                            "one of algorithm " + named(identifier) + ", which SSH has no use for here");
            };
        } finally {
            Arrays.fill(key, (byte) 0);
        }
    }

    static String named(String identifier) {
        return switch (identifier) {
            case "1.3.101.110", "1.3.101.111" -> identifier + " (X25519 or X448, for key agreement only)";
            case "1.2.840.113549.1.1.10" -> identifier + " (RSASSA-PSS)";
            case "1.2.840.113549.1.3.1" -> identifier + " (Diffie-Hellman)";
            default -> identifier;
        };
    }

    private static KeyFileContents dsa(DERReader parameters, DERReader key) throws ProtocolException {
        BigInteger p = parameters.integer(MAX);
        BigInteger q = parameters.integer(MAX);
        BigInteger g = parameters.integer(MAX);
        BigInteger x = key.integer(MAX);
        return KeyEncoding.dsa(p, q, g, KeyEncoding.dsaPublic(p, g, x), x, "");
    }

    /**
     * The DER of a key.
     *
     * @return to be wiped by the caller
     * @throws KeyFileException if PKCS#8 has no form for the type
     */
    static byte[] encode(KeyFileContents contents) throws KeyFileException {
        try {
            var in = contents.reader();
            String type = in.name(MAX_NAME);
            return switch (type) {
                case "ssh-rsa" -> rsa(in);
                case "ssh-dss" -> dsa(in);
                case "ecdsa-sha2-nistp256", "ecdsa-sha2-nistp384", "ecdsa-sha2-nistp521" -> ec(Curve.ofType(type), in);
                case "ssh-ed25519" -> eddsa(ED25519, in);
                case "ssh-ed448" -> eddsa(ED448, in);
                default ->
                    throw new KeyFileException(
                            Reason.UNSUPPORTED,
                            "PKCS#8 has no form for a key of type " + type + "; write it in OpenSSH's format");
            };
        } catch (ProtocolException e) {
            throw new IllegalArgumentException("a key in memory is malformed", e);
        }
    }

    private static byte[] info(byte[] algorithm, byte[] key) {
        return DERWriter.sequence(DERWriter.integer(0), algorithm, DERWriter.octetString(key));
    }

    private static byte[] rsa(WireReader in) throws ProtocolException {
        BigInteger n = in.mpint(MAX);
        BigInteger e = in.mpint(MAX);
        BigInteger d = in.mpint(MAX);
        BigInteger iqmp = in.mpint(MAX);
        BigInteger p = in.mpint(MAX);
        BigInteger q = in.mpint(MAX);
        byte[] key = DERWriter.sequence(
                DERWriter.integer(0),
                DERWriter.integer(n),
                DERWriter.integer(e),
                DERWriter.integer(d),
                DERWriter.integer(p),
                DERWriter.integer(q),
                DERWriter.integer(d.mod(p.subtract(BigInteger.ONE))),
                DERWriter.integer(d.mod(q.subtract(BigInteger.ONE))),
                DERWriter.integer(iqmp));
        return info(DERWriter.sequence(DERWriter.objectIdentifier(RSA), DERWriter.nothing()), key);
    }

    private static byte[] dsa(WireReader in) throws ProtocolException {
        byte[] parameters = DERWriter.sequence(
                DERWriter.integer(in.mpint(MAX)), DERWriter.integer(in.mpint(MAX)), DERWriter.integer(in.mpint(MAX)));
        in.mpint(MAX); // y
        return info(DERWriter.sequence(DERWriter.objectIdentifier(DSA), parameters), DERWriter.integer(in.mpint(MAX)));
    }

    private static byte[] ec(Curve curve, WireReader in) throws ProtocolException {
        in.name(MAX_NAME);
        byte[] point = in.string(MAX);
        byte[] scalar = fixedLength(in.mpint(MAX), curve.length());
        byte[] key = DERWriter.sequence(
                DERWriter.integer(1), DERWriter.octetString(scalar), DERWriter.explicit(1, DERWriter.bitString(point)));
        return info(
                DERWriter.sequence(
                        DERWriter.objectIdentifier(EC), DERWriter.objectIdentifier(curve.objectIdentifier())),
                key);
    }

    /** As many bytes as the curve's order has, zeros in front (RFC 5915 §3). */
    private static byte[] fixedLength(BigInteger value, int length) {
        byte[] bytes = value.toByteArray();
        byte[] out = new byte[length];
        int count = Math.min(bytes.length, length); // without the sign's zero
        System.arraycopy(bytes, bytes.length - count, out, length - count, count);
        Arrays.fill(bytes, (byte) 0);
        return out;
    }

    /** CurvePrivateKey (RFC 8410 §7): a string in a string. */
    private static byte[] eddsa(String identifier, WireReader in) throws ProtocolException {
        int length = in.string(MAX).length;
        byte[] both = in.string(MAX);
        byte[] seed = Arrays.copyOf(both, both.length - length);
        Arrays.fill(both, (byte) 0);
        return info(DERWriter.sequence(DERWriter.objectIdentifier(identifier)), DERWriter.octetString(seed));
    }
}
