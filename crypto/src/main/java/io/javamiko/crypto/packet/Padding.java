package io.javamiko.crypto.packet;

import io.javamiko.ProtocolException;
import io.javamiko.crypto.RandomPadding;
import io.javamiko.wire.WireWriter;

/**
 * The rules of RFC 4253 §6 about {@code packet_length}, {@code padding_length} and the block size, for every cipher.
 * A packet is aligned without the first {@code clear} bytes: none, or the four of {@code packet_length} where those are
 * not encrypted with the rest (AEAD and -etm).
 */
record Padding(int blockLength, int clear) {
    private static final int MIN_PADDING = 4;
    private static final int MIN_PACKET = 16; // without the MAC
    private static final int MIN_PACKET_LENGTH = 1 + 1 + MIN_PADDING; // padding_length, a message number, padding

    /** {@code padding_length} for a payload of that many bytes: the least that is lawful. */
    int lengthFor(int payloadLength) {
        int counted = PacketSealer.PAYLOAD - clear + payloadLength;
        int length = blockLength - counted % blockLength;
        while (length < MIN_PADDING || PacketSealer.PAYLOAD + payloadLength + length < MIN_PACKET) {
            length += blockLength;
        }
        return length;
    }

    /** The bytes of a packet without its MAC. */
    int packetBytes(int payloadLength) {
        return PacketSealer.PAYLOAD + payloadLength + lengthFor(payloadLength);
    }

    /** Writes {@code packet_length}, {@code padding_length} and the padding around a payload; gives the packet's end. */
    int frame(byte[] plain, int payloadEnd, RandomPadding random) {
        int padding = lengthFor(payloadEnd - PacketSealer.PAYLOAD);
        int end = payloadEnd + padding;
        WireWriter.putUint32(plain, 0, end - 4);
        plain[4] = (byte) padding;
        random.fill(plain, payloadEnd, padding);
        return end;
    }

    /** Refuses a {@code packet_length} that no lawful packet has; it need not be authentic yet. */
    void checkPacketLength(int packetLength) throws ProtocolException {
        if (packetLength < MIN_PACKET_LENGTH || (packetLength + 4 - clear) % blockLength != 0) {
            throw new ProtocolException("a packet's length is too small or does not fit the block size (RFC 4253 §6)");
        }
    }

    /** The payload's length in an authentic packet, from its {@code padding_length}. */
    int payloadLength(byte paddingLength, int packetLength) throws ProtocolException {
        int padding = paddingLength & 0xff;
        int payload = packetLength - 1 - padding;
        if (padding < MIN_PADDING || payload < 1) {
            throw new ProtocolException(
                    "a packet's padding is under 4 bytes or leaves no room for a payload (RFC 4253 §6)");
        }
        return payload;
    }

    /** The {@code uint32} at {@code at}. */
    static long uint32(byte[] bytes, int at) {
        return (bytes[at] & 0xffL) << 24
                | (bytes[at + 1] & 0xff) << 16
                | (bytes[at + 2] & 0xff) << 8
                | bytes[at + 3] & 0xff;
    }

    /** Whether {@code length} bytes are equal, in a time that does not depend on where they differ. */
    static boolean equal(byte[] a, int aAt, byte[] b, int bAt, int length) {
        int difference = 0;
        for (int i = 0; i < length; i++) {
            difference |= a[aAt + i] ^ b[bAt + i];
        }
        return difference == 0;
    }
}
