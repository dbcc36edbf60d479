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
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Owns a connection's link, its buffers and its threads, from the first byte to the end. Until {@link #start} the caller's
 * thread reads; from then on a thread of the connection's own does. What the packets mean is for {@link Handler}.
 */
public final class Driver implements SendLock.Hooks {
    private static final Logger LOG = LoggerFactory.getLogger(Driver.class);
    private static final long READER_FIRST_MILLIS = 1_000; // the reader may know why the peer takes no more
    private static final Duration WRITER_TELLS = Duration.ofMillis(100);
    private static final Duration THREADS_END = Duration.ofSeconds(1);

    private final ByteLink link;
    private final Handler handler;
    private final RandomPadding padding;
    private final PacketReader reader;
    private final SendBuffer outbox;
    private final LinkWriter writer;
    private final AtomicReference<Use> readerUse = new AtomicReference<>(Use.FREE);
    private final AtomicReference<End> end = new AtomicReference<>(); // null while open
    private final CountDownLatch ends = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private final CountDownLatch readerGone = new CountDownLatch(1);
    private volatile Thread readerThread;

    /** The connection has ended; the cause is null where that was in order. */
    private record End(Throwable cause) {}

    /** Who has the packet reader: its keys can't be wiped while somebody reads. */
    private enum Use {
        FREE,
        READING,
        DESTROYED
    }

    /** What a packet means, and what the end does. Called with no lock held. */
    public interface Handler {
        /** A packet has come; whatever it throws ends the connection. */
        void packet(Payload payload) throws IOException;

        /** What to tell the peer when the connection ends of this failure, or {@code null} for nothing. */
        Message farewell(Throwable failure);

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
        this.link = link;
        this.handler = handler;
        this.padding = new RandomPadding(random);
        this.reader = new PacketReader(link, PlainPackets.opener());
        var packets = new PacketWriter(PlainPackets.sealer(padding));
        var lock = new SendLock(this);
        var sealed = new SealedBytes();
        this.writer = new LinkWriter(link, lock, sealed, packets, this::writerFailed);
        this.outbox = new SendBuffer(lock, sealed, packets, gate, limits);
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
        return reader;
    }

    // ---- reading ----------------------------------------------------------------------------------------------------

    /** A step of the caller's thread that reads from the link. */
    @FunctionalInterface
    public interface Reading<T> {
        /** Reads. */
        T read(PacketReader reader) throws IOException;
    }

    /**
     * Lets the caller's thread read, before {@link #start}. What it throws is the caller's to report.
     *
     * @throws io.javamiko.ConnectionLostException if the connection has ended
     */
    public <T> T read(Reading<T> reading) throws IOException {
        claimReader();
        try {
            return reading.read(reader);
        } finally {
            releaseReader();
        }
    }

    /** The reader's thread is born, and takes over. */
    public void start() {
        readerThread = Threads.start("javamiko reader " + link, this::readPackets);
    }

