package io.javamiko.keys;

import io.javamiko.ProtocolException;
import io.javamiko.wire.WireReader;

/**
 * A key in a certificate (PROTOCOL.certkeys), seen as the key that it is: it verifies as the plain one. Whether the
 * certificate is any good, {@code keys.certificates} says.
 */
final class CertifiedPublicKey extends SSHPublicKey {
    private static final int MAX_NONCE = 1024;
    private static final int MAX_FIELD = 4096; // an RSA modulus of 16,384 bits has half of it

    private final SSHPublicKey plain;

    private CertifiedPublicKey(String type, byte[] blob, SSHPublicKey plain) {
        super(type, blob);
        this.plain = plain;
    }

    /** Reads what follows the type in a blob: {@code string nonce}, the plain key's fields, and the certificate's own. */
    static CertifiedPublicKey decode(String type, byte[] blob, WireReader in, int minimumRSABits)
            throws ProtocolException {
        in.stringReader(MAX_NONCE);
        String plainType = SignatureAlgorithms.plain(type);
        var fields = blobOf(plainType);
        for (int i = fieldCount(plainType); i > 0; i--) {
            fields.string(in.string(MAX_FIELD)); // an mpint is a string too
        }
        return new CertifiedPublicKey(type, blob.clone(), decode(fields.toByteArray(), minimumRSABits));
    }

    /** How many strings and mpints follow the type in the blob of a plain key. */
    private static int fieldCount(String plainType) {
        return switch (plainType) {
            case RSAPublicKey.TYPE,
                    SKEd25519PublicKey.TYPE,
                    "ecdsa-sha2-nistp256",
                    "ecdsa-sha2-nistp384",
                    "ecdsa-sha2-nistp521" -> 2;
            case SKECDSAPublicKey.TYPE -> 3;
            case DSAPublicKey.TYPE -> 4;
            default -> 1;
        };
    }

    @Override
    public SSHPublicKey plain() {
        return plain;
    }

    @Override
    boolean verifies(String algorithm, byte[] data, WireReader in) throws ProtocolException {
        return plain.verifies(SignatureAlgorithms.plain(algorithm), data, in);
    }

    @Override
    boolean verifies(String algorithm, byte[] data, WireReader in, SecurityKeyUse use) throws ProtocolException {
        return plain.verifies(SignatureAlgorithms.plain(algorithm), data, in, use);
    }

    @Override
    public int bits() {
        return plain.bits();
    }
}
