package io.javamiko.keys;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Supplier;
import org.bouncycastle.crypto.Digest;
import org.bouncycastle.crypto.digests.SHA1Digest;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.digests.SHA512Digest;

/**
 * An RSA signature algorithm, and EMSA-PKCS1-v1_5 (RFC 8017 §9.2): what it signs for given data.
 *
 * @param prefix DigestInfo up to the hash, in hexadecimal (RFC 8017 §9.2 note 1)
 */
record RSASignatureHash(String algorithm, Supplier<Digest> digest, String prefix) {
    private static final List<RSASignatureHash> HASHES = List.of(
            new RSASignatureHash("rsa-sha2-512", SHA512Digest::new, "3051300d060960864801650304020305000440"),
            new RSASignatureHash("rsa-sha2-256", SHA256Digest::new, "3031300d060960864801650304020105000420"),
            new RSASignatureHash("ssh-rsa", SHA1Digest::new, "3021300906052b0e03021a05000414"));

    static RSASignatureHash of(String algorithm) {
        for (var hash : HASHES) {
            if (hash.algorithm.equals(algorithm)) {
                return hash;
            }
        }
        throw new IllegalArgumentException(algorithm);
    }

    /** {@code 00 01 ff … ff 00 DigestInfo}, {@code length} bytes. */
    byte[] encode(byte[] data, int length) {
        byte[] info = HexFormat.of().parseHex(prefix);
        byte[] hash = Fingerprint.hash(digest.get(), data);
        byte[] message = new byte[length];
        int at = length - info.length - hash.length;
        Arrays.fill(message, 2, at - 1, (byte) 0xff);
        message[1] = 1;
        System.arraycopy(info, 0, message, at, info.length);
        System.arraycopy(hash, 0, message, at + info.length, hash.length);
        return message;
    }
}
