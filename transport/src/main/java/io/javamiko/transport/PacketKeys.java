package io.javamiko.transport;

import io.javamiko.crypto.CipherAlgorithm;
import io.javamiko.crypto.CipherAlgorithms;
import io.javamiko.crypto.MACAlgorithm;
import io.javamiko.crypto.MACAlgorithms;
import io.javamiko.crypto.RandomPadding;
import io.javamiko.crypto.packet.PacketOpener;
import io.javamiko.crypto.packet.PacketSealer;
import io.javamiko.transport.compression.Compression;
import java.util.Arrays;

/**
 * What protects the packets of one direction from one NEWKEYS to the next: algorithms and their keys (RFC 4253 §7.2, §7.3).
 * Whoever gets it closes it, which wipes the keys. Not thread-safe.
 */
public final class PacketKeys implements AutoCloseable {
    private final Negotiated.Direction algorithms;
    private final byte[] iv;
    private final byte[] key;
    private final byte[] macKey;
    private final boolean resetsSequenceNumber;

    private PacketKeys(
            Negotiated.Direction algorithms, byte[] iv, byte[] key, byte[] macKey, boolean resetsSequenceNumber) {
        this.algorithms = algorithms;
        this.iv = iv;
        this.key = key;
        this.macKey = macKey;
        this.resetsSequenceNumber = resetsSequenceNumber;
    }

    /** The keys of what {@code sender} sends. */
    public static PacketKeys derive(KeyDerivation derivation, Negotiated negotiated, Role sender) {
        var algorithms = negotiated.sentBy(sender);
        var cipher = CipherAlgorithms.named(algorithms.cipher()).orElseThrow();
        int macLength = algorithms
                .mac()
                .flatMap(MACAlgorithms::named)
                .map(MACAlgorithm::keyLength)
                .orElse(0);
        boolean client = sender == Role.CLIENT;
        return new PacketKeys(
                algorithms,
                derivation.key(client ? 'A' : 'B', cipher.ivLength()),
                derivation.key(client ? 'C' : 'D', cipher.keyLength()),
                derivation.key(client ? 'E' : 'F', macLength),
                negotiated.strictKex());
    }

    /** Cipher, MAC and compression. */
    public Negotiated.Direction algorithms() {
        return algorithms;
    }

    /** The initial IV, as long as the cipher wants it: 0–16 bytes; not a copy. */
    public byte[] iv() {
        return iv;
    }

    /** The encryption key; not a copy. */
    public byte[] key() {
        return key;
    }

    /** The integrity key, empty if the cipher authenticates by itself; not a copy. */
    public byte[] macKey() {
        return macKey;
    }

    /** Whether the packet behind NEWKEYS has the sequence number 0 (PROTOCOL §1.9); else the numbers run on. */
    public boolean resetsSequenceNumber() {
        return resetsSequenceNumber;
    }

    /** The bytes of the cipher's block, 8 or 16: rekey limits go by it. */
    public int blockLength() {
        return cipher().blockLength();
    }

    /** What seals packets with them. */
    PacketSealer sealer(RandomPadding padding) {
        return cipher().sealer(key, iv, mac(), macKey, padding);
    }

    /** What opens packets with them. */
    PacketOpener opener() {
        return cipher().opener(key, iv, mac(), macKey);
    }

    /** What becomes of payloads. */
    Compression compression() {
        return Compression.named(algorithms.compression()).orElseThrow();
    }

    private CipherAlgorithm cipher() {
        return CipherAlgorithms.named(algorithms.cipher()).orElseThrow();
    }

    private MACAlgorithm mac() {
        return algorithms.mac().flatMap(MACAlgorithms::named).orElse(null);
    }

    @Override
    public void close() {
        Arrays.fill(iv, (byte) 0);
        Arrays.fill(key, (byte) 0);
        Arrays.fill(macKey, (byte) 0);
    }

    /** The algorithms alone. */
    @Override
    public String toString() {
        return "PacketKeys(" + algorithms + ", masked)";
    }
}
