package io.javamiko.crypto.packet;

import io.javamiko.crypto.JCA;
import io.javamiko.wire.WireWriter;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.ShortBufferException;

/** The MAC of one direction's packets (RFC 4253 §6.4): over the sequence number, then the packet. Not thread-safe. */
public final class PacketMAC {
    private final Mac mac;
    private final SymmetricKey key;
    private final int length;
    private final byte[] sequenceBytes = new byte[4];
    private final byte[] computed;

    /**
     * @param algorithm its name in the JCA
     * @param length bytes that are sent: all, or the first of them (RFC 4253 §6.4, the "-96" forms)
     */
    public PacketMAC(String algorithm, byte[] key, int length) {
        this.mac = JCA.mac(algorithm);
        this.key = new SymmetricKey(key, algorithm);
        this.length = length;
        this.computed = new byte[mac.getMacLength()];
        init(this.key);
    }

    int length() {
        return length;
    }

    void begin(long sequence) {
        key.checkAlive();
        WireWriter.putUint32(sequenceBytes, 0, (int) sequence);
        mac.update(sequenceBytes, 0, 4);
    }

    void update(byte[] bytes, int offset, int count) {
        mac.update(bytes, offset, count);
    }

    /** Writes the MAC of what was given since {@link #begin}; gives where it ends. */
    int finish(byte[] out, int at) {
        compute();
        System.arraycopy(computed, 0, out, at, length);
        return at + length;
    }

    /** Whether the bytes at {@code at} are the MAC of what was given since {@link #begin}; in constant time. */
    boolean matches(byte[] in, int at) {
        compute();
        return Padding.equal(computed, 0, in, at, length);
    }

    void destroy() {
        key.destroy();
        init(key.zero());
    }

    private void compute() {
        try {
            mac.doFinal(computed, 0);
        } catch (ShortBufferException e) {
            throw new IllegalStateException("a MAC is longer than it says", e);
        }
    }

    private void init(SymmetricKey with) {
        try {
            mac.init(with);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(mac.getAlgorithm() + " refuses a key", e);
        }
    }
}
