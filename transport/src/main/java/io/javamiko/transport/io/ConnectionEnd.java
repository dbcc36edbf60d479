package io.javamiko.transport.io;

import io.javamiko.ConnectionLostException;
import io.javamiko.Deadline;
import io.javamiko.transport.ByteLink;
import io.javamiko.transport.Message;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How a connection ends: once, whoever wants it first. Nothing more is accepted, everybody is told, what was accepted is
 * written for a bounded time, the link is closed, the keys are wiped. Thread-safe.
 */
final class ConnectionEnd {
    private static final Logger LOG = LoggerFactory.getLogger(ConnectionEnd.class);
    private static final Duration THREADS_END = Duration.ofSeconds(1); // they have nothing to wait for by then

    private final ByteLink link;
    private final Driver.Handler handler;
    private final SendBuffer outbox;
    private final LinkWriter writer;
    private final ReadSide readSide;
    private final AtomicReference<First> first = new AtomicReference<>(); // null while the connection is open
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch done = new CountDownLatch(1);

    /** The first cause; null inside where the connection was closed in order. */
    private record First(Throwable cause) {}

    ConnectionEnd(ByteLink link, Driver.Handler handler, SendBuffer outbox, LinkWriter writer, ReadSide readSide) {
        this.link = link;
        this.handler = handler;
        this.outbox = outbox;
        this.writer = writer;
        this.readSide = readSide;
    }

    /**
     * Ends the connection, unless it has ended already.
     *
     * @param cause {@code null} where that is in order
     * @param farewell the last message, or {@code null} to drop the link at once
     * @param flush how long what was accepted may take to be written
     */
    void end(Throwable cause, Message farewell, Duration flush) {
        if (!first.compareAndSet(null, new First(cause))) {
            return;
        }
        step(() -> outbox.end(cause, farewell));
        begun.countDown();
        step(() -> handler.ending(cause));
        if (farewell != null) {
            step(() -> writer.flush(Deadline.after(flush)));
        }
        link.close();
        step(outbox::destroy);
        step(readSide::destroy);
        done.countDown();
        step(() -> handler.ended(cause));
    }

    boolean isOpen() {
        return first.get() == null;
    }

    /** The first cause; {@code null} while the connection is open, and if it was closed in order. */
    Throwable cause() {
        var ended = first.get();
        return ended == null ? null : ended.cause;
    }

    /** To be thrown by a call that can't go on: made anew, with the first cause. */
    ConnectionLostException lost() {
        return cause() == null
                ? new ConnectionLostException("the connection was closed here", null)
                : new ConnectionLostException(cause());
    }

    /** Waits a moment for somebody else to find the cause; whether somebody did. */
    boolean comesWithin(long millis) {
        try {
            return begun.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Waits until the link is closed; {@code false} if the deadline has passed. */
    boolean await(Deadline deadline) throws InterruptedIOException {
        try {
            return done.await(deadline.remainingNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for the end of the connection");
        }
    }

    /** Waits until the connection's threads have ended too; one of them does not wait for itself. */
    void awaitThreads(Duration flush) {
        var deadline = Deadline.after(flush.plus(THREADS_END));
        step(() -> {
            await(deadline);
            readSide.awaitGone(deadline);
            writer.awaitEnd(deadline);
        });
    }

    /** A step of the end. */
    private interface Step {
        void run() throws InterruptedIOException, InterruptedException;
    }

    /** Whatever happens in one step, the next one comes; an interrupt ends a wait, and the flag stays set. */
    private void step(Step step) {
        try {
            step.run();
        } catch (InterruptedIOException e) {
            LOG.debug("{}: interrupted while closing", link);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Throwable e) {
            LOG.warn("{}: a step of the connection's end failed", link, e);
        }
    }
}
