package io.javamiko.keys.files;

import io.javamiko.ProtocolException;
import io.javamiko.Sanitised;
import io.javamiko.keys.files.KeyEncoding.Curve;
import io.javamiko.keys.files.KeyFileException.Reason;
import io.javamiko.wire.WireReader;
import java.math.BigInteger;

/** SubjectPublicKeyInfo (RFC 5280 §4.1.2.7) of every kind of key that SSH has and it knows, and PKCS#1's RSAPublicKey. */
final class PublicKeyInfo {
    private static final int MAX = KeyEncoding.MAX_NUMBER;
    private static final int MAX_NAME = 64;

    private PublicKeyInfo() {}

    static byte[] decode(byte[] der) throws ProtocolException, KeyFileException {
        var in = new DERReader(der);
        var info = in.sequence();
        in.expectEnd();
        var algorithm = info.sequence();
        byte[] key = info.bitString();
        info.expectEnd();
        String identifier = algorithm.objectIdentifier();
        return switch (identifier) {
            case PrivateKeyInfo.RSA -> rsa(key);
            case PrivateKeyInfo.DSA -> dsa(algorithm.sequence(), new DERReader(key));
            case PrivateKeyInfo.EC -> {
                var curve = TraditionalKey.curve(algorithm);
                yield KeyEncoding.ecdsaBlob(curve, curve.uncompressed(key));
            }
            case PrivateKeyInfo.ED25519 -> KeyEncoding.eddsaBlob("ssh-ed25519", key);
            case PrivateKeyInfo.ED448 -> KeyEncoding.eddsaBlob("ssh-ed448", key);
            default ->
                throw KeyFormat.PEM_PUBLIC.unsupported(
                        "one of algorithm " + PrivateKeyInfo.named(identifier) + ", which SSH has no use for here");
        };
    }

    /** RSAPublicKey (RFC 8017 A.1.1). */
    static byte[] rsa(byte[] der) throws ProtocolException {
        var in = new DERReader(der);
        var key = in.sequence();
        in.expectEnd();
        BigInteger n = key.integer(MAX);
        BigInteger e = key.integer(MAX);
        key.expectEnd();
        return KeyEncoding.rsaBlob(n, e);
    }

    private static byte[] dsa(DERReader parameters, DERReader key) throws ProtocolException {
        BigInteger p = parameters.integer(MAX);
        BigInteger q = parameters.integer(MAX);
        return KeyEncoding.dsaBlob(p, q, parameters.integer(MAX), key.integer(MAX));
    }

    /** @throws KeyFileException if there is no form for the type */
    static byte[] encode(byte[] blob) throws ProtocolException, KeyFileException {
        var in = new WireReader(blob);
        String type = in.name(MAX_NAME);
        return switch (type) {
            case "ssh-rsa" ->
                info(
                        DERWriter.sequence(DERWriter.objectIdentifier(PrivateKeyInfo.RSA), DERWriter.nothing()),
                        encodeRSA(blob));
            case "ssh-dss" -> {
                byte[] parameters = DERWriter.sequence(
                        DERWriter.integer(in.mpint(MAX)),
                        DERWriter.integer(in.mpint(MAX)),
                        DERWriter.integer(in.mpint(MAX)));
                yield info(
                        DERWriter.sequence(DERWriter.objectIdentifier(PrivateKeyInfo.DSA), parameters),
                        DERWriter.integer(in.mpint(MAX)));
            }
            case "ecdsa-sha2-nistp256", "ecdsa-sha2-nistp384", "ecdsa-sha2-nistp521" -> {
                in.name(MAX_NAME);
                String curve = Curve.ofType(type).objectIdentifier();
                yield info(
                        DERWriter.sequence(
                                DERWriter.objectIdentifier(PrivateKeyInfo.EC), DERWriter.objectIdentifier(curve)),
                        in.string(MAX));
            }
            case "ssh-ed25519" -> eddsa(PrivateKeyInfo.ED25519, in);
            case "ssh-ed448" -> eddsa(PrivateKeyInfo.ED448, in);
            default -> throw noForm("SubjectPublicKeyInfo", type);
        };
    }

    private static KeyFileException noForm(String format, String type) {
        return new KeyFileException(
                Reason.UNSUPPORTED,
                format + " has no form for a key of type " + Sanitised.of(type)
                        + "; write it in OpenSSH's format or RFC 4716's");
    }

    private static byte[] eddsa(String identifier, WireReader in) throws ProtocolException {
        return info(DERWriter.sequence(DERWriter.objectIdentifier(identifier)), in.string(MAX));
    }

    private static byte[] info(byte[] algorithm, byte[] key) {
        return DERWriter.sequence(algorithm, DERWriter.bitString(key));
    }

    /** @throws KeyFileException if it is no RSA key */
    static byte[] encodeRSA(byte[] blob) throws ProtocolException, KeyFileException {
        var in = new WireReader(blob);
        String type = in.name(MAX_NAME);
        if (!type.equals("ssh-rsa")) {
            throw noForm("PKCS#1", type);
        }
        BigInteger e = in.mpint(MAX);
        return DERWriter.sequence(DERWriter.integer(in.mpint(MAX)), DERWriter.integer(e));
    }
}
