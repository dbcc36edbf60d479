package io.javamiko.transport;

import io.javamiko.ProtocolException;
import java.io.IOException;

/**
 * What a sender of bulk data knows, and the {@link Outbox} asks under the send lock: how much may go, and what stands
 * before the data in its packet. A channel's stream is one. Its methods return at once, call nothing out and create no
 * object; their state is guarded by the send lock.
 */
public interface Flow {
    /**
     * How many bytes may go in one packet now: the smallest of {@code wanted}, the peer's window and its maximum packet.
     *
     * @param wanted at least 1
     * @return 0 to wait until {@link Outbox#adjust} or {@link Outbox#update} change the answer
     * @throws IOException if no more may be sent at all: after EOF or CLOSE
     */
    int grant(int wanted) throws IOException;

    /**
     * Writes what stands before the data: the message number, the recipient channel, the data type if there is one, the
     * data's length. Takes {@code granted} bytes from the window.
     *
     * @param packet has room for 64 bytes from {@code at} on
     * @param granted what {@link #grant} returned just before
     * @return where the data begins
     */
    int header(byte[] packet, int at, int granted);

    /**
     * The peer has added to the window (RFC 4254 §5.2).
     *
     * @param bytes 0–2³²−1
     * @throws ProtocolException if the window would exceed 2³²−1
     */
    void adjust(long bytes) throws ProtocolException;
}
