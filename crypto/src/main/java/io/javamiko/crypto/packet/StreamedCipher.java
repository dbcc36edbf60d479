package io.javamiko.crypto.packet;

import io.javamiko.crypto.JCA;
import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.ShortBufferException;
import javax.crypto.spec.IvParameterSpec;

/** A cipher whose state runs on from packet to packet (RFC 4253 §6.3, RFC 4344 §4). Not thread-safe. */
public final class StreamedCipher {
    private final Cipher cipher;
    private final SymmetricKey key;
    private final int ivLength;
    private final int blockLength;

    /**
     * @param mode {@link Cipher#ENCRYPT_MODE} or {@link Cipher#DECRYPT_MODE}
     * @param transformation its name in the JCA, without padding
     */
    public StreamedCipher(int mode, String transformation, int blockLength, byte[] key, byte[] iv) {
        this.cipher = JCA.cipher(transformation);
        this.key = new SymmetricKey(key, transformation.substring(0, transformation.indexOf('/')));
        this.ivLength = iv.length;
        this.blockLength = blockLength;
        init(mode, this.key, iv);
    }

    int blockLength() {
        return blockLength;
    }

    /** Encrypts or decrypts whole blocks into another array: on one array the JDK copies the whole packet first. */
    void process(byte[] in, int at, int length, byte[] out, int outAt) {
        key.checkAlive();
        try {
            cipher.update(in, at, length, out, outAt);
        } catch (ShortBufferException e) {
            throw new IllegalArgumentException("no room for a packet of " + length + " bytes", e);
        }
    }

    void destroy() {
        key.destroy();
        init(Cipher.ENCRYPT_MODE, key.zero(), new byte[ivLength]);
    }

    private void init(int mode, SymmetricKey with, byte[] iv) {
        try {
            cipher.init(mode, with, new IvParameterSpec(iv));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(cipher.getAlgorithm() + " refuses a key or IV", e);
        }
    }
}
