package io.javamiko.transport.io;

import io.javamiko.ConnectionLostException;
import io.javamiko.Deadline;
import io.javamiko.SSHException;
import io.javamiko.Threads;
import io.javamiko.crypto.RandomPadding;
import io.javamiko.crypto.packet.PlainPackets;
import io.javamiko.transport.ByteLink;
import io.javamiko.transport.Gate;
import io.javamiko.transport.Limits;
import io.javamiko.transport.Message;
import io.javamiko.transport.Payload;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.security.SecureRandom;
import java.time.Duration;

/**
 * Owns a connection's link, its buffers and its threads, from the first byte to the end. Until {@link #start} the caller's
 * thread reads; from then on a thread of the connection's own does. What the packets mean is for {@link Handler}.
 * Thread-safe, but for reading.
 *
 * <p>Its threads are of the kind of the thread that makes it. Where a platform thread waits for what a virtual one brings,
 * or the other way round, each hand-over goes through the scheduler's queue and a poller: half the CPU time of a bulk
 * transfer. And who has so many connections that platform threads are too dear makes them on virtual ones.
 */
public final class Driver implements SendLock.Hooks {
    private static final long READER_FIRST_MILLIS = 1_000; // the reader may know why the peer takes no more
    private static final Duration WRITER_TELLS = Duration.ofMillis(100);
    private static final Duration FAREWELL = Duration.ofSeconds(1); // until the last message is on its way

    private final ByteLink link;
    private final Handler handler;
    private final RandomPadding padding;
    private final SendBuffer outbox;
    private final LinkWriter writer;
    private final ReadSide readSide;
    private final ConnectionEnd end;

    /** What a packet means, and what the end does. Called with no lock held. */
    public interface Handler {
        /** A packet has come, on the reader's thread; whatever it throws ends the connection. */
        void packet(Payload payload) throws IOException;

        /** Nothing is sent or received any more: whoever waits must be told. Called once; {@code null} if in order. */
        void ending(Throwable firstCause);

        /** The link is closed. Called once, last. */
        void ended(Throwable firstCause);
    }

    /**
     * @param link belongs to the driver from now on
     * @param gate the sending gate
     * @param random pads packets
     */
    public Driver(ByteLink link, Gate gate, Limits limits, SecureRandom random, Handler handler) {
        this(link, gate, limits, random, handler, null);
    }

    /** @param tap is told of each packet; {@code null} for none */
    public Driver(ByteLink link, Gate gate, Limits limits, SecureRandom random, Handler handler, TapQueue tap) {
        this.link = link;
        this.handler = handler;
        this.padding = new RandomPadding(random);
        boolean virtual = Threads.isCallerVirtual();
        this.readSide = new ReadSide(new PacketReader(link, PlainPackets.opener(), tap), virtual);
        var packets = new PacketWriter(PlainPackets.sealer(padding), tap);
        var lock = new SendLock(this, tap);
        var sealed = new SealedBytes();
        this.writer = new LinkWriter(link, lock, sealed, packets, virtual, this::writerFailed);
        this.outbox = new SendBuffer(lock, new Sealing(lock, sealed, packets, gate, limits));
        this.end = new ConnectionEnd(link, handler, outbox, writer, readSide);
    }

    /** Where everything outgoing goes. */
    public SendBuffer outbox() {
        return outbox;
    }

    /** Makes padding; used under the send lock. */
    public RandomPadding padding() {
        return padding;
    }

    /** The packet reader, for the thread that reads. */
    public PacketReader reader() {
        return readSide.reader();
    }

    // ---- reading ----------------------------------------------------------------------------------------------------

    /** A step of the caller's thread that reads from the link, and has a result. */
    @FunctionalInterface
    public interface Reading<T> {
        /** Reads. */
        T read(PacketReader reader) throws IOException;
    }

    /**
     * Lets the caller's thread read, before {@link #start}. What it throws is the caller's to report.
     *
     * @throws ConnectionLostException if the connection has ended
     */
    public <T> T read(Reading<T> reading) throws IOException {
        if (!isOpen()) {
            throw lost();
        }
        T result = readSide.read(reading);
        if (result == null) {
            throw lost();
        }
        return result;
    }

