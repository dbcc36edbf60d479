package io.javamiko.crypto.packet;

import java.util.Arrays;
import javax.crypto.Cipher;
import org.bouncycastle.crypto.engines.CAST5Engine;
import org.bouncycastle.crypto.modes.CBCBlockCipher;
import org.bouncycastle.crypto.modes.CBCModeCipher;
import org.bouncycastle.crypto.params.KeyParameter;
import org.bouncycastle.crypto.params.ParametersWithIV;

/** CAST-128 (RFC 2144) of Bouncy Castle, in CBC mode. */
final class CAST128CBC implements StreamedCipher {
    private static final int BLOCK = 8;

    private final CBCModeCipher cipher = CBCBlockCipher.newInstance(new CAST5Engine());
    private boolean destroyed;

    CAST128CBC(int mode, byte[] key, byte[] iv) {
        byte[] copy = key.clone(); // the engine keeps it
        cipher.init(mode == Cipher.ENCRYPT_MODE, new ParametersWithIV(new KeyParameter(copy), iv));
        Arrays.fill(copy, (byte) 0);
    }

    @Override
    public int blockLength() {
        return BLOCK;
    }

    @Override
    public boolean isCBC() {
        return true;
    }

    @Override
    public void process(byte[] in, int at, int length, byte[] out, int outAt) {
        if (destroyed) {
            throw new IllegalStateException("the keys of these packets are destroyed");
        }
        for (int i = 0; i < length; i += BLOCK) {
            cipher.processBlock(in, at + i, out, outAt + i);
        }
    }

    @Override
    public void destroy() {
        destroyed = true;
        cipher.init(true, new ParametersWithIV(new KeyParameter(new byte[16]), new byte[BLOCK]));
    }
}
