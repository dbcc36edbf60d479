package io.javamiko.transport.io;

import io.javamiko.ConnectionLostException;
import io.javamiko.Deadline;
import io.javamiko.SSHException;
import io.javamiko.SSHTimeoutException;
import java.io.IOException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The send lock: whose turn it is, and whether the connection has ended. Unfair: a fair one costs up to 40 % in bulk and
 * serves a shell no better. What must be called out is called by {@link #unlock}, without it.
 */
final class SendLock {
    private final ReentrantLock lock = new ReentrantLock(); // guards all below
    private final Condition turn = lock.newCondition(); // waited for by senders: room in the buffer, or the gate
    private final Hooks hooks;
    private final TapQueue tap; // null without
    private SSHException failure; // found under the lock, to be reported without it
    private boolean ended;
    private Throwable cause; // of the end; null where it was in order

    /** What is called out without the lock. */
    interface Hooks {
        /** Whether a writer must be started now; asked under the lock. */
        boolean needsWriter();

        /** Something is there to write, and no writer. */
        void startWriter();

        /** The connection can't go on. */
        void fail(Throwable failure);
    }

    /** @param tap is told what was noted under the lock, without it; {@code null} for none */
    SendLock(Hooks hooks, TapQueue tap) {
        this.hooks = hooks;
        this.tap = tap;
    }

    void lock() {
        lock.lock();
    }

    /** Leaves the lock, and does what must be done without it. */
    void unlock() {
        if (lock.getHoldCount() > 1) {
            lock.unlock();
            return;
        }
        var found = failure;
        failure = null;
        boolean needsWriter = hooks.needsWriter();
        lock.unlock();
        if (needsWriter) {
            hooks.startWriter();
        }
        if (found != null) {
            hooks.fail(found);
        }
        if (tap != null) {
            tap.tell();
        }
    }

    Condition newCondition() {
        return lock.newCondition();
    }

    /** Lets a sender wait until {@link #nextTurn} reaches it. */
    void awaitTurn(Deadline deadline, String otherwise) throws IOException {
        boolean woken = false;
        try {
            woken = deadline.await(turn);
        } finally {
            if (!woken) {
                turn.signal(); // it may have been our turn: the next one's then
            }
        }
        if (!woken) {
            throw new SSHTimeoutException(otherwise, deadline.length());
        }
    }

    /** Wakes the sender that has waited longest for a turn; it wakes the next one if there is room for more. */
    void nextTurn() {
        turn.signal();
    }

    /** Wakes every sender that waits for a turn. */
    void allTurns() {
        turn.signalAll();
    }

    /** @throws ConnectionLostException made anew, with the first cause, if the connection has ended */
    void checkAlive() throws ConnectionLostException {
        if (ended) {
            throw cause == null
                    ? new ConnectionLostException("the connection was closed here", null)
                    : new ConnectionLostException(cause);
        }
    }

    boolean isEnded() {
        return ended;
    }

    /** Nothing is accepted from now on. */
    void end(Throwable firstCause) {
        if (!ended) {
            ended = true;
            cause = firstCause;
        }
        turn.signalAll();
    }

    /** Keeps what ends the connection until the lock is left; returns it, to be thrown. */
    SSHException failing(SSHException e) {
        failure = e;
        return e;
    }
}
