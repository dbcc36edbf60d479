package io.javamiko.crypto.packet;

import io.javamiko.crypto.JCA;
import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.ShortBufferException;
import javax.crypto.spec.ChaCha20ParameterSpec;
import org.bouncycastle.crypto.engines.ChaChaEngine;
import org.bouncycastle.crypto.params.KeyParameter;
import org.bouncycastle.crypto.params.ParametersWithIV;

/**
 * ChaCha20 with a nonce of eight bytes, the packet's sequence number, and a block counter that starts at 0
 * (OpenSSH PROTOCOL.chacha20poly1305). Not thread-safe.
 */
interface ChaCha20 {
    /** Starts the key stream of one packet. */
    void start(long sequence);

    /** Takes the next bytes of the key stream. */
    void process(byte[] in, int at, int length, byte[] out, int outAt);

    void destroy();

    /** The faster one that this runtime has. */
    static ChaCha20 of(byte[] key, int offset) {
        return JCA.hasCipher("ChaCha20") ? new JDK(key, offset) : new BouncyCastle(key, offset);
    }

    /**
     * The JDK's, which is the IETF's ChaCha20 (RFC 8439): counter of 32 bits, nonce of 96. Its state is the same while
     * the counter stays below 2³², and the first four bytes of its nonce, the counter's upper half here, are 0.
     */
    final class JDK implements ChaCha20 {
        private final Cipher cipher = JCA.cipher("ChaCha20");
        private final SymmetricKey key;
        private final byte[] nonce = new byte[12];

        JDK(byte[] key, int offset) {
            this.key = new SymmetricKey(key, offset, 32, "ChaCha20");
        }

        @Override
        public void start(long sequence) {
            putUint64(nonce, 4, sequence);
            init(key);
        }

        @Override
        public void process(byte[] in, int at, int length, byte[] out, int outAt) {
            try {
                cipher.update(in, at, length, out, outAt);
            } catch (ShortBufferException e) {
                throw new IllegalArgumentException("no room for " + length + " bytes", e);
            }
        }

        @Override
        public void destroy() {
            if (!key.isDestroyed()) {
                key.destroy();
                init(key.zero()); // once: the JDK refuses a key under a nonce that it had last
            }
        }

        private void init(SymmetricKey with) {
            try { // both modes are the same
                cipher.init(Cipher.ENCRYPT_MODE, with, new ChaCha20ParameterSpec(nonce, 0));
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("ChaCha20 refuses a key or nonce", e);
            }
        }
    }

    /** Bouncy Castle's, for runtimes whose providers have none. */
    final class BouncyCastle implements ChaCha20 {
        private final ChaChaEngine engine = new ChaChaEngine(20);
        private final byte[] nonce = new byte[8];
        private boolean destroyed;

        BouncyCastle(byte[] key, int offset) {
            engine.init(true, new ParametersWithIV(new KeyParameter(key, offset, 32), nonce));
        }

        @Override
        public void start(long sequence) {
            if (destroyed) {
                throw new IllegalStateException("the keys of these packets are destroyed");
            }
            putUint64(nonce, 0, sequence);
            engine.init(true, new ParametersWithIV(null, nonce)); // null: the key stays
        }

        @Override
        public void process(byte[] in, int at, int length, byte[] out, int outAt) {
            engine.processBytes(in, at, length, out, outAt);
        }

        @Override
        public void destroy() {
            destroyed = true;
            engine.init(true, new ParametersWithIV(new KeyParameter(new byte[32]), nonce));
        }
    }

    private static void putUint64(byte[] bytes, int at, long value) {
        for (int i = 0; i < 8; i++) {
            bytes[at + i] = (byte) (value >>> 56 - 8 * i);
        }
    }
}
