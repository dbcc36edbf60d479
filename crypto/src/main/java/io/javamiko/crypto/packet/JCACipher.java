package io.javamiko.crypto.packet;

import io.javamiko.crypto.JCA;
import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.ShortBufferException;
import javax.crypto.spec.IvParameterSpec;

/** A running cipher of the JDK. */
final class JCACipher implements StreamedCipher {
    private static final int ARCFOUR_DISCARD = 1536; // bytes, RFC 4345 §4

    private final Cipher cipher;
    private final SymmetricKey key;
    private final int ivLength;
    private final int blockLength;

    JCACipher(int mode, String transformation, int blockLength, byte[] key, byte[] iv) {
        this.cipher = JCA.cipher(transformation);
        int slash = transformation.indexOf('/');
        this.key = new SymmetricKey(key, slash < 0 ? transformation : transformation.substring(0, slash));
        this.ivLength = iv.length;
        this.blockLength = blockLength;
        init(mode, this.key, iv);
    }

    static JCACipher arcfour(byte[] key) {
        var cipher = new JCACipher(Cipher.ENCRYPT_MODE, "ARCFOUR", 8, key, new byte[0]);
        cipher.process(new byte[ARCFOUR_DISCARD], 0, ARCFOUR_DISCARD, new byte[ARCFOUR_DISCARD], 0);
        return cipher;
    }

    @Override
    public int blockLength() {
        return blockLength;
    }

    @Override
    public boolean isCBC() {
        return cipher.getAlgorithm().contains("/CBC/");
    }

    @Override
    public void process(byte[] in, int at, int length, byte[] out, int outAt) {
        key.checkAlive();
        try {
            cipher.update(in, at, length, out, outAt);
        } catch (ShortBufferException e) {
            throw new IllegalArgumentException("no room for a packet of " + length + " bytes", e);
        }
    }

    @Override
    public void destroy() {
        key.destroy();
        init(Cipher.ENCRYPT_MODE, key.zero(), new byte[ivLength]);
    }

    private void init(int mode, SymmetricKey with, byte[] iv) {
        try {
            cipher.init(mode, with, iv.length == 0 ? null : new IvParameterSpec(iv));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(cipher.getAlgorithm() + " refuses a key or IV", e);
        }
    }
}
