package io.javamiko.keys.sshsig;

import io.javamiko.ProtocolException;
import io.javamiko.Sanitised;
import io.javamiko.crypto.JCA;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;

/** The hash of the message that is signed in its place (PROTOCOL.sshsig §2). */
public enum MessageHash {
    /** SHA-256. */
    SHA256("sha256", "SHA-256"),
    /** SHA-512, the default. */
    SHA512("sha512", "SHA-512");

    private static final int BITE = 64 * 1024; // bytes

    private final String algorithm;
    private final String jcaName;

    MessageHash(String algorithm, String jcaName) {
        this.algorithm = algorithm;
        this.jcaName = jcaName;
    }

    /** {@code sha256} or {@code sha512}. */
    public String algorithm() {
        return algorithm;
    }

    static MessageHash of(String algorithm) throws ProtocolException {
        for (MessageHash hash : values()) {
            if (hash.algorithm.equals(algorithm)) {
                return hash;
            }
        }
        throw new ProtocolException("a signature's hash is \"" + Sanitised.of(algorithm)
                + "\"; sha256 and sha512 are allowed (PROTOCOL.sshsig §2)");
    }

    /** Reads a message to its end. */
    byte[] of(InputStream message) throws IOException {
        MessageDigest digest = JCA.digest(jcaName);
        byte[] bytes = new byte[BITE];
        for (int count = message.read(bytes); count >= 0; count = message.read(bytes)) {
            digest.update(bytes, 0, count);
        }
        return digest.digest();
    }
}
