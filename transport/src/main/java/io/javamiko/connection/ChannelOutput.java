package io.javamiko.connection;

import static io.javamiko.wire.WireWriter.putUint32;

import io.javamiko.Deadline;
import io.javamiko.ProtocolException;
import io.javamiko.connection.ConnectionMessage.ChannelExtendedData;
import io.javamiko.transport.Flow;
import io.javamiko.transport.MessageNumbers;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Objects;

/**
 * What we send on a channel: {@code CHANNEL_DATA}, or the {@code CHANNEL_EXTENDED_DATA} of stderr.
 *
 * <p>A write returns when all of its bytes are sealed in order, and nothing can overtake them; that they were taken by the
 * peer is known from its answer only. It waits while the peer's window is used up. There is no buffer here: each write makes
 * at least one packet, so small ones want a {@link java.io.BufferedOutputStream}. Thread-safe; the bytes of concurrent writes
 * longer than a packet mix.
 */
public final class ChannelOutput extends OutputStream {
    private final ChannelSender sender;
    private final boolean stderr;
    private final Flow flow = new DataFlow();
    private volatile boolean used;
    private volatile boolean closed; // stderr alone: it has no EOF of its own

    ChannelOutput(ChannelSender sender, boolean stderr) {
        this.sender = sender;
        this.stderr = stderr;
    }

    @Override
    public void write(int value) throws IOException {
        write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        write(bytes, offset, length, Deadline.none());
    }

    /**
     * Writes as {@link #write(byte[], int, int)} does, until a deadline.
     *
     * @throws io.javamiko.SSHTimeoutException if the peer did not take all of it; what was taken is sent, and how much that
     *     is can't be said
     * @throws ChannelClosedException if EOF or CLOSE was sent, or the peer wants no more
     */
    public void write(byte[] bytes, int offset, int length, Deadline deadline) throws IOException {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        if (closed) {
            throw new ChannelClosedException("this stream was closed here");
        }
        used = true;
        if (length > 0) {
            sender.data(flow, bytes, offset, length, deadline);
        }
    }

    /** Does nothing: whatever was written is on its way. */
    @Override
    public void flush() {}

    /** Sends EOF, as {@link Channel#sendEOF} does; on the stream of stderr, which has no EOF of its own, nothing. */
    @Override
    public void close() throws IOException {
        if (stderr) {
            closed = true;
        } else {
            sender.eof();
        }
    }

    /** What the outbox asks for the peer's window. */
    Flow flow() {
        return flow;
    }

    /** Whether anybody has written, and may wait for the window. */
    boolean isUsed() {
        return used;
    }

    /** Writes the packet's beginning where it is built; under the send lock. */
    private final class DataFlow implements Flow {
        @Override
        public int grant(int wanted) throws IOException {
            return sender.state().grant(wanted);
        }

        @Override
        public int header(byte[] packet, int at, int granted) {
            sender.state().take(granted);
            int next = at;
            packet[next++] = (byte) (stderr ? MessageNumbers.CHANNEL_EXTENDED_DATA : MessageNumbers.CHANNEL_DATA);
            next = putUint32(packet, next, sender.remote());
            if (stderr) {
                next = putUint32(packet, next, ChannelExtendedData.STDERR);
            }
            return putUint32(packet, next, granted);
        }

        @Override
        public void adjust(long bytes) throws ProtocolException {
            sender.state().adjust(bytes);
        }
    }
}
