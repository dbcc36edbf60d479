package io.javamiko.transport;

import java.time.Duration;

/**
 * When the keys of one direction have served long enough (RFC 4253 §9, RFC 4344 §3): after so many bytes, packets, or so
 * much time. There is one for each direction, guarded as that direction is. Moments are those of {@link System#nanoTime},
 * but the clock is read by the driver. Counting creates no object.
 */
public final class RekeyLimits {
    private static final long BYTES_WITH_SMALL_BLOCKS = 1L << 30; // RFC 4253 §9, RFC 4344 §3.2: blocks under 128 bits
    private static final int SMALL_BLOCK = 8;

    private final long maxBytes;
    private final long maxPackets;
    private final Duration interval;

    private long bytesAllowed = Long.MAX_VALUE;
    private long bytes;
    private long packets;
    private long due;

    /** @param limits {@link Limits#rekeyBytes()}, {@link Limits#rekeyPackets()}, {@link Limits#rekeyInterval()} */
    public RekeyLimits(Limits limits) {
        this.maxBytes = limits.rekeyBytes();
        this.maxPackets = limits.rekeyPackets();
        this.interval = limits.rekeyInterval();
    }

    /**
     * New keys are in use from now on.
     *
     * @param blockLength {@link PacketKeys#blockLength()}
     */
    public void newKeys(int blockLength, long now) {
        bytesAllowed = blockLength <= SMALL_BLOCK ? Math.min(maxBytes, BYTES_WITH_SMALL_BLOCKS) : maxBytes;
        bytes = 0;
        packets = 0;
        due = now + interval.toNanos();
    }

    /**
     * Counts a packet.
     *
     * @return whether the keys should be exchanged now
     */
    public boolean packet(int length) {
        bytes += length;
        return ++packets >= maxPackets || bytes >= bytesAllowed;
    }

    /** Bytes that have passed under these keys. */
    public long bytes() {
        return bytes;
    }

    /** Whether no packet may pass under these keys any more: a key exchange was due long ago and did not come. */
    public boolean isExhausted() {
        return packets >= Limits.PACKETS_UNDER_ONE_KEY;
    }

    /** Whether the keys have been in use for too long. */
    public boolean isDue(long now) {
        return now - due >= 0;
    }

    /** The moment from which {@link #isDue} holds. */
    public long nextDue() {
        return due;
    }
}
