package io.javamiko.transport;

/**
 * Runs short tasks at their time: keepalive, rekeying by the clock, the end of a login's grace. A connection makes one of its
 * own unless it is given one to share, as a server does. Thread-safe.
 */
public interface Ticker {
    /**
     * Runs a task once, on the ticker's thread, with no lock held. It must return at once; what it throws is logged.
     *
     * @param nanoTime when, by {@link System#nanoTime()}; a time that has passed is now
     */
    Tick at(long nanoTime, Runnable task);

    /** A task that waits for its time. */
    interface Tick {
        /** The task does not run any more, unless it runs already. May be called again. */
        void cancel();
    }
}
