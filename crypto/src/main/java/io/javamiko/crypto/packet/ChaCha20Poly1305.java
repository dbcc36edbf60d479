package io.javamiko.crypto.packet;

import io.javamiko.ProtocolException;
import io.javamiko.crypto.RandomPadding;
import java.util.Arrays;

/**
 * {@code chacha20-poly1305@openssh.com} (OpenSSH PROTOCOL.chacha20poly1305): the length is encrypted under a key of its
 * own, the rest under another, and the tag over both ciphertexts is checked before the rest is decrypted.
 *
 * <p>Seals 1.1 GB/s of 32 KiB on JDK 25 and 0.4 on 17, whose ChaCha20 has no intrinsic (docs/algorithms.md).
 */
public final class ChaCha20Poly1305 {
    private static final int TAG_LENGTH = 16;
    private static final Padding PADDING = new Padding(8, 4);

    private ChaCha20Poly1305() {}

    /** @param key 64 bytes: K_2 for the packet, then K_1 for its length */
    public static PacketSealer sealer(byte[] key, RandomPadding random) {
        return new Sealer(new Keys(key), random);
    }

    /** @param key 64 bytes: K_2 for the packet, then K_1 for its length */
    public static PacketOpener opener(byte[] key) {
        return new Opener(new Keys(key));
    }

    private record Sealer(Keys keys, RandomPadding random) implements PacketSealer {
        @Override
        public int seal(byte[] plain, int payloadEnd, long sequence, byte[] out, int at) {
            return sealFrame(plain, PADDING.frame(plain, payloadEnd, random), sequence, out, at);
        }

        @Override
        public int sealFrame(byte[] frame, int length, long sequence, byte[] out, int at) {
            keys.length.start(sequence);
            keys.length.process(frame, 0, 4, out, at);
            keys.start(sequence);
            keys.packet.process(frame, 4, length - 4, out, at + 4);
            keys.tag(out, at, length);
            System.arraycopy(keys.tag, 0, out, at + length, TAG_LENGTH);
            return at + length + TAG_LENGTH;
        }

        @Override
        public int sealedLength(int payloadLength) {
            return PADDING.packetBytes(payloadLength) + TAG_LENGTH;
        }

        @Override
        public void destroy() {
            keys.destroy();
        }
    }

    private record Opener(Keys keys) implements PacketOpener {
        @Override
        public int headerLength() {
            return 4;
        }

        @Override
        public int trailerLength() {
            return TAG_LENGTH;
        }

        @Override
        public long packetLength(byte[] in, int at, long sequence) {
            keys.length.start(sequence);
            keys.length.process(in, at, 4, keys.lengthBytes, 0);
            return Padding.uint32(keys.lengthBytes, 0);
        }

        @Override
        public int open(byte[] in, int at, int packetLength, long sequence, byte[] out, int outAt)
                throws ProtocolException {
            PADDING.checkPacketLength(packetLength);
            int end = at + 4 + packetLength;
            keys.start(sequence);
            keys.tag(in, at, 4 + packetLength);
            if (!Padding.equal(keys.tag, 0, in, end, TAG_LENGTH)) {
                throw new ProtocolException("a packet's Poly1305 tag is wrong (OpenSSH PROTOCOL.chacha20poly1305)");
            }
            keys.packet.process(in, at + 4, packetLength, out, outAt);
            return PADDING.payloadLength(out[outAt], packetLength);
        }

        @Override
        public void destroy() {
            keys.destroy();
        }
    }

    /** The two key streams, and the one-time MAC under the first block of the packet's (RFC 8439 §2.6). */
    private static final class Keys {
        private static final byte[] ZEROS = new byte[64];

        final ChaCha20 packet; // K_2
        final ChaCha20 length; // K_1
        final byte[] tag = new byte[TAG_LENGTH];
        final byte[] lengthBytes = new byte[4];
        private final byte[] firstBlock = new byte[64];
        private final Poly1305 mac = new Poly1305();

        Keys(byte[] key) {
            if (key.length != 64) {
                throw new IllegalArgumentException("a key of " + key.length + " bytes");
            }
            packet = ChaCha20.of(key, 0);
            length = ChaCha20.of(key, 32);
        }

        /** Takes the first block for the MAC; the second and later ones are for the packet. */
        void start(long sequence) {
            packet.start(sequence);
            packet.process(ZEROS, 0, 64, firstBlock, 0);
        }

        void tag(byte[] sealed, int at, int count) {
            mac.tag(firstBlock, sealed, at, count, tag);
        }

        void destroy() {
            packet.destroy();
            length.destroy();
            Arrays.fill(firstBlock, (byte) 0);
            mac.wipe();
        }
    }
}
