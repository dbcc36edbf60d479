package io.javamiko.keys;

import java.util.Base64;
import java.util.HexFormat;
import org.bouncycastle.crypto.Digest;
import org.bouncycastle.crypto.digests.MD5Digest;
import org.bouncycastle.crypto.digests.SHA256Digest;

/** Short names of public keys, as OpenSSH prints them. */
final class Fingerprint {
    private Fingerprint() {}

    static String sha256(byte[] blob) {
        return "SHA256:" + Base64.getEncoder().withoutPadding().encodeToString(hash(new SHA256Digest(), blob));
    }

    static String md5(byte[] blob) {
        return "MD5:" + HexFormat.ofDelimiter(":").formatHex(hash(new MD5Digest(), blob));
    }

    /** The hash of {@code data} by a new digest. */
    static byte[] hash(Digest digest, byte[] data) {
        digest.update(data, 0, data.length);
        byte[] hash = new byte[digest.getDigestSize()];
        digest.doFinal(hash, 0);
        return hash;
    }
}
