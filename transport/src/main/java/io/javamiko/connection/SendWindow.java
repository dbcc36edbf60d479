package io.javamiko.connection;

import io.javamiko.ProtocolException;

/** How many bytes the peer takes on a channel now, and in one packet (RFC 4254 §5.2). Guarded by the send lock. */
final class SendWindow {
    /** Below this a peer's maximum packet size is an attack or a mistake: mostly headers would be sent. */
    static final int MIN_PACKET = 32;

    private static final long MAX_WINDOW = 0xffff_ffffL;
    private static final int MAX_PACKET = 32 * 1024; // ours: what every implementation takes (RFC 4253 §6.1)

    private final int maximumPacketSize;
    private long available; // 0…2³²−1

    /**
     * @param initialWindowSize as the peer named it, 0…2³²−1
     * @param maximumPacketSize as the peer named it; bytes of data, not less than {@link #MIN_PACKET}
     */
    SendWindow(long initialWindowSize, long maximumPacketSize) {
        this.available = initialWindowSize;
        this.maximumPacketSize = (int) Math.min(maximumPacketSize, MAX_PACKET);
    }

    /** Whether a peer may name this maximum packet size. */
    static boolean accepts(long maximumPacketSize) {
        return maximumPacketSize >= MIN_PACKET;
    }

    /** Bytes of {@code wanted} that may go now in one packet; 0 while the window is used up. */
    int grant(int wanted) {
        return (int) Math.min(Math.min(wanted, maximumPacketSize), available);
    }

    /** These bytes go now. */
    void take(int bytes) {
        if (bytes > available || bytes > maximumPacketSize) {
            throw new IllegalStateException(bytes + " bytes do not fit the window of " + available);
        }
        available -= bytes;
    }

    /** {@code WINDOW_ADJUST} came. */
    void adjust(long bytesToAdd) throws ProtocolException {
        if (bytesToAdd > MAX_WINDOW - available) {
            throw new ProtocolException("the peer's WINDOW_ADJUST makes the window larger than 2^32-1 (RFC 4254 §5.2)");
        }
        available += bytesToAdd;
    }

    long available() {
        return available;
    }
}
