package io.javamiko.transport.io;

import static io.javamiko.crypto.packet.PacketSealer.MAX_PADDING;
import static io.javamiko.crypto.packet.PacketSealer.PAYLOAD;

import io.javamiko.crypto.packet.PacketSealer;
import io.javamiko.transport.Flow;
import io.javamiko.transport.Message;
import io.javamiko.transport.compression.Deflating;
import io.javamiko.wire.WireWriter;
import java.util.Arrays;

/**
 * From payloads to sealed packets (RFC 4253 §6): a payload is put into the plain buffer by one of the {@code put} methods,
 * and {@link #seal} compresses it, protects it and appends it to an array of the caller's. Not thread-safe: it belongs
 * under the send lock.
 */
public final class PacketWriter {
    /** What a {@link Flow} may write before its data. */
    static final int FLOW_HEADER = 64;

    private static final int SMALL = 1 << 10;
    private static final int MESSAGE = 256; // bytes that the scratch for messages keeps

    private PacketSealer sealer;
    private Deflating deflating; // null where nothing is compressed
    private WireWriter scratch = new WireWriter(MESSAGE);
    private byte[] plain = new byte[SMALL];
    private byte[] deflated = new byte[0]; // as plain, behind the compression
    private int end = PAYLOAD; // of the payload in plain
    private final TapQueue tap; // null without
    private long sequence;

    /** @param sealer seals the first packets */
    public PacketWriter(PacketSealer sealer) {
        this(sealer, null);
    }

    /**
     * @param sealer seals the first packets
     * @param tap is told of each payload that is sealed; {@code null} for none
     */
    PacketWriter(PacketSealer sealer, TapQueue tap) {
        this.sealer = sealer;
        this.tap = tap;
    }

    /** The payload is this message. */
    public void put(Message message) {
        message.encode(scratch);
        put(scratch.array(), 0, scratch.size());
        scratch.wipe(); // it may have been a password
        if (scratch.array().length > MESSAGE) {
            scratch = new WireWriter(MESSAGE);
        }
    }

    /** The payload is these bytes. */
    public void put(byte[] payload, int offset, int length) {
        ensurePlain(length);
        System.arraycopy(payload, offset, plain, PAYLOAD, length);
        end = PAYLOAD + length;
    }

    /** The payload is a flow's header and these bytes. Creates no object once the buffer has grown. */
    void put(Flow flow, byte[] data, int offset, int granted) {
        ensurePlain(FLOW_HEADER + granted);
        int at = flow.header(plain, PAYLOAD, granted);
        System.arraycopy(data, offset, plain, at, granted);
        end = at + granted;
    }

    /** The payload is these few fields: a message number and two uint32. Creates no object. */
    void put(int number, int first, int second) {
        plain[PAYLOAD] = (byte) number;
        int at = WireWriter.putUint32(plain, PAYLOAD + 1, first);
        end = WireWriter.putUint32(plain, at, second);
    }

    /** The message number of the payload that was put. */
    int number() {
        return plain[PAYLOAD] & 0xff;
    }

    /** A copy of the payload that was put, which is put no more. */
    byte[] takePayload() {
        byte[] payload = Arrays.copyOfRange(plain, PAYLOAD, end);
        wipe();
        return payload;
    }

    /** The most bytes that a packet with the payload that was put can have. */
    public int sealedBound() {
        return sealedBound(end - PAYLOAD);
    }

    /** The most bytes that a packet with a payload of that length can have. */
    int sealedBound(int payloadLength) {
        return sealer.sealedLength(deflating == null ? payloadLength : Deflating.bound(payloadLength));
    }

    /**
     * Seals the payload that was put.
     *
     * @param out has room for {@link #sealedBound()} bytes from {@code at} on
     * @return where the packet ends in {@code out}
     */
    public int seal(byte[] out, int at) {
        if (tap != null) {
            tap.sent(sequence, plain, PAYLOAD, end);
        }
        int sealed = deflating == null ? sealer.seal(plain, end, sequence, out, at) : sealDeflated(out, at);
        sequence = sequence + 1 & 0xffff_ffffL;
        return sealed;
    }

    /**
     * Seals a frame as it stands ({@link PacketSealer#sealFrame}), uncompressed.
     *
     * @return where the packet ends in {@code out}
     */
    public int sealFrame(byte[] frame, byte[] out, int at) {
        int sealed = sealer.sealFrame(frame, frame.length, sequence, out, at);
        sequence = sequence + 1 & 0xffff_ffffL;
        return sealed;
    }

    /** The sequence number of the packet that was sealed last. */
    public long lastSequence() {
        return sequence - 1 & 0xffff_ffffL;
    }

    /** Overwrites the payload: for messages that may carry a secret; bulk data is overwritten by the next. */
    public void wipe() {
        Arrays.fill(plain, PAYLOAD, end, (byte) 0);
    }

    /**
     * Takes new keys into use (RFC 4253 §7.3), from the next packet on.
     *
     * @param compressed whether payloads are compressed under these keys; the stream begins anew (§6.2)
     * @param resetSequence whether sequence numbers begin at 0 again (strict key exchange, PROTOCOL §1.9)
     */
    public void use(PacketSealer next, boolean compressed, boolean resetSequence) {
        sealer.destroy();
        sealer = next;
        compressed(compressed);
        sequence = resetSequence ? 0 : sequence;
    }

    /** Whether payloads are compressed from the next packet on; the stream begins anew. */
    public void compressed(boolean compressed) {
        if (deflating != null) {
            deflating.end();
        }
        deflating = compressed ? new Deflating() : null;
    }

    /** Whether the buffers have grown. */
    boolean isLarge() {
        return memory() > SMALL;
    }

    /** Bytes of memory that the buffers hold. */
    int memory() {
        return plain.length + deflated.length;
    }

    /** Gives grown buffers back. */
    void shrink() {
        if (isLarge()) {
            plain = new byte[SMALL];
            deflated = new byte[0];
        }
    }

    /** Wipes the keys; of no further use. */
    public void destroy() {
        sealer.destroy();
        compressed(false);
        Arrays.fill(plain, (byte) 0);
    }

    private int sealDeflated(byte[] out, int at) {
        int length = end - PAYLOAD;
        int room = PAYLOAD + Deflating.bound(length) + MAX_PADDING;
        if (deflated.length < room) {
            deflated = new byte[room];
        }
        int count = deflating.deflate(plain, PAYLOAD, length, deflated, PAYLOAD);
        return sealer.seal(deflated, PAYLOAD + count, sequence, out, at);
    }

    private void ensurePlain(int payloadLength) {
        int room = PAYLOAD + payloadLength + MAX_PADDING;
        if (plain.length < room) {
            plain = new byte[Math.max(room, 2 * plain.length)];
        }
    }
}
