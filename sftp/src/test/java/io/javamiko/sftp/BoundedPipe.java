package io.javamiko.sftp;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** One direction of a connection in memory: holds so many bytes, then its writer waits, as behind a channel's window. */
public final class BoundedPipe implements AutoCloseable {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final byte[] ring;
    private int start;
    private int count;
    private boolean ended; // no more is written
    private boolean closed; // nobody reads

    public BoundedPipe(int capacity) {
        ring = new byte[capacity];
    }

    public InputStream input() {
        return new Input();
    }

    public Output output() {
        return new Output();
    }

    /** Both ends at once. */
    @Override
    public void close() {
        lock.lock();
        try {
            ended = true;
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private final class Input extends InputStream {
        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            lock.lock();
            try {
                while (count == 0 && !ended) {
                    await(0);
                }
                if (count == 0) {
                    return -1;
                }
                int taken = Math.min(Math.min(length, count), ring.length - start);
                System.arraycopy(ring, start, bytes, offset, taken);
                start = (start + taken) % ring.length;
                count -= taken;
                changed.signalAll();
                return taken;
            } finally {
                lock.unlock();
            }
        }

        @Override
        public int available() {
            lock.lock();
            try {
                return count;
            } finally {
                lock.unlock();
            }
        }

        @Override
        public void close() {
            BoundedPipe.this.close();
        }
    }

    /** The end that is written to. */
    public final class Output extends OutputStream {
        private Output() {}

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            lock.lock();
            try {
                int done = 0;
                while (done < length) {
                    while (count == ring.length && !closed) {
                        await(done);
                    }
                    if (closed || ended) {
                        throw new EOFException("the pipe is closed");
                    }
                    int end = (start + count) % ring.length;
                    int put = Math.min(Math.min(length - done, ring.length - count), ring.length - end);
                    System.arraycopy(bytes, offset + done, ring, end, put);
                    count += put;
                    done += put;
                    changed.signalAll();
                }
            } finally {
                lock.unlock();
            }
        }

        /** What was written can still be read. */
        public void closeQuietly() {
            close();
        }

        @Override
        public void close() {
            lock.lock();
            try {
                ended = true;
                changed.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }

    @SuppressWarnings("WaitNotInLoop") // the loops are the callers'
    private void await(int transferred) throws InterruptedIOException {
        try {
            changed.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            var interrupted = new InterruptedIOException("interrupted");
            interrupted.bytesTransferred = transferred;
            interrupted.initCause(e);
            throw interrupted;
        }
    }
}
