package io.javamiko.keys.files;

import io.javamiko.ProtocolException;
import io.javamiko.Sanitised;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.bouncycastle.crypto.BlockCipher;
import org.bouncycastle.crypto.digests.MD5Digest;
import org.bouncycastle.crypto.engines.AESEngine;
import org.bouncycastle.crypto.engines.DESEngine;
import org.bouncycastle.crypto.engines.DESedeEngine;

/**
 * The encryption of traditional PEM files: header {@code DEK-Info} (RFC 1421 §4.6.1.3), and a key made by hashing the passphrase
 * once with MD5, as OpenSSL has always done. It is read, and never written: guessing costs nearly nothing.
 */
record DEKInfo(String name, Cipher cipher, byte[] iv) {
    private static final int SALT = 8; // the first bytes of the initialisation vector

    private record Cipher(int keyLength, Supplier<BlockCipher> engine) {
        private static final Map<String, Cipher> CIPHERS = Map.of(
                "DES-CBC", new Cipher(8, DESEngine::new),
                "DES-EDE3-CBC", new Cipher(24, DESedeEngine::new),
                "AES-128-CBC", new Cipher(16, AESEngine::newInstance),
                "AES-192-CBC", new Cipher(24, AESEngine::newInstance),
                "AES-256-CBC", new Cipher(32, AESEngine::newInstance));

        int blockLength() {
            return engine.get().getBlockSize();
        }
    }

    /** @param header {@code AES-128-CBC,0123…} */
    static DEKInfo parse(String header, KeyFormat format) throws ProtocolException, KeyFileException {
        int comma = header.indexOf(',');
        String name = (comma < 0 ? header : header.substring(0, comma)).strip().toUpperCase(Locale.ROOT);
        var cipher = Cipher.CIPHERS.get(name);
        if (cipher == null) {
            throw format.unsupported("encrypted with " + Sanitised.of(name)
                    + ", which is not known; convert it with: openssl pkey -in FILE -aes256 -out NEW");
        }
        try {
            byte[] iv = HexFormat.of().parseHex(header.substring(comma + 1).strip());
            if (iv.length == cipher.blockLength()) {
                return new DEKInfo(name, cipher, iv);
            }
        } catch (IllegalArgumentException e) {
            throw new ProtocolException("DEK-Info has no initialisation vector in hexadecimal", e);
        }
        throw new ProtocolException("DEK-Info has an initialisation vector of another length than " + name);
    }

    /** @return what was encrypted; the caller wipes it */
    byte[] decrypt(byte[] encrypted, char[] passphrase, KeyFormat format) throws KeyFileException, ProtocolException {
        int block = cipher.blockLength();
        if (encrypted.length == 0 || encrypted.length % block != 0) {
            throw new ProtocolException("the encrypted part has a length that " + name + " can't give");
        }
        byte[] key = key(passphrase);
        byte[] plain = CBC.unpadded(CBC.decrypt(cipher.engine.get(), key, iv, encrypted), block);
        Arrays.fill(key, (byte) 0);
        if (plain == null || !DERReader.isSequence(plain)) {
            throw format.wrongPassphrase(name, null);
        }
        return plain;
    }

    /** D₁ ‖ D₂ ‖ …, where Dᵢ is MD5(Dᵢ₋₁ ‖ passphrase ‖ salt). */
    private byte[] key(char[] passphrase) {
        byte[] password = Passphrase.utf8(passphrase);
        byte[] key = new byte[cipher.keyLength];
        var md5 = new MD5Digest();
        byte[] block = new byte[md5.getDigestSize()];
        for (int at = 0; at < key.length; at += block.length) {
            if (at > 0) {
                md5.update(block, 0, block.length);
            }
            md5.update(password, 0, password.length);
            md5.update(iv, 0, SALT);
            md5.doFinal(block, 0);
            System.arraycopy(block, 0, key, at, Math.min(block.length, key.length - at));
        }
        Arrays.fill(block, (byte) 0);
        Arrays.fill(password, (byte) 0);
        return key;
    }
}
