package io.javamiko.secrets;

import io.javamiko.crypto.JCA;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.concurrent.locks.ReentrantLock;
import javax.crypto.BadPaddingException;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** {@code signing key || encryption key}, 16 bytes each. Thread-safe. */
final class FernetKey implements AutoCloseable {
    static final int LENGTH = 32;

    private static final int HALF = 16;
    private static final int TEXT = 44;

    private final ReentrantLock lock = new ReentrantLock();
    private final byte[] bytes; // guarded by lock
    private boolean closed; // guarded by lock

    private FernetKey(byte[] bytes) {
        this.bytes = bytes;
    }

    static FernetKey parse(char[] text) {
        byte[] base64 = new byte[text.length];
        for (int i = 0; i < text.length; i++) {
            base64[i] = (byte) (text[i] < 0x80 ? text[i] : '!');
        }
        byte[] bytes = null;
        try {
            bytes = text.length == TEXT ? Base64.getUrlDecoder().decode(base64) : new byte[0];
        } catch (IllegalArgumentException e) {
            bytes = new byte[0]; // the message would have a part of the key
        } finally {
            Arrays.fill(base64, (byte) 0);
        }
        if (bytes.length != LENGTH) {
            throw new IllegalArgumentException("a Fernet key is 32 bytes in base64url, 44 characters; this is not");
        }
        return new FernetKey(bytes);
    }

    /** A copy of one half, for {@link #mac} or the cipher. */
    private byte[] half(int from) {
        lock.lock();
        try {
            if (closed) {
                throw new IllegalStateException("this Fernet is closed: its keys are wiped");
            }
            return Arrays.copyOfRange(bytes, from, from + HALF);
        } finally {
            lock.unlock();
        }
    }

    byte[] mac(byte[] signed) {
        byte[] key = half(0);
        try {
            var mac = JCA.mac("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(signed);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e); // any key will do
        } finally {
            Arrays.fill(key, (byte) 0);
        }
    }

    private byte[] cipher(int mode, byte[] iv, byte[] input) throws BadPaddingException {
        byte[] key = half(HALF);
        try {
            var cipher = JCA.cipher("AES/CBC/PKCS5Padding");
            cipher.init(mode, new SecretKeySpec(key, "AES"), new IvParameterSpec(iv));
            return cipher.doFinal(input);
        } catch (BadPaddingException e) {
            throw e;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e); // the lengths were checked
        } finally {
            Arrays.fill(key, (byte) 0);
        }
    }

    /** A token's bytes. */
    byte[] seal(long timestamp, byte[] iv, byte[] message) {
        try {
            byte[] ciphertext = cipher(Cipher.ENCRYPT_MODE, iv, message);
            byte[] signed = ByteBuffer.allocate(FernetToken.HEADER + ciphertext.length)
                    .put((byte) FernetToken.VERSION)
                    .putLong(timestamp)
                    .put(iv)
                    .put(ciphertext)
                    .array();
            byte[] token = Arrays.copyOf(signed, signed.length + FernetToken.MAC);
            System.arraycopy(mac(signed), 0, token, signed.length, FernetToken.MAC);
            return token;
        } catch (BadPaddingException e) {
            throw new IllegalStateException(e); // encrypting adds it
        }
    }

    /** The message of a token whose MAC is right, or {@code null} if its padding is not. */
    byte[] open(FernetToken token) {
        try {
            return cipher(Cipher.DECRYPT_MODE, token.iv(), token.ciphertext());
        } catch (BadPaddingException e) {
            return null;
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            Arrays.fill(bytes, (byte) 0);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public String toString() {
        return "Fernet key";
    }
}
