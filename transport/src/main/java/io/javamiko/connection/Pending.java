package io.javamiko.connection;

import io.javamiko.Deadline;
import io.javamiko.SSHTimeoutException;
import java.io.IOException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** An answer that the peer owes us: completed once, by the reader, and awaited by any number of threads. */
final class Pending<T> {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private T value; // guarded by lock; null until it is there
    private Ending ending; // guarded by lock

    /** The answer came. What comes second is passed over. */
    void complete(T answer) {
        end(answer, null);
    }

    /** No answer will come. */
    void fail(Ending why) {
        end(null, why);
    }

    private void end(T answer, Ending why) {
        lock.lock();
        try {
            if (value == null && ending == null) {
                value = answer;
                ending = why;
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Whether the answer is there, or none will come. */
    boolean isDone() {
        lock.lock();
        try {
            return value != null || ending != null;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits for the answer.
     *
     * @param what for the error, as the beginning of a sentence: {@code "no answer to exec"}
     */
    T await(Deadline deadline, String what) throws IOException {
        Ending why;
        lock.lock();
        try {
            while (value == null && ending == null) {
                if (!deadline.await(changed) && value == null && ending == null) {
                    throw new SSHTimeoutException(what, deadline.length());
                }
            }
            if (value != null) {
                return value;
            }
            why = ending;
        } finally {
            lock.unlock();
        }
        throw why.exception();
    }
}
