package io.javamiko.crypto.packet;

import io.javamiko.crypto.JCA;
import io.javamiko.wire.WireWriter;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.ShortBufferException;

/** A MAC of the JDK. */
final class JCAMAC implements PacketMAC {
    private final Mac mac;
    private final SymmetricKey key;
    private final int length;
    private final byte[] sequenceBytes = new byte[4];
    private final byte[] computed;

    JCAMAC(String algorithm, byte[] key, int length) {
        this.mac = JCA.mac(algorithm);
        this.key = new SymmetricKey(key, algorithm);
        this.length = length;
        this.computed = new byte[mac.getMacLength()];
        init(this.key);
    }

    @Override
    public int length() {
        return length;
    }

    @Override
    public void begin(long sequence) {
        key.checkAlive();
        WireWriter.putUint32(sequenceBytes, 0, (int) sequence);
        mac.update(sequenceBytes, 0, 4);
    }

    @Override
    public void update(byte[] bytes, int offset, int count) {
        mac.update(bytes, offset, count);
    }

    @Override
    public byte[] compute() {
        try {
            mac.doFinal(computed, 0);
        } catch (ShortBufferException e) {
            throw new IllegalStateException("a MAC is longer than it says", e);
        }
        return computed;
    }

    @Override
    public void destroy() {
        key.destroy();
        init(key.zero());
    }

    private void init(SymmetricKey with) {
        try {
            mac.init(with);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(mac.getAlgorithm() + " refuses a key", e);
        }
    }
}
