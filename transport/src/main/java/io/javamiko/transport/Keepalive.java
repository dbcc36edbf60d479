package io.javamiko.transport;

import java.time.Duration;
import java.util.OptionalLong;

/**
 * Decides when a silent peer is asked for a sign of life, and when it counts as gone: a network that went away never says
 * so. Plain state; moments are those of {@link System#nanoTime}, but the clock is read by the driver. Not thread-safe.
 */
public final class Keepalive {
    /** What is to be done. */
    public enum Action {
        /** Nothing. */
        NONE,
        /** Send something that the peer must answer. */
        PROBE,
        /** The peer left the last question unanswered too: the connection has ended. */
        GIVE_UP
    }

    private final long interval; // nanoseconds, 0 for never
    private final int misses;
    private int unanswered;
    private long due;

    /**
     * @param interval silence after which the peer is asked; zero for never
     * @param misses questions in a row that may go unanswered, at least 1
     * @param now the moment that the first silence begins
     */
    public Keepalive(Duration interval, int misses, long now) {
        this.interval = interval.toNanos();
        this.misses = misses;
        this.due = now + this.interval;
    }

    /** Something came from the peer, whatever it was. */
    public void heard(long now) {
        unanswered = 0;
        due = now + interval;
    }

    /** What is to be done now; asked at {@link #nextDue()}, or earlier in vain. */
    public Action check(long now) {
        if (interval == 0 || now - due < 0) {
            return Action.NONE;
        }
        if (unanswered == misses) {
            return Action.GIVE_UP;
        }
        unanswered++;
        due = now + interval;
        return Action.PROBE;
    }

    /** The moment of the next decision; empty if the peer is never asked. */
    public OptionalLong nextDue() {
        return interval == 0 ? OptionalLong.empty() : OptionalLong.of(due);
    }
}
