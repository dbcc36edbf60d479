package io.javamiko.keys;

import io.javamiko.ProtocolException;
import io.javamiko.keys.files.KeyFileException;
import io.javamiko.wire.WireReader;
import io.javamiko.wire.WireWriter;
import java.util.Arrays;
import java.util.List;

/**
 * A public key as SSH knows it: a blob that names its type (RFC 4253 §6.6).
 *
 * <p>Two keys are equal if their blobs are. A certificate (PROTOCOL.certkeys) is a key too, of a type of its own, and another
 * one than the {@linkplain #plain plain key} in it. A key of a type that this library does not know can be held, compared and shown,
 * and verifies nothing. Immutable, so safe for any number of threads.
 */
public abstract sealed class SSHPublicKey
        permits Ed25519PublicKey,
                ECDSAPublicKey,
                RSAPublicKey,
                Ed448PublicKey,
                DSAPublicKey,
                SKEd25519PublicKey,
                SKECDSAPublicKey,
                MLDSA44Ed25519PublicKey,
                CertifiedPublicKey,
                OpaquePublicKey {
    /** An RSA key of fewer bits is refused unless the caller says how few may do. */
    public static final int DEFAULT_MINIMUM_RSA_BITS = 2048;

    private static final int MAX_NAME = 64; // bytes, RFC 4251 §6

    private final String type;
    private final byte[] blob;

    SSHPublicKey(String type, byte[] blob) {
        this.type = type;
        this.blob = blob;
    }

    /**
     * Reads a key blob.
     *
     * @throws ProtocolException if it is malformed, or holds what no honest key has: a point that is not on the curve or of
     *     small order, an RSA modulus under 2,048 or over 16,384 bits, an even one, an odd exponent out of 3…2⁶⁴
     */
    public static SSHPublicKey decode(byte[] blob) throws ProtocolException {
        return decode(blob, DEFAULT_MINIMUM_RSA_BITS);
    }

    /**
     * As {@link #decode(byte[])}, for who must deal with old RSA keys.
     *
     * @param minimumRSABits 1,024–16,384
     */
    public static SSHPublicKey decode(byte[] blob, int minimumRSABits) throws ProtocolException {
        var in = new WireReader(blob);
        String type = in.name(MAX_NAME);
        return switch (type) {
            case Ed25519PublicKey.TYPE -> Ed25519PublicKey.decode(in);
            case "ecdsa-sha2-nistp256", "ecdsa-sha2-nistp384", "ecdsa-sha2-nistp521" -> ECDSAPublicKey.decode(type, in);
            case RSAPublicKey.TYPE -> RSAPublicKey.decode(in, minimumRSABits);
            case Ed448PublicKey.TYPE -> Ed448PublicKey.decode(in);
            case DSAPublicKey.TYPE -> DSAPublicKey.decode(in);
            case SKEd25519PublicKey.TYPE -> SKEd25519PublicKey.decode(in);
            case SKECDSAPublicKey.TYPE -> SKECDSAPublicKey.decode(in);
            case MLDSA44Ed25519PublicKey.TYPE -> MLDSA44Ed25519PublicKey.decode(in);
            default ->
                isCertificateType(type)
                        ? CertifiedPublicKey.decode(type, blob, in, minimumRSABits)
                        : new OpaquePublicKey(type, blob.clone());
        };
    }

    /** Of a key's type, not of an algorithm: {@code rsa-sha2-512-cert-v01@openssh.com} is in no blob. */
    private static boolean isCertificateType(String type) {
        return SignatureAlgorithms.isCertificate(type)
                && SignatureAlgorithms.keyType(type).filter(type::equals).isPresent();
    }

    /**
     * A key that is only held, compared and shown, whatever its type: one that an agent or a device signs with.
     *
     * @throws ProtocolException if it does not even begin with the name of a type
     */
    public static SSHPublicKey opaque(byte[] blob) throws ProtocolException {
        return new OpaquePublicKey(new WireReader(blob).name(MAX_NAME), blob.clone());
    }

    /**
     * Reads a line as in a {@code .pub} file: type, blob in Base64, comment. {@link PublicKeyLine} keeps the comment.
     *
     * @throws KeyFileException if it is no such line, or holds a key that {@link #decode(byte[])} refuses
     */
    public static SSHPublicKey parse(String line) throws KeyFileException {
        return PublicKeyLine.parse(line).key();
    }

    /** The type as the blob names it, {@code ssh-ed25519}, {@code ssh-rsa}: not a signature algorithm's name. */
    public final String type() {
        return type;
    }

    /** The key as it goes over the wire, a copy. */
    public final byte[] blob() {
        return blob.clone();
    }

    /** Whether it is a certificate, that is, a key with an authority's word for it; {@code keys.certificates} reads that. */
    public final boolean isCertificate() {
        return !plain().type.equals(type);
    }

    /** The key in a certificate; of any other key that key itself. */
    public SSHPublicKey plain() {
        return this;
    }

    /** The algorithms that this key verifies without being told to use a legacy one, best first; none if it is opaque. */
    public final List<String> signatureAlgorithms() {
        return SignatureAlgorithms.ofKeyType(type);
    }

    /**
     * Whether {@code signature} is one of {@code data} by this key under this algorithm. A security key must have been touched
     * for it.
     *
     * @param algorithm what was negotiated or asked for; the signature must name the same (RFC 8332 §3.2), without the
     *     certificate if it is for one
     * @param data what was signed, not hashed yet
     * @param signature {@code string algorithm, string signature}; whatever else it is, the answer is {@code false}
     */
    public final boolean verify(String algorithm, byte[] data, byte[] signature) {
        return verify(algorithm, data, signature, SecurityKeyUse.TOUCHED);
    }

    /**
     * As {@link #verify(String, byte[], byte[])}.
     *
     * @param use what a security key's signature must show; for keys of other types it does not matter
     */
    public final boolean verify(String algorithm, byte[] data, byte[] signature, SecurityKeyUse use) {
        if (!SignatureAlgorithms.keyType(algorithm).filter(type::equals).isPresent()) {
            return false;
        }
        try {
            var in = new WireReader(signature);
            return in.name(MAX_NAME).equals(SignatureAlgorithms.plain(algorithm)) && verifies(algorithm, data, in, use);
        } catch (ProtocolException e) {
            return false; // malformed is as wrong as any other
        }
    }

    /** Whether what follows the algorithm's name in a signature blob, to its end, is right; the algorithm is of our type. */
    abstract boolean verifies(String algorithm, byte[] data, WireReader signature) throws ProtocolException;

    /** The same; of interest to security keys only. */
    boolean verifies(String algorithm, byte[] data, WireReader signature, SecurityKeyUse use) throws ProtocolException {
        return verifies(algorithm, data, signature);
    }

    /** The key's length as people say it: 256 for Ed25519, the curve's, the modulus'; 0 if it is not known. */
    public abstract int bits();

    /** {@code SHA256:} and the blob's hash in Base64, as OpenSSH shows it; for a certificate that of its plain key. */
    public final String fingerprint() {
        return Fingerprint.sha256(plain().blob);
    }

    /** {@code MD5:} and the blob's hash in hexadecimal pairs, as old systems show it; not for deciding on trust. */
    public final String fingerprintMD5() {
        return Fingerprint.md5(plain().blob);
    }

    /** The line for a {@code .pub} or {@code authorized_keys} file, without a line end. */
    public final String format(String comment) {
        return new PublicKeyLine(this, comment).format();
    }

    @Override
    public final boolean equals(Object other) {
        return other instanceof SSHPublicKey key && Arrays.equals(blob, key.blob);
    }

    @Override
    public final int hashCode() {
        return Arrays.hashCode(blob);
    }

    /** Type and fingerprint. */
    @Override
    public final String toString() {
        return type + " " + fingerprint();
    }

    static WireWriter blobOf(String type) {
        return new WireWriter(512).utf8(type);
    }
}
