package io.javamiko.crypto.packet;

import io.javamiko.ProtocolException;
import io.javamiko.crypto.RandomPadding;

/**
 * Encryption of the whole packet beside a MAC over its plaintext (RFC 4253 §6.3, §6.4). The first block must be
 * decrypted to learn the length. With CBC that would tell about the plaintext of a block that an attacker put there
 * (CVE-2008-5161): there all refusals are the same, and {@link PacketOpener#hidesRefusals} asks the reader to read on.
 */
public final class EncryptAndMAC {
    private EncryptAndMAC() {}

    /** A sealer that takes over the cipher and the MAC. */
    public static PacketSealer sealer(StreamedCipher cipher, PacketMAC mac, RandomPadding random) {
        return new Sealer(cipher, mac, new Padding(cipher.blockLength(), 0), random);
    }

    /** An opener that takes over the cipher and the MAC. */
    public static PacketOpener opener(StreamedCipher cipher, PacketMAC mac) {
        return new Opener(cipher, mac);
    }

    private record Sealer(StreamedCipher cipher, PacketMAC mac, Padding padding, RandomPadding random)
            implements PacketSealer {
        @Override
        public int seal(byte[] plain, int payloadEnd, long sequence, byte[] out, int at) {
            return sealFrame(plain, padding.frame(plain, payloadEnd, random), sequence, out, at);
        }

        @Override
        public int sealFrame(byte[] frame, int length, long sequence, byte[] out, int at) {
            mac.begin(sequence);
            mac.update(frame, 0, length);
            cipher.process(frame, 0, length, out, at);
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

    private static final class Opener implements PacketOpener {
        private final StreamedCipher cipher;
        private final PacketMAC mac;
        private final Padding padding;
        private int checked; // bytes under the MAC of the last packet, 0 if it was refused before
        private final byte[] first; // the packet's first block, decrypted by packetLength()

        Opener(StreamedCipher cipher, PacketMAC mac) {
            this.cipher = cipher;
            this.mac = mac;
            this.padding = new Padding(cipher.blockLength(), 0);
            this.first = new byte[cipher.blockLength()];
        }

        @Override
        public int headerLength() {
            return first.length;
        }

        @Override
        public int trailerLength() {
            return mac.length();
        }

        @Override
        public boolean hidesRefusals() {
            return cipher.isCBC();
        }

        @Override
        public void spend(byte[] bytes, int offset, int count) {
            mac.begin(0);
            mac.update(bytes, offset, Math.max(0, count - checked));
            mac.compute();
        }

        @Override
        public long packetLength(byte[] in, int at, long sequence) {
            checked = 0;
            cipher.process(in, at, first.length, first, 0);
            return Padding.uint32(first, 0);
        }

        @Override
        public int open(byte[] in, int at, int packetLength, long sequence, byte[] out, int outAt)
                throws ProtocolException {
            try {
                return opened(in, at, packetLength, sequence, out, outAt);
            } catch (ProtocolException e) {
                throw cipher.isCBC() ? new ProtocolException(PacketOpener.REFUSAL) : e;
            }
        }

        private int opened(byte[] in, int at, int packetLength, long sequence, byte[] out, int outAt)
                throws ProtocolException {
            checked = 0;
            padding.checkPacketLength(packetLength);
            checked = 4 + packetLength;
            int inFirst = first.length - 4;
            System.arraycopy(first, 4, out, outAt, inFirst);
            cipher.process(in, at + first.length, packetLength - inFirst, out, outAt + inFirst);
            mac.begin(sequence);
            mac.update(first, 0, 4);
            mac.update(out, outAt, packetLength);
            if (!mac.matches(in, at + 4 + packetLength)) {
                throw new ProtocolException("a packet's MAC is wrong (RFC 4253 §6.4)");
            }
            return padding.payloadLength(out[outAt], packetLength);
        }

        @Override
        public void destroy() {
            cipher.destroy();
            mac.destroy();
        }
    }
}
