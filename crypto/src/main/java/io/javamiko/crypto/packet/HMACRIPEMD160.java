package io.javamiko.crypto.packet;

import io.javamiko.wire.WireWriter;
import org.bouncycastle.crypto.digests.RIPEMD160Digest;
import org.bouncycastle.crypto.macs.HMac;
import org.bouncycastle.crypto.params.KeyParameter;

/** HMAC-RIPEMD-160 (RFC 2286) of Bouncy Castle. */
final class HMACRIPEMD160 implements PacketMAC {
    private static final int LENGTH = 20;

    private final HMac mac = new HMac(new RIPEMD160Digest());
    private final byte[] sequenceBytes = new byte[4];
    private final byte[] computed = new byte[LENGTH];
    private boolean destroyed;

    HMACRIPEMD160(byte[] key) {
        mac.init(new KeyParameter(key));
    }

    @Override
    public int length() {
        return LENGTH;
    }

    @Override
    public void begin(long sequence) {
        if (destroyed) {
            throw new IllegalStateException("the keys of these packets are destroyed");
        }
        WireWriter.putUint32(sequenceBytes, 0, (int) sequence);
        mac.update(sequenceBytes, 0, 4);
    }

    @Override
    public void update(byte[] bytes, int offset, int count) {
        mac.update(bytes, offset, count);
    }

    @Override
    public byte[] compute() {
        mac.doFinal(computed, 0); // which begins anew under the same key
        return computed;
    }

    @Override
    public void destroy() {
        destroyed = true;
        mac.init(new KeyParameter(new byte[LENGTH]));
    }
}
