package io.javamiko.keys.files;

import io.javamiko.ProtocolException;
import io.javamiko.wire.WireWriter;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;
import org.bouncycastle.math.ec.rfc8032.Ed25519;
import org.bouncycastle.math.ec.rfc8032.Ed448;

/**
 * Numbers that other formats hold, as {@link KeyFileContents}: public key blobs, and private keys as agents encode them
 * (draft-ietf-sshm-ssh-agent §3.2). Whether the halves fit each other is checked by who reads the contents.
 */
final class KeyEncoding {
    /** Bytes of the largest number in a key: 16,384 bits. */
    static final int MAX_NUMBER = 2048;

    private KeyEncoding() {}

    /** A curve of RFC 5656 §10.1 under the names that it has here and there. */
    record Curve(String identifier, String objectIdentifier, String name) {
        private static final List<Curve> CURVES = List.of(
                new Curve("nistp256", "1.2.840.10045.3.1.7", "secp256r1"),
                new Curve("nistp384", "1.3.132.0.34", "secp384r1"),
                new Curve("nistp521", "1.3.132.0.35", "secp521r1"));

        /** The curve of an object identifier, or {@code null}. */
        static Curve ofObjectIdentifier(String objectIdentifier) {
            return CURVES.stream()
                    .filter(curve -> curve.objectIdentifier.equals(objectIdentifier))
                    .findFirst()
                    .orElse(null);
        }

        /** The curve of an SSH key type. */
        static Curve ofType(String type) {
            return CURVES.stream()
                    .filter(curve -> curve.type().equals(type))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException(type));
        }

        String type() {
            return "ecdsa-sha2-" + identifier;
        }

        /** Bytes of a scalar. */
        int length() {
            return (CustomNamedCurves.getByName(name).getCurve().getFieldSize() + 7) / 8;
        }

        /** The public key of a scalar, uncompressed. */
        byte[] point(BigInteger scalar) throws ProtocolException {
            var parameters = CustomNamedCurves.getByName(name);
            if (scalar.signum() <= 0 || scalar.compareTo(parameters.getN()) >= 0) {
                throw new ProtocolException("an ECDSA private key is out of its range");
            }
            ECPoint point = new FixedPointCombMultiplier().multiply(parameters.getG(), scalar);
            return point.normalize().getEncoded(false);
        }

        /** A point of a file, uncompressed. */
        byte[] uncompressed(byte[] point) throws ProtocolException {
            try {
                return CustomNamedCurves.getByName(name)
                        .getCurve()
                        .decodePoint(point)
                        .getEncoded(false);
            } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
                throw new ProtocolException("an ECDSA key is no point of " + identifier, e);
            }
        }
    }

    // Public keys

    static byte[] rsaBlob(BigInteger n, BigInteger e) {
        return new WireWriter().utf8("ssh-rsa").mpint(e).mpint(n).toByteArray();
    }

    static byte[] dsaBlob(BigInteger p, BigInteger q, BigInteger g, BigInteger y) {
        return new WireWriter()
                .utf8("ssh-dss")
                .mpint(p)
                .mpint(q)
                .mpint(g)
                .mpint(y)
                .toByteArray();
    }

    static byte[] ecdsaBlob(Curve curve, byte[] point) {
        return new WireWriter()
                .utf8(curve.type())
                .utf8(curve.identifier)
                .string(point)
                .toByteArray();
    }

    /** @param type {@code ssh-ed25519} or {@code ssh-ed448} */
    static byte[] eddsaBlob(String type, byte[] point) {
        return new WireWriter().utf8(type).string(point).toByteArray();
    }

    // Key pairs

    static KeyFileContents rsa(
            BigInteger n, BigInteger e, BigInteger d, BigInteger p, BigInteger q, BigInteger iqmp, String comment) {
        var out = new WireWriter(2048)
                .utf8("ssh-rsa")
                .mpint(n)
                .mpint(e)
                .mpint(d)
                .mpint(iqmp)
                .mpint(p)
                .mpint(q);
        return contents(rsaBlob(n, e), out, comment);
    }

    static KeyFileContents dsa(BigInteger p, BigInteger q, BigInteger g, BigInteger y, BigInteger x, String comment) {
        var out = new WireWriter(1024)
                .utf8("ssh-dss")
                .mpint(p)
                .mpint(q)
                .mpint(g)
                .mpint(y)
                .mpint(x);
        return contents(dsaBlob(p, q, g, y), out, comment);
    }

    /** The public key of the numbers that DSA's private key has: g^x mod p, for PKCS#8, which leaves it out. */
    static BigInteger dsaPublic(BigInteger p, BigInteger g, BigInteger x) throws ProtocolException {
        if (p.signum() <= 0 || p.bitLength() > 8 * 1024 || x.compareTo(p) >= 0) {
            throw new ProtocolException("a DSA private key is out of its range");
        }
        return g.modPow(x, p);
    }

    /** @param point as the file has it, {@code null} to work it out */
    static KeyFileContents ecdsa(Curve curve, BigInteger scalar, byte[] point, String comment)
            throws ProtocolException {
        byte[] q = point == null ? curve.point(scalar) : curve.uncompressed(point);
        var out = new WireWriter(512)
                .utf8(curve.type())
                .utf8(curve.identifier)
                .string(q)
                .mpint(scalar);
        return contents(ecdsaBlob(curve, q), out, comment);
    }

    /** @param seed 32 or 57 bytes; wiped */
    static KeyFileContents eddsa(String type, byte[] seed, String comment) throws ProtocolException {
        boolean is25519 = type.equals("ssh-ed25519");
        int length = is25519 ? Ed25519.SECRET_KEY_SIZE : Ed448.SECRET_KEY_SIZE;
        if (seed.length != length) {
            throw new ProtocolException("an EdDSA private key has " + seed.length + " bytes; it must have " + length);
        }
        byte[] point = new byte[is25519 ? Ed25519.PUBLIC_KEY_SIZE : Ed448.PUBLIC_KEY_SIZE];
        if (is25519) {
            Ed25519.generatePublicKey(seed, 0, point, 0);
        } else {
            Ed448.generatePublicKey(seed, 0, point, 0);
        }
        var out = new WireWriter(512)
                .utf8(type)
                .string(point)
                .uint32(seed.length + point.length)
                .raw(seed)
                .raw(point);
        Arrays.fill(seed, (byte) 0);
        return contents(eddsaBlob(type, point), out, comment);
    }

    private static KeyFileContents contents(byte[] publicBlob, WireWriter out, String comment) {
        byte[] bytes = out.utf8(comment).toByteArray();
        out.wipe();
        return new KeyFileContents(publicBlob, bytes);
    }
}
