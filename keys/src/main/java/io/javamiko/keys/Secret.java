package io.javamiko.keys;

import java.util.Arrays;
import java.util.concurrent.locks.ReentrantLock;

/** Secret bytes that can be wiped while others use them: users take copies, which they wipe themselves. Thread-safe. */
final class Secret implements AutoCloseable {
    private final ReentrantLock lock = new ReentrantLock();
    private final byte[] bytes; // guarded by lock
    private boolean closed; // guarded by lock

    /** Takes over {@code bytes}. */
    Secret(byte[] bytes) {
        this.bytes = bytes;
    }

    /** A copy. */
    byte[] copy() {
        lock.lock();
        try {
            if (closed) {
                throw new IllegalStateException("this key pair is closed: its private half is wiped");
            }
            return bytes.clone();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            Arrays.fill(bytes, (byte) 0);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public String toString() {
        return "secret";
    }
}
