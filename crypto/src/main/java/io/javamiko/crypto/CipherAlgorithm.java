package io.javamiko.crypto;

import io.javamiko.crypto.packet.PacketOpener;
import io.javamiko.crypto.packet.PacketSealer;

/** A row of the cipher table (RFC 4253 §6.3): what it needs of the key derivation, and what protects a packet with it. */
public final class CipherAlgorithm {
    private final String name;
    private final AlgorithmUse use;
    private final int keyLength;
    private final int ivLength;
    private final int blockLength;
    private final boolean aead;
    private final Sealers sealers;
    private final Openers openers;

    CipherAlgorithm(
            String name,
            AlgorithmUse use,
            int keyLength,
            int ivLength,
            int blockLength,
            boolean aead,
            Sealers sealers,
            Openers openers) {
        this.name = name;
        this.use = use;
        this.keyLength = keyLength;
        this.ivLength = ivLength;
        this.blockLength = blockLength;
        this.aead = aead;
        this.sealers = sealers;
        this.openers = openers;
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

    /** Bytes of initialisation vector, 0 if it takes none. */
    public int ivLength() {
        return ivLength;
    }

    /** The block size that packets are aligned to, at least 8; also what rekey limits go by (RFC 4344 §3.2). */
    public int blockLength() {
        return blockLength;
    }

    /** Whether it authenticates too, so that no MAC is negotiated (OpenSSH PROTOCOL §1.6). */
    public boolean isAEAD() {
        return aead;
    }

    /**
     * Protects what we send under these keys; they may be wiped afterwards.
     *
     * @param mac the MAC, {@code null} if and only if {@link #isAEAD}
     * @param macKey its key, ignored without a MAC
     */
    public PacketSealer sealer(byte[] key, byte[] iv, MACAlgorithm mac, byte[] macKey, RandomPadding padding) {
        check(key, iv, mac);
        return sealers.sealer(key, iv, mac, macKey, padding);
    }

    /**
     * Opens what the peer sends under these keys; they may be wiped afterwards.
     *
     * @param mac the MAC, {@code null} if and only if {@link #isAEAD}
     * @param macKey its key, ignored without a MAC
     */
    public PacketOpener opener(byte[] key, byte[] iv, MACAlgorithm mac, byte[] macKey) {
        check(key, iv, mac);
        return openers.opener(key, iv, mac, macKey);
    }

    @Override
    public String toString() {
        return name;
    }

    private void check(byte[] key, byte[] iv, MACAlgorithm mac) {
        if (key.length != keyLength || iv.length != ivLength) {
            throw new IllegalArgumentException("%s takes a key of %d bytes and an IV of %d, not %d and %d"
                    .formatted(name, keyLength, ivLength, key.length, iv.length));
        }
        if (aead != (mac == null)) {
            throw new IllegalArgumentException(name + (aead ? " takes no MAC" : " needs a MAC"));
        }
    }

    /** Makes the sealer of one direction. */
    interface Sealers {
        PacketSealer sealer(byte[] key, byte[] iv, MACAlgorithm mac, byte[] macKey, RandomPadding padding);
    }

    /** Makes the opener of one direction. */
    interface Openers {
        PacketOpener opener(byte[] key, byte[] iv, MACAlgorithm mac, byte[] macKey);
    }
}
