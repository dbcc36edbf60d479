package io.javamiko.transport;

import java.time.Duration;

/**
 * Sees what a connection sends and receives, decrypted: to look at it, to write it down ({@code io.javamiko.transcript}).
 * <em>It sees secrets</em>: the passwords of users, and everything that channels carry.
 *
 * <p>Its methods are called one at a time and in order, on whichever thread of the connection's or its users', with no lock
 * of the connection's held. A message that we send is told of once it is sealed, one that we receive before it is dealt with.
 * The connection waits while it is told much, so they should return soon: a tap that does not within ten seconds is told
 * nothing more. What they throw is logged and passed over. One tap serves one connection after the other; where there are
 * several at once, each has its own.
 */
public interface PacketTap {
    /** Which way a message goes. */
    enum Direction {
        /** From us to the peer. */
        SENT,
        /** From the peer to us. */
        RECEIVED
    }

    /**
     * A connection begins; called first.
     *
     * @param us our role
     * @param peer the link's name
     */
    default void begun(Role us, String peer) {}

    /**
     * An identification (RFC 4253 §4.2).
     *
     * @param elapsed since the connection began
     */
    default void identified(Direction direction, Identification identification, Duration elapsed) {}

    /**
     * A packet (RFC 4253 §6), whatever becomes of it.
     *
     * @param sequence its sequence number, 0–2³²−1
     * @param payload uncompressed, from the message number on, at least one byte; overwritten once the call has returned
     * @param elapsed since the connection began
     */
    void packet(Direction direction, long sequence, byte[] payload, Duration elapsed);

    /**
     * The connection has ended; called once, last.
     *
     * @param cause the first thing that went wrong, or {@code null} where the connection was closed here in order
     * @param elapsed since the connection began
     */
    default void closed(Throwable cause, Duration elapsed) {}
}
