package io.javamiko.crypto.packet;

import io.javamiko.ProtocolException;
import io.javamiko.crypto.RandomPadding;

/** Packets before the first NEWKEYS (RFC 4253 §6): cipher and MAC are {@code none}, the block size is 8. */
public final class PlainPackets {
    private static final Padding PADDING = new Padding(8, 0);

    private PlainPackets() {}

    /** A sealer that frames and pads only. */
    public static PacketSealer sealer(RandomPadding random) {
        return new Sealer(random);
    }

    /** An opener that checks the frame only. */
    public static PacketOpener opener() {
        return new Opener();
    }

    private record Sealer(RandomPadding random) implements PacketSealer {
        @Override
        public int seal(byte[] plain, int end, long sequence, byte[] out, int at) {
            return sealFrame(plain, PADDING.frame(plain, end, random), sequence, out, at);
        }

        @Override
        public int sealFrame(byte[] frame, int length, long sequence, byte[] out, int at) {
            System.arraycopy(frame, 0, out, at, length);
            return at + length;
        }

        @Override
        public int sealedLength(int payloadLength) {
            return PADDING.packetBytes(payloadLength);
        }

        @Override
        public void destroy() {
            // no keys
        }
    }

    private record Opener() implements PacketOpener {
        @Override
        public int headerLength() {
            return 4;
        }

        @Override
        public int trailerLength() {
            return 0;
        }

        @Override
        public long packetLength(byte[] in, int at, long sequence) {
            return Padding.uint32(in, at);
        }

        @Override
        public int open(byte[] in, int at, int packetLength, long sequence, byte[] out, int outAt)
                throws ProtocolException {
            PADDING.checkPacketLength(packetLength);
            System.arraycopy(in, at + 4, out, outAt, packetLength);
            return PADDING.payloadLength(out[outAt], packetLength);
        }

        @Override
        public void destroy() {
            // no keys
        }
    }
}
