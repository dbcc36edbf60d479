package io.javamiko.crypto.packet;

import io.javamiko.ProtocolException;
import io.javamiko.crypto.RandomPadding;

/**
 * A MAC over the clear length and the encrypted rest of a packet, checked before anything is decrypted
 * (OpenSSH PROTOCOL §1.5).
 */
public final class EncryptThenMAC {
    private EncryptThenMAC() {}

    /** A sealer that takes over the cipher and the MAC. */
    public static PacketSealer sealer(StreamedCipher cipher, PacketMAC mac, RandomPadding random) {
        return new Sealer(cipher, mac, new Padding(cipher.blockLength(), 4), random);
    }

    /** An opener that takes over the cipher and the MAC. */
    public static PacketOpener opener(StreamedCipher cipher, PacketMAC mac) {
        return new Opener(cipher, mac, new Padding(cipher.blockLength(), 4));
    }

    private record Sealer(StreamedCipher cipher, PacketMAC mac, Padding padding, RandomPadding random)
            implements PacketSealer {
        @Override
        public int seal(byte[] plain, int payloadEnd, long sequence, byte[] out, int at) {
            return sealFrame(plain, padding.frame(plain, payloadEnd, random), sequence, out, at);
        }

        @Override
        public int sealFrame(byte[] frame, int length, long sequence, byte[] out, int at) {
            System.arraycopy(frame, 0, out, at, 4);
            cipher.process(frame, 4, length - 4, out, at + 4);
            mac.begin(sequence);
            mac.update(out, at, length);
            return mac.finish(out, at + length);
        }

        @Override
        public int sealedLength(int payloadLength) {
            return padding.packetBytes(payloadLength) + mac.length();
        }

        @Override
        public void destroy() {
            cipher.destroy();
            mac.destroy();
        }
    }

    private record Opener(StreamedCipher cipher, PacketMAC mac, Padding padding) implements PacketOpener {
        @Override
        public int headerLength() {
            return 4;
        }

        @Override
        public int trailerLength() {
            return mac.length();
        }

        @Override
        public long packetLength(byte[] in, int at, long sequence) {
            return Padding.uint32(in, at);
        }

        @Override
        public int open(byte[] in, int at, int packetLength, long sequence, byte[] out, int outAt)
                throws ProtocolException {
            padding.checkPacketLength(packetLength);
            mac.begin(sequence);
            mac.update(in, at, 4 + packetLength);
            if (!mac.matches(in, at + 4 + packetLength)) {
                throw new ProtocolException("a packet's MAC is wrong (RFC 4253 §6.4)");
            }
            cipher.process(in, at + 4, packetLength, out, outAt);
            return padding.payloadLength(out[outAt], packetLength);
        }

        @Override
        public void destroy() {
            cipher.destroy();
            mac.destroy();
        }
    }
}
