package io.javamiko.crypto;

import io.javamiko.crypto.packet.PacketMAC;

/**
 * A row of the MAC table (RFC 4253 §6.4).
 *
 * @param name its name in negotiation
 * @param use whether it is offered
 * @param keyLength bytes of key
 * @param length bytes that are sent
 * @param isEncryptThenMAC whether it is over the ciphertext, with the length in clear (OpenSSH PROTOCOL §1.5)
 * @param jcaName its name in the JCA
 */
public record MACAlgorithm(
        String name, AlgorithmUse use, int keyLength, int length, boolean isEncryptThenMAC, String jcaName) {
    /** A MAC under that key. */
    PacketMAC under(byte[] key) {
        if (key.length != keyLength) {
            throw new IllegalArgumentException(name + " takes a key of " + keyLength + " bytes, not " + key.length);
        }
        return new PacketMAC(jcaName, key, length);
    }

    @Override
    public String toString() {
        return name;
    }
}
