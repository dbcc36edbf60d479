package io.javamiko.transport;

import io.javamiko.wire.WireReader;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * The payload of one packet that came (RFC 4253 §6), where it lies: in a buffer that its connection uses again.
 *
 * <p>It may be read while the call lasts that handed it out. Who needs it longer says {@link #keep()} within that call, on
 * its thread, and later, once and on any thread, {@link #release()}; then the bytes belong to another packet.
 */
public final class Payload {
    private final Consumer<Payload> home;
    private byte[] array;
    private int offset;
    private int length;
    private boolean kept; // used by the thread that reads packets alone

    /** A payload of its own that no pool waits for. */
    public Payload(byte[] array, int offset, int length) {
        this(payload -> {});
        set(array, offset, length);
    }

    /**
     * An empty payload of a pool.
     *
     * @param home takes it back when it is released
     */
    public Payload(Consumer<Payload> home) {
        this.home = home;
        this.array = new byte[0];
    }

    /** For its owner: it holds these bytes now, at least one, and is not kept. */
    public void set(byte[] array, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, array.length);
        this.array = array;
        this.offset = offset;
        this.length = length;
        this.kept = false;
    }

    /** The buffer, of which {@link #length()} bytes from {@link #offset()} on are the payload. */
    public byte[] array() {
        return array;
    }

    /** Where the payload begins in {@link #array()}: at its message number. */
    public int offset() {
        return offset;
    }

    /** The payload's bytes, with the message number, at least 1. */
    public int length() {
        return length;
    }

    /** The message number, 0–255. */
    public int number() {
        return array[offset] & 0xff;
    }

    /** A reader of what follows the number. */
    public WireReader reader() {
        return new WireReader(array, offset + 1, length - 1);
    }

    /** The payload's bytes, copied. */
    public byte[] copy() {
        return Arrays.copyOfRange(array, offset, offset + length);
    }

    /** Takes the buffer over from the call that handed it out, until {@link #release()}. */
    public void keep() {
        kept = true;
    }

    /** For its owner, once the call has returned: whether somebody keeps it. */
    public boolean isKept() {
        return kept;
    }

    /** Gives a kept buffer back. */
    public void release() {
        home.accept(this);
    }
}
