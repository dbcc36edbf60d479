package io.javamiko.conformance.peer;

import io.javamiko.transport.Message;
import io.javamiko.wire.WireWriter;
import java.util.Arrays;

/**
 * A packet before its protection (RFC 4253 §6), with fields that may lie: {@code Frame.of(message).padding(3)}. Immutable.
 * The bytes of padding are zeros.
 */
public final class Frame {
    /** A {@code packet_length} of 0, and nothing behind it, a padding_length neither. */
    public static final Frame EMPTY = new Frame(new byte[0], 0, 0, -1);

    private static final int HEADER = 5; // packet_length, padding_length
    private static final int LEAST_PADDING = 4;

    private final byte[] payload;
    private final int padding; // bytes of padding that are there
    private final long packetLength; // as it is said; −1 for the true one
    private final int paddingLength; // as it is said; −1 for the true one

    private Frame(byte[] payload, int padding, long packetLength, int paddingLength) {
        this.payload = payload;
        this.padding = padding;
        this.packetLength = packetLength;
        this.paddingLength = paddingLength;
    }

    /** A frame of that payload without any padding yet: choose with {@link #padding} or {@link #aligned}. */
    public static Frame of(byte[] payload) {
        return new Frame(payload, 0, -1, -1);
    }

    /** A frame of that message without any padding yet. */
    public static Frame of(Message message) {
        return of(message.payload());
    }

    /** With that many bytes of padding, lawful or not: 0–255. */
    public Frame padding(int bytes) {
        return new Frame(payload, bytes, packetLength, paddingLength);
    }

    /**
     * With the most padding, up to 255 bytes, that keeps the packet in whole blocks.
     *
     * @param block of the cipher, at least 8
     * @param clear bytes that the alignment does not count: 0, or 4 with AEAD and -etm
     */
    public Frame mostPadding(int block, int clear) {
        int unpadded = HEADER - clear + payload.length;
        return padding(255 - (unpadded + 255) % block);
    }

    /** With the least lawful padding for that block size; see {@link #mostPadding}. */
    public Frame aligned(int block, int clear) {
        int unpadded = HEADER - clear + payload.length;
        int bytes = block - unpadded % block;
        return padding(bytes < LEAST_PADDING ? bytes + block : bytes);
    }

    /** Says another {@code packet_length} than the true one. */
    public Frame sayingPacketLength(long value) {
        return new Frame(payload, padding, value, paddingLength);
    }

    /** Says another {@code padding_length} than the true one: 0–255. */
    public Frame sayingPaddingLength(int value) {
        return new Frame(payload, padding, packetLength, value);
    }

    /** The frame's bytes: {@code packet_length}, {@code padding_length}, payload, padding. */
    public byte[] bytes() {
        var out = new WireWriter(HEADER + payload.length + padding);
        out.uint32(packetLength >= 0 ? packetLength : 1 + payload.length + padding);
        if (this == EMPTY) {
            return out.toByteArray();
        }
        out.uint8(paddingLength >= 0 ? paddingLength : padding);
        out.raw(payload).raw(new byte[padding]);
        return out.toByteArray();
    }

    /** The payload, not a copy. */
    byte[] payload() {
        return payload;
    }

    @Override
    public String toString() {
        byte[] bytes = bytes();
        return "Frame(" + bytes.length + " bytes, header "
                + Arrays.toString(Arrays.copyOf(bytes, Math.min(bytes.length, HEADER))) + ")";
    }
}
