package io.javamiko.crypto.packet;

/**
 * The MAC of one direction's packets (RFC 4253 §6.4): of the sequence number and the packet. For each packet
 * {@link #begin}, {@link #update} as often as wanted, then {@link #finish} or {@link #matches}. Not thread-safe.
 */
public interface PacketMAC {
    /** Bytes that are sent: all, or the first of them (RFC 4253 §6.4, the "-96" forms). */
    int length();

    /** Begins the packet of that sequence number. */
    void begin(long sequence);

    /** Takes the next bytes of the packet. */
    void update(byte[] bytes, int offset, int count);

    /** The MAC of what was given since {@link #begin}, at least {@link #length} bytes of it; overwritten by the next. */
    byte[] compute();

    /** Wipes the key; {@link #begin} throws {@code IllegalStateException} from now on. */
    void destroy();

    /** Writes the MAC of what was given since {@link #begin}; gives where it ends. */
    default int finish(byte[] out, int at) {
        System.arraycopy(compute(), 0, out, at, length());
        return at + length();
    }

    /** Whether the bytes at {@code at} are the MAC of what was given since {@link #begin}; in constant time. */
    default boolean matches(byte[] in, int at) {
        return Padding.equal(compute(), 0, in, at, length());
    }

    /**
     * One of the JDK's.
     *
     * @param algorithm its name in the JCA
     * @param length bytes that are sent
     */
    static PacketMAC of(String algorithm, byte[] key, int length) {
        return new JCAMAC(algorithm, key, length);
    }

    /** HMAC with RIPEMD-160 (RFC 2286), which the JDK has not. */
    static PacketMAC hmacRIPEMD160(byte[] key) {
        return new HMACRIPEMD160(key);
    }

    /**
     * UMAC (RFC 4418) with the sequence number as its nonce, as OpenSSH uses it.
     *
     * @param length 8 or 16 bytes
     */
    static PacketMAC umac(byte[] key, int length) {
        return new UMAC(key, length);
    }
}
