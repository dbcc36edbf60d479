package io.javamiko.crypto;

import io.javamiko.crypto.packet.PacketMAC;

/** A row of the MAC table (RFC 4253 §6.4). */
public final class MACAlgorithm {
    private final String name;
    private final AlgorithmUse use;
    private final int keyLength;
    private final int length;
    private final boolean encryptThenMAC;
    private final MACs macs;

    MACAlgorithm(String name, AlgorithmUse use, int keyLength, int length, boolean encryptThenMAC, MACs macs) {
        this.name = name;
        this.use = use;
        this.keyLength = keyLength;
        this.length = length;
        this.encryptThenMAC = encryptThenMAC;
        this.macs = macs;
    }

    /** Its name in negotiation. */
    public String name() {
        return name;
    }

    /** Whether it is offered. */
    public AlgorithmUse use() {
        return use;
    }

    /** Bytes of key. */
    public int keyLength() {
        return keyLength;
    }

    /** Bytes that are sent with each packet. */
    public int length() {
        return length;
    }

    /** Whether it is over the ciphertext, with the length in clear (OpenSSH PROTOCOL §1.5). */
    public boolean isEncryptThenMAC() {
        return encryptThenMAC;
    }

    /** A MAC under that key. */
    PacketMAC under(byte[] key) {
        if (key.length != keyLength) {
            throw new IllegalArgumentException(name + " takes a key of " + keyLength + " bytes, not " + key.length);
        }
        return macs.under(key);
    }

    @Override
    public String toString() {
        return name;
    }

    /** Makes the MAC of one direction. */
    interface MACs {
        PacketMAC under(byte[] key);
    }
}
