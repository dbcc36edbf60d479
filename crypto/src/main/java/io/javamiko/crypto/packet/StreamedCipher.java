package io.javamiko.crypto.packet;

/** A cipher whose state runs on from packet to packet (RFC 4253 §6.3, RFC 4344 §4). Not thread-safe. */
public interface StreamedCipher {
    /** The size that packets are aligned to, in bytes: that of the cipher's block, 8 for a stream cipher. */
    int blockLength();

    /** Whether a block is chained to the one before it, so that a refusal's moment could tell about it (CVE-2008-5161). */
    boolean isCBC();

    /** Encrypts or decrypts whole blocks into another array: on one array the JDK copies the whole packet first. */
    void process(byte[] in, int at, int length, byte[] out, int outAt);

    /** Wipes the key; {@link #process} throws {@code IllegalStateException} from now on. */
    void destroy();

    /**
     * One of the JDK's.
     *
     * @param mode {@link javax.crypto.Cipher#ENCRYPT_MODE} or {@link javax.crypto.Cipher#DECRYPT_MODE}
     * @param transformation its name in the JCA, without padding
     */
    static StreamedCipher of(int mode, String transformation, int blockLength, byte[] key, byte[] iv) {
        return new JCACipher(mode, transformation, blockLength, key, iv);
    }

    /** RC4 whose first 1,536 bytes of key stream are dropped (RFC 4345 §4); both directions of use are the same. */
    static StreamedCipher arcfour(byte[] key) {
        return JCACipher.arcfour(key);
    }

    /**
     * CAST-128 in CBC mode (RFC 2144), which the JDK has not.
     *
     * @param mode {@link javax.crypto.Cipher#ENCRYPT_MODE} or {@link javax.crypto.Cipher#DECRYPT_MODE}
     */
    static StreamedCipher cast128CBC(int mode, byte[] key, byte[] iv) {
        return new CAST128CBC(mode, key, iv);
    }
}
