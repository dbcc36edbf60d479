package io.javamiko.keys.files;

import java.util.Arrays;
import org.bouncycastle.crypto.BlockCipher;
import org.bouncycastle.crypto.modes.CBCBlockCipher;
import org.bouncycastle.crypto.params.KeyParameter;
import org.bouncycastle.crypto.params.ParametersWithIV;

/** Cipher block chaining of a whole file, and the padding of PKCS#7 (RFC 5652 §6.3). */
final class CBC {
    private CBC() {}

    static byte[] encrypt(BlockCipher engine, byte[] key, byte[] iv, byte[] input) {
        return apply(true, engine, key, iv, input);
    }

    /** @param input whole blocks */
    static byte[] decrypt(BlockCipher engine, byte[] key, byte[] iv, byte[] input) {
        return apply(false, engine, key, iv, input);
    }

    private static byte[] apply(boolean encrypt, BlockCipher engine, byte[] key, byte[] iv, byte[] input) {
        var cipher = CBCBlockCipher.newInstance(engine);
        cipher.init(encrypt, new ParametersWithIV(new KeyParameter(key), iv));
        byte[] output = new byte[input.length];
        for (int at = 0; at < input.length; at += cipher.getBlockSize()) {
            cipher.processBlock(input, at, output, at);
        }
        return output;
    }

    /** Pads, which always adds something. */
    static byte[] padded(byte[] plain, int blockLength) {
        int padding = blockLength - plain.length % blockLength;
        byte[] padded = Arrays.copyOf(plain, plain.length + padding);
        Arrays.fill(padded, plain.length, padded.length, (byte) padding);
        return padded;
    }

    /** Takes the padding off, or gives {@code null} if it is none; wipes what it was given. */
    static byte[] unpadded(byte[] padded, int blockLength) {
        int padding = padded.length == 0 ? 0 : padded[padded.length - 1] & 0xff;
        boolean right = padding > 0 && padding <= blockLength && padding <= padded.length;
        for (int i = padded.length - padding; right && i < padded.length; i++) {
            right = (padded[i] & 0xff) == padding;
        }
        byte[] plain = right ? Arrays.copyOf(padded, padded.length - padding) : null;
        Arrays.fill(padded, (byte) 0);
        return plain;
    }
}
