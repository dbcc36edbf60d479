package io.javamiko.transport;

import io.javamiko.ConnectionLostException;
import io.javamiko.Deadline;
import io.javamiko.SSHTimeoutException;
import java.io.IOException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** How many key exchanges have ended, and when the one that runs began; thread-safe. */
final class Exchanges {
    private final ReentrantLock lock = new ReentrantLock(); // guards all below
    private final Condition changed = lock.newCondition();
    private long count;
    private boolean connectionEnded;
    private Throwable cause;
    private volatile long runsSince; // System.nanoTime(), which is taken not to be 0; 0 if none runs

    /** Our KEXINIT goes. */
    void started(long now) {
        runsSince = now | 1;
    }

    /** Both sides use the new keys; from here on another one may start, before {@link #ended} or after it. */
    void keysInUse() {
        runsSince = 0;
    }

    /** The exchange has ended, and its listeners know. */
    void ended() {
        lock.lock();
        try {
            count++;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** There will be no more. */
    void connectionEnded(Throwable firstCause) {
        lock.lock();
        try {
            connectionEnded = true;
            cause = firstCause;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    long count() {
        lock.lock();
        try {
            return count;
        } finally {
            lock.unlock();
        }
    }

    /** For how long one has been running, in nanoseconds; 0 if none is. */
    long runningFor(long now) {
        long since = runsSince;
        return since == 0 ? 0 : now - since;
    }

    /** Waits until more than that many have ended. */
    void awaitMoreThan(long before, Deadline deadline) throws IOException {
        lock.lock();
        try {
            while (count <= before && !connectionEnded) {
                if (!deadline.await(changed)) {
                    throw new SSHTimeoutException("the key exchange did not end", deadline.length());
                }
            }
            if (count <= before) {
                throw cause == null
                        ? new ConnectionLostException("the connection was closed here", null)
                        : new ConnectionLostException(cause);
            }
        } finally {
            lock.unlock();
        }
    }
}
