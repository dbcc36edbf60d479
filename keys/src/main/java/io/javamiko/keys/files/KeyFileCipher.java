package io.javamiko.keys.files;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.engines.AESEngine;
import org.bouncycastle.crypto.engines.ChaChaEngine;
import org.bouncycastle.crypto.engines.DESedeEngine;
import org.bouncycastle.crypto.macs.Poly1305;
import org.bouncycastle.crypto.modes.GCMBlockCipher;
import org.bouncycastle.crypto.modes.SICBlockCipher;
import org.bouncycastle.crypto.params.AEADParameters;
import org.bouncycastle.crypto.params.KeyParameter;
import org.bouncycastle.crypto.params.ParametersWithIV;

/**
 * A cipher that OpenSSH encrypts private key files with: the names of its packet ciphers, used once on the whole.
 *
 * @param keyLength bytes
 * @param ivLength bytes, taken from the key derivation behind the key
 * @param blockLength bytes; what is encrypted is padded to a multiple
 * @param tagLength bytes behind the encrypted string, 0 without authentication
 */
record KeyFileCipher(String name, int keyLength, int ivLength, int blockLength, int tagLength, Decryption decryption) {
    /** Decrypts {@code input}, tag included. */
    private interface Decryption {
        byte[] decrypt(byte[] key, byte[] iv, byte[] input) throws InvalidCipherTextException;
    }

    private static final List<KeyFileCipher> CIPHERS = List.of(
            new KeyFileCipher("aes256-ctr", 32, 16, 16, 0, KeyFileCipher::ctr), // what is written
            new KeyFileCipher("aes192-ctr", 24, 16, 16, 0, KeyFileCipher::ctr),
            new KeyFileCipher("aes128-ctr", 16, 16, 16, 0, KeyFileCipher::ctr),
            new KeyFileCipher(
                    "aes256-cbc", 32, 16, 16, 0, (k, iv, in) -> CBC.decrypt(AESEngine.newInstance(), k, iv, in)),
            new KeyFileCipher(
                    "aes192-cbc", 24, 16, 16, 0, (k, iv, in) -> CBC.decrypt(AESEngine.newInstance(), k, iv, in)),
            new KeyFileCipher(
                    "aes128-cbc", 16, 16, 16, 0, (k, iv, in) -> CBC.decrypt(AESEngine.newInstance(), k, iv, in)),
            new KeyFileCipher("3des-cbc", 24, 8, 8, 0, (k, iv, in) -> CBC.decrypt(new DESedeEngine(), k, iv, in)),
            new KeyFileCipher("aes256-gcm@openssh.com", 32, 12, 16, 16, KeyFileCipher::gcm),
            new KeyFileCipher("aes128-gcm@openssh.com", 16, 12, 16, 16, KeyFileCipher::gcm),
            new KeyFileCipher("chacha20-poly1305@openssh.com", 64, 0, 8, 16, KeyFileCipher::chacha20Poly1305));

    static final KeyFileCipher WRITTEN = CIPHERS.get(0);

    static Optional<KeyFileCipher> named(String name) {
        return CIPHERS.stream().filter(cipher -> cipher.name.equals(name)).findFirst();
    }

    /**
     * Decrypts; the lengths were checked.
     *
     * @param keyAndIV {@link #keyLength} + {@link #ivLength} bytes
     * @param input a multiple of {@link #blockLength}, then the tag
     * @throws InvalidCipherTextException if the tag is wrong
     */
    byte[] decrypt(byte[] keyAndIV, byte[] input) throws InvalidCipherTextException {
        byte[] key = Arrays.copyOf(keyAndIV, keyLength);
        byte[] iv = Arrays.copyOfRange(keyAndIV, keyLength, keyLength + ivLength);
        try {
            return decryption.decrypt(key, iv, input);
        } finally {
            Arrays.fill(key, (byte) 0);
        }
    }

    /** Encrypts with {@link #WRITTEN}: in counter mode that is the same. */
    static byte[] encrypt(byte[] keyAndIV, byte[] input) {
        try {
            return WRITTEN.decrypt(keyAndIV, input);
        } catch (InvalidCipherTextException e) {
            throw new IllegalStateException(e); // there is no tag
        }
    }

    private static byte[] ctr(byte[] key, byte[] iv, byte[] input) {
        var cipher = SICBlockCipher.newInstance(AESEngine.newInstance());
        cipher.init(true, new ParametersWithIV(new KeyParameter(key), iv));
        byte[] output = new byte[input.length];
        cipher.processBytes(input, 0, input.length, output, 0);
        return output;
    }

    private static byte[] gcm(byte[] key, byte[] iv, byte[] input) throws InvalidCipherTextException {
        var cipher = GCMBlockCipher.newInstance(AESEngine.newInstance());
        cipher.init(false, new AEADParameters(new KeyParameter(key), 128, iv));
        byte[] output = new byte[cipher.getOutputSize(input.length)];
        int length = cipher.processBytes(input, 0, input.length, output, 0);
        cipher.doFinal(output, length);
        return output;
    }

    /** As packet number 0 without a length field (PROTOCOL.chacha20poly1305): the second half of the key is not used. */
    private static byte[] chacha20Poly1305(byte[] key, byte[] iv, byte[] input) throws InvalidCipherTextException {
        var cipher = new ChaChaEngine(20);
        cipher.init(true, new ParametersWithIV(new KeyParameter(key, 0, 32), new byte[8]));
        byte[] first = new byte[64]; // block 0: the Poly1305 key; the text begins with block 1
        cipher.processBytes(first, 0, first.length, first, 0);
        int length = input.length - 16;
        var mac = new Poly1305();
        mac.init(new KeyParameter(first, 0, 32));
        mac.update(input, 0, length);
        byte[] tag = new byte[16];
        mac.doFinal(tag, 0);
        if (!org.bouncycastle.util.Arrays.constantTimeAreEqual(16, tag, 0, input, length)) {
            throw new InvalidCipherTextException("wrong tag");
        }
        byte[] output = new byte[length];
        cipher.processBytes(input, 0, length, output, 0);
        return output;
    }
}
