package io.javamiko.transport;

import io.javamiko.ConnectionLostException;
import io.javamiko.Deadline;
import io.javamiko.SSHTimeoutException;
import java.io.IOException;

/**
 * Everything that goes to the peer goes through here, in the order in which it is accepted; thread-safe. A message is
 * accepted when it is sealed into the send buffer, from where the connection's writer takes it: what was accepted is sent,
 * whatever becomes of the thread that sent it.
 *
 * <p>{@code send} is for users' threads: it waits while our key exchange closes the gate (RFC 4253 §7.1) and for room in
 * the buffer. Each {@code send} throws {@link SSHTimeoutException} once its deadline has passed,
 * {@link java.io.InterruptedIOException} if its thread is interrupted while it waits (the flag stays set, the connection
 * goes on), and {@link ConnectionLostException} if the connection has ended, with the first cause; a message that was not
 * accepted then is not sent.
 *
 * <p>{@code answer} never waits: it is for the thread that reads packets, and for what must not fail half-way. It takes
 * from a reserve that users can't reach; a peer that lets the reserve overflow is disconnected.
 */
public interface Outbox {
    /** Sends a message; waits for the gate and for room. */
    void send(Message message, Deadline deadline) throws IOException;

    /** Sends the message that {@code step} decides on when it may go, or none if it says so; waits as for a message. */
    void send(Step step, Deadline deadline) throws IOException;

    /**
     * Sends bulk data in as many packets as it takes; returns when all of it is accepted. Other senders get their turn
     * between two packets.
     *
     * <p>If it throws, the data up to some packet has been accepted; {@code InterruptedIOException.bytesTransferred} says
     * how much.
     *
     * @param length 0 or more
     */
    void send(Flow flow, byte[] data, int offset, int length, Deadline deadline) throws IOException;

    /** Sends a message without waiting; where the gate is closed it goes first when that opens. */
    void answer(Message message) throws IOException;

    /** As {@link #answer(Message)} with the message that {@code step} decides on, now, also where the gate is closed. */
    void answer(Step step) throws IOException;

    /**
     * Adds to the peer's window (RFC 4254 §5.2) without waiting and without garbage.
     *
     * @param recipient the peer's number of the channel, a uint32
     * @param bytes 1–2³²−1
     */
    void answerWindowAdjust(int recipient, long bytes) throws IOException;

    /** Tells a flow that the peer has added to its window, and wakes who waits for it. */
    void adjust(Flow flow, long bytes) throws IOException;

    /** Makes a change under the send lock and wakes every sender that waits: it returns at once and calls nothing out. */
    void update(Runnable change);
}