    /** The reader's thread is born, and takes over. */
    public void start() {
        try {
            readSide.start("javamiko reader " + link, handler::packet, this::readerEnded);
        } catch (OutOfMemoryError e) { // no room for another thread
            fail(e);
        }
    }

    private void readerEnded(Throwable cause) {
        fail(cause == null ? closedByPeer() : cause instanceof IOException e ? broken(e) : cause);
    }

    /** The stream has ended between two packets. */
    public SSHException closedByPeer() {
        return new SSHException(link + " closed the connection and did not say why (no SSH_MSG_DISCONNECT)");
    }

    /** A failure as an exception of ours: what the link throws says little by itself. */
    public IOException broken(IOException e) {
        return e instanceof SSHException || e instanceof InterruptedIOException
                ? e
                : new SSHException("the connection to " + link + " broke: " + e.getMessage(), e);
    }

    // ---- writing ----------------------------------------------------------------------------------------------------

    @Override
    public boolean needsWriter() {
        return writer.isNeeded();
    }

    @Override
    public void startWriter() {
        try {
            writer.start();
        } catch (OutOfMemoryError e) { // no room for another thread: what was accepted can't be sent
            fail(e);
        }
    }

    /** The peer may have said why it takes nothing more: the reader has a moment to find out. */
    private void writerFailed(Throwable e) {
        if (!end.comesWithin(READER_FIRST_MILLIS)) {
            fail(e instanceof IOException io ? broken(io) : e);
        }
    }

    /**
     * Why nothing can be written any more, once the reader has found the stream's end; {@code null} if there is no reason.
     * Of a reset the system tells one of both, and the other gets the end of the stream.
     */
    public Throwable writeFailure() throws InterruptedIOException {
        return writer.flush(Deadline.after(WRITER_TELLS));
    }

    /** Whether there is a writer now. */
    boolean hasWriter() {
        return writer.runs();
    }

    // ---- the end ----------------------------------------------------------------------------------------------------

    /** Ends the connection, and tells the peer if that makes sense; the first cause is kept, later ones are passed over. */
    @Override
    public void fail(Throwable failure) {
        end.end(failure, Farewell.to(failure), FAREWELL);
    }

    /** As {@link #fail}, by a thread that must wait neither for the flush nor for who is told. */
    public void failAside(Throwable failure) {
        try {
            Threads.start("javamiko end " + link, () -> fail(failure));
        } catch (OutOfMemoryError e) { // no room for another thread
            fail(failure);
        }
    }

    /** Does something that may take its time on a thread of its own; its failure ends the connection. */
    public void aside(String what, SendBuffer.Action action) {
        Threads.start("javamiko " + what + " " + link, () -> {
            try {
                action.run();
            } catch (Throwable e) {
                fail(e);
            }
        });
    }

    /**
     * Ends the connection in order: what was accepted is sent, if that takes no longer than {@code most}.
     *
     * @param farewell the last message
     */
    public void close(Message farewell, Duration most) {
        end.end(null, farewell, most);
        end.awaitThreads(most);
    }

    /** Drops the link: nothing more is sent. */
    public void abort() {
        end.end(null, null, Duration.ZERO);
    }

    /** What the end of the connection was, if it was a failure; {@code null} while it is open, or if it was in order. */
    public Throwable failure() {
        return end.cause();
    }

    /** To be thrown by a call that can't go on since the connection has ended: made anew, with the first cause. */
    public ConnectionLostException lost() {
        return end.lost();
    }

    /** Whether messages may still be sent. */
    public boolean isOpen() {
        return end.isOpen();
    }

    /** Waits until the link is closed; {@code false} if the deadline has passed. */
    public boolean awaitEnd(Deadline deadline) throws InterruptedIOException {
        return end.await(deadline);
    }

    /** The link's name. */
    @Override
    public String toString() {
        return link.toString();
    }
}
