package io.javamiko;

import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;

/**
 * The moment by which an operation must have ended: made once where the operation starts, handed down to every wait in
 * it. Immutable; measured on the monotonic clock.
 */
public final class Deadline {
    private static final Deadline NONE = new Deadline(Duration.ofNanos(Long.MAX_VALUE), 0, false);

    private final Duration length;
    private final long at; // System.nanoTime()
    private final boolean limited;

    private Deadline(Duration length, long at, boolean limited) {
        this.length = length;
        this.at = at;
        this.limited = limited;
    }

    /**
     * A deadline that long from now.
     *
     * @param length zero or more; what is too long for the clock (292 years) is the same as {@link #none()}
     */
    public static Deadline after(Duration length) {
        if (length.isNegative()) {
            throw new IllegalArgumentException("a deadline must not be negative: " + length);
        }
        return length.compareTo(NONE.length) >= 0
                ? NONE
                : new Deadline(length, System.nanoTime() + length.toNanos(), true);
    }

    /** No deadline: only for a user's own wait, which ends with the connection. */
    public static Deadline none() {
        return NONE;
    }

    /** This one or the other, whichever comes first: a stage's deadline within an overall one. */
    public Deadline earlier(Deadline other) {
        if (!other.limited) {
            return this;
        }
        long now = System.nanoTime(); // at − other.at may overflow, each one's distance from now does not
        return !limited || other.at - now < at - now ? other : this;
    }

    /** Whether there is a limit at all. */
    public boolean isLimited() {
        return limited;
    }

    /** Whether the moment has passed; never for {@link #none()}. */
    public boolean expired() {
        return limited && remainingNanos() <= 0;
    }

    /** Nanoseconds that are left, zero or less once it has passed, {@link Long#MAX_VALUE} for {@link #none()}. */
    public long remainingNanos() {
        return limited ? at - System.nanoTime() : Long.MAX_VALUE;
    }

    /** The length it was made with, for messages; the longest {@code Duration} of nanoseconds for {@link #none()}. */
    public Duration length() {
        return length;
    }

    /**
     * Waits for a signal on {@code condition}, whose lock the caller holds; call it in a loop.
     *
     * @return {@code false} if the deadline has passed
     * @throws InterruptedIOException if the thread was interrupted; its interrupt flag stays set
     */
    @SuppressWarnings("WaitNotInLoop") // the loop is the caller's: only he knows what he waits for
    public boolean await(Condition condition) throws InterruptedIOException {
        try {
            if (!limited) {
                condition.await(); // an untimed wait: a timed one costs a virtual thread 25 µs
                return true;
            }
            return condition.awaitNanos(at - System.nanoTime()) > 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            var interrupted = new InterruptedIOException("interrupted while waiting");
            interrupted.initCause(e);
            throw interrupted;
        }
    }

    @Override
    public String toString() {
        return limited ? TimeUnit.NANOSECONDS.toMillis(remainingNanos()) + " ms left of " + length : "no deadline";
    }
}
