package io.javamiko.conformance;

import java.io.InterruptedIOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/** So many in a second, and no more. Thread-safe. */
final class Pace {
    private final long between;
    private final ReentrantLock lock = new ReentrantLock();
    private long next = System.nanoTime(); // guarded by lock

    Pace(int aSecond) {
        if (aSecond < 1) {
            throw new IllegalArgumentException("at least one in a second, not " + aSecond);
        }
        between = TimeUnit.SECONDS.toNanos(1) / aSecond;
    }

    /** Waits for its turn. */
    void await() throws InterruptedIOException {
        try {
            TimeUnit.NANOSECONDS.sleep(turn() - System.nanoTime());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (InterruptedIOException) new InterruptedIOException("interrupted").initCause(e);
        }
    }

    private long turn() {
        lock.lock();
        try {
            long now = System.nanoTime();
            long turn = next - now > 0 ? next : now;
            next = turn + between;
            return turn;
        } finally {
            lock.unlock();
        }
    }
}
