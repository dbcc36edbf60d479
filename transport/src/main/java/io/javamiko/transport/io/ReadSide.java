package io.javamiko.transport.io;

import io.javamiko.Deadline;
import io.javamiko.Threads;
import io.javamiko.transport.Payload;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/**
 * Who reads: the caller's thread until {@link #start}, from then on a thread of the connection's own. The reader's keys can
 * only be wiped while nobody reads, so the end of the connection leaves that to who does.
 */
final class ReadSide {
    private final PacketReader reader;
    private final AtomicReference<Use> use = new AtomicReference<>(Use.FREE);
    private final CountDownLatch gone = new CountDownLatch(1);
    private final boolean virtual;
    private volatile Thread thread; // null until it is born

    /** What becomes of the reader. */
    private enum Use {
        FREE,
        READING,
        DESTROYED
    }

    /** Takes what the reader's thread reads. */
    @FunctionalInterface
    interface Packets {
        void packet(Payload payload) throws IOException;
    }

    /** @param virtual whether the reader's thread is, where the runtime has them */
    ReadSide(PacketReader reader, boolean virtual) {
        this.reader = reader;
        this.virtual = virtual;
    }

    PacketReader reader() {
        return reader;
    }

    /** Lets the caller's thread read; {@code null} if the connection has ended. */
    <T> T read(Driver.Reading<T> reading) throws IOException {
        if (!use.compareAndSet(Use.FREE, Use.READING)) {
            if (use.get() == Use.READING) {
                throw new IllegalStateException("two threads read from one connection");
            }
            return null;
        }
        try {
            return reading.read(reader);
        } finally {
            if (!use.compareAndSet(Use.READING, Use.FREE)) {
                reader.destroy();
            }
        }
    }

    /**
     * The reader's thread is born.
     *
     * @param ended is told what ended it: {@code null} for the end of the stream
     */
    void start(String name, Packets packets, Consumer<Throwable> ended) {
        thread = Threads.start(virtual, name, () -> {
            Throwable cause = null;
            try {
                read(reading -> readAll(reading, packets));
            } catch (Throwable e) { // an OutOfMemoryError too ends this connection, and no other
                cause = e;
            }
            ended.accept(cause);
            gone.countDown();
        });
    }

    private static Void readAll(PacketReader reader, Packets packets) throws IOException {
        for (var payload = reader.next(Deadline.none()); payload != null; payload = reader.next(Deadline.none())) {
            packets.packet(payload);
        }
        return null;
    }

    /** Wipes the keys, or has that done by who reads now. */
    void destroy() {
        if (use.getAndSet(Use.DESTROYED) == Use.FREE) {
            reader.destroy();
        }
    }

    /** Waits for the end of the reader's thread, unless it is that which waits. */
    void awaitGone(Deadline deadline) throws InterruptedException {
        var born = thread;
        if (born != null && born != Thread.currentThread()) {
            gone.await(deadline.remainingNanos(), TimeUnit.NANOSECONDS);
        }
    }
}