    private void readPackets() {
        try {
            read(packets -> {
                for (var payload = packets.next(Deadline.none()); payload != null; ) {
                    handler.packet(payload);
                    payload = packets.next(Deadline.none());
                }
                throw closedByPeer();
            });
        } catch (IOException e) {
            fail(broken(e));
        } catch (Throwable e) { // an OutOfMemoryError ends this connection, no other
            fail(e);
        } finally {
            readerGone.countDown();
        }
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

    private void claimReader() throws IOException {
        if (!readerUse.compareAndSet(Use.FREE, Use.READING)) {
            if (!isOpen()) {
                throw lost();
            }
            throw new IllegalStateException("two threads read from one connection");
        }
    }

    private void releaseReader() {
        if (!readerUse.compareAndSet(Use.READING, Use.FREE)) {
            reader.destroy();
        }
    }

    private void destroyReader() {
        if (readerUse.getAndSet(Use.DESTROYED) == Use.FREE) {
            reader.destroy();
        }
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

    /** Whether there is a writer now. */
    boolean hasWriter() {
        return writer.runs();
    }

    /** Bytes that are held for sending. */
    int sendMemory() {
        return outbox.memory();
    }

    /**
     * Why nothing can be written any more, once the reader has found the stream's end; {@code null} if there is no reason.
     * Of a reset the system tells one of both, and the other gets the end of the stream.
     */
    public Throwable writeFailure() throws InterruptedIOException {
        return writer.flush(Deadline.after(WRITER_TELLS));
    }

    /** The peer may have said why it takes nothing more: the reader has a moment to find out. */
    private void writerFailed(Throwable e) {
        try {
            if (!ends.await(READER_FIRST_MILLIS, TimeUnit.MILLISECONDS)) {
                LOG.debug("{}: the writer failed", link, e);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        fail(e instanceof IOException io ? broken(io) : e);
    }

    // ---- the end ----------------------------------------------------------------------------------------------------

    /** Ends the connection; the first cause is kept, all later ones are passed over. */
    @Override
    public void fail(Throwable failure) {
        end(failure, handler.farewell(failure), THREADS_END);
    }

    /** As {@link #fail}, by a thread that must not wait for the flush, nor for who is told. */
    public void failAside(Throwable failure) {
        Threads.start("javamiko end " + link, () -> fail(failure));
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
        var deadline = Deadline.after(most);
        end(null, farewell, most);
        awaitThreads(deadline.isLimited() ? Deadline.after(most.plus(THREADS_END)) : deadline);
    }

    /** Drops the link: nothing more is sent. */
    public void abort() {
        end(null, null, Duration.ZERO);
    }

    private void end(Throwable failure, Message farewell, Duration flush) {
        if (!end.compareAndSet(null, new End(failure))) {
            return;
        }
        outbox.end(failure, farewell);
        ends.countDown();
        tell(() -> handler.ending(failure));
        if (farewell != null) {
            quietly(() -> writer.flush(Deadline.after(flush)));
        }
        link.close();
        outbox.destroy();
        destroyReader();
        ended.countDown();
        tell(() -> handler.ended(failure));
    }

    /** What the end of the connection was, if it was a failure; {@code null} while it is open, or if it was in order. */
    public Throwable failure() {
        var ended = end.get();
        return ended == null ? null : ended.cause;
    }

    /** To be thrown by a call that can't go on since the connection has ended: made anew, with the first cause. */
    public ConnectionLostException lost() {
        var cause = failure();
        return cause == null
                ? new ConnectionLostException("the connection was closed here", null)
                : new ConnectionLostException(cause);
    }

    /** Whether messages may still be sent. */
    public boolean isOpen() {
        return end.get() == null;
    }

    /** Waits until the link is closed; {@code false} if the deadline has passed. */
    public boolean awaitEnd(Deadline deadline) throws InterruptedIOException {
        try {
            return ended.await(deadline.remainingNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for the end of the connection");
        }
    }

    /** The connection's threads end with its link; a thread of its own does not wait for itself. */
    private void awaitThreads(Deadline deadline) {
        var reading = readerThread;
        quietly(() -> {
            awaitEnd(deadline);
            if (reading != null && reading != Thread.currentThread()) {
                readerGone.await(deadline.remainingNanos(), TimeUnit.NANOSECONDS);
            }
            writer.awaitEnd(deadline);
        });
    }

    private interface Waiting {
        void run() throws InterruptedIOException, InterruptedException;
    }

    /** An interrupt ends the waits of a close, and nothing else: the flag stays set. */
    private void quietly(Waiting waiting) {
        try {
            waiting.run();
        } catch (InterruptedIOException e) {
            LOG.debug("{}: interrupted while closing", link);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public String toString() {
        return link.toString();
    }

    private void tell(Runnable listener) {
        try {
            listener.run();
        } catch (Throwable e) {
            LOG.warn("{}: a listener failed at the end of the connection", link, e);
        }
    }
}
