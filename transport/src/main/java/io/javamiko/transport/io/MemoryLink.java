package io.javamiko.transport.io;

import io.javamiko.Deadline;
import io.javamiko.SSHException;
import io.javamiko.SSHTimeoutException;
import io.javamiko.transport.ByteLink;
import java.io.IOException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntUnaryOperator;

/**
 * One end of a pipe in memory: a pair of them connects two connections without a socket. Bounded like a socket's buffers,
 * so that a writer waits where nobody reads.
 */
public final class MemoryLink implements ByteLink {
    private final String name;
    private final Pipe incoming;
    private final Pipe outgoing;

    private MemoryLink(String name, Pipe incoming, Pipe outgoing) {
        this.name = name;
        this.incoming = incoming;
        this.outgoing = outgoing;
    }

    /** The two ends of one pipe. */
    public record Pair(MemoryLink client, MemoryLink server) {}

    /**
     * A pipe.
     *
     * @param capacity bytes that wait in each direction before a writer does, at least 1
     */
    public static Pair pair(int capacity) {
        return pair(capacity, most -> most);
    }

    /**
     * A pipe that hands out what it holds in pieces.
     *
     * @param pieces of how many bytes that could be read, how many are: 1 to that; called under the pipe's lock
     */
    public static Pair pair(int capacity, IntUnaryOperator pieces) {
        var up = new Pipe(capacity, pieces);
        var down = new Pipe(capacity, pieces);
        return new Pair(new MemoryLink("memory server", down, up), new MemoryLink("memory client", up, down));
    }

    @Override
    public int read(byte[] bytes, int offset, int length, Deadline deadline) throws IOException {
        return incoming.read(bytes, offset, length, deadline);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        outgoing.write(bytes, offset, length);
    }

    /** Ends what we send in order: the peer reads what is there, and then the end. We can go on reading. */
    public void shutdownOutput() {
        outgoing.endOfInput();
    }

    @Override
    public void close() {
        outgoing.endOfInput();
        incoming.closeReader();
    }

    @Override
    public String toString() {
        return name;
    }

    /** One direction. */
    private static final class Pipe {
        private final ReentrantLock lock = new ReentrantLock();
        private final Condition changed = lock.newCondition();
        private final byte[] ring; // guarded by lock, like all below
        private final IntUnaryOperator pieces;
        private int start;
        private int size;
        private boolean ended; // the writer has closed
        private boolean closed; // the reader has closed

        Pipe(int capacity, IntUnaryOperator pieces) {
            this.ring = new byte[capacity];
            this.pieces = pieces;
        }

        int read(byte[] bytes, int offset, int length, Deadline deadline) throws IOException {
            lock.lock();
            try {
                while (size == 0 && !ended && !closed) {
                    if (!deadline.await(changed)) {
                        throw new SSHTimeoutException("nothing came from the peer", deadline.length());
                    }
                }
                if (closed) {
                    throw new SSHException("the link is closed");
                }
                return size == 0 ? -1 : take(bytes, offset, pieces.applyAsInt(Math.min(size, length)));
            } finally {
                lock.unlock();
            }
        }

        void write(byte[] bytes, int offset, int length) throws IOException {
            lock.lock();
            try {
                for (int done = 0; done < length; ) {
                    while (size == ring.length && !ended && !closed) {
                        Deadline.none().await(changed);
                    }
                    if (ended || closed) {
                        throw new SSHException(ended ? "the link is closed" : "the peer has closed the link");
                    }
                    done += put(bytes, offset + done, length - done);
                }
            } finally {
                lock.unlock();
            }
        }

        void endOfInput() {
            lock.lock();
            try {
                ended = true;
                changed.signalAll();
            } finally {
                lock.unlock();
            }
        }

        void closeReader() {
            lock.lock();
            try {
                closed = true;
                changed.signalAll();
            } finally {
                lock.unlock();
            }
        }

        private int take(byte[] bytes, int offset, int count) {
            int first = Math.min(count, ring.length - start);
            System.arraycopy(ring, start, bytes, offset, first);
            System.arraycopy(ring, 0, bytes, offset + first, count - first);
            start = (start + count) % ring.length;
            size -= count;
            changed.signalAll();
            return count;
        }

        private int put(byte[] bytes, int offset, int length) {
            int at = (start + size) % ring.length;
            int count = Math.min(length, Math.min(ring.length - size, ring.length - at));
            System.arraycopy(bytes, offset, ring, at, count);
            size += count;
            changed.signalAll();
            return count;
        }
    }
}
