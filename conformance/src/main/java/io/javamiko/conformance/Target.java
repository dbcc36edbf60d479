package io.javamiko.conformance;

import io.javamiko.conformance.peer.Wire;
import java.io.IOException;
import java.time.Duration;

/** An implementation under test. Thread-safe. */
public interface Target {
    /** What it is: checks of that side apply. */
    Side side();

    /** A new connection to it. */
    Connection connect(Duration patience) throws IOException;

    /** Whether a connection was taken before: one that is turned away is worth another try then. */
    default boolean hasTaken() {
        return false;
    }

    /** A connection was taken. */
    default void taken() {}

    /** How many checks may run at once. */
    int atOnce();

    /** Its name for people. */
    @Override
    String toString();

    /** A connection to a target. */
    interface Connection extends AutoCloseable {
        /** Where its bytes pass. */
        Wire wire();

        /** Ends what was started for it; not the wire. */
        @Override
        void close();
    }
}
