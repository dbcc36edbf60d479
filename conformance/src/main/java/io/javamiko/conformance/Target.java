package io.javamiko.conformance;

import io.javamiko.conformance.peer.Wire;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** An implementation under test. Thread-safe. */
public interface Target {
    /** What it is: checks of that side apply. */
    Side side();

    /** A new connection to it. */
    Connection connect(Duration patience) throws IOException;

    /** As {@link #connect}, for a check that has made connections before: the target may have its reasons to refuse this one. */
    default Connection connectFurther(Duration patience) throws IOException {
        return connect(patience);
    }

    /** How many checks may run at once. */
    int atOnce();

    /** What is worth telling of the connections that were made to it until now, in sentences; nothing by default. */
    default List<String> remarks() {
        return List.of();
    }

    /** Its name for people. */
    @Override
    String toString();

    /** A connection to a target. */
    interface Connection extends AutoCloseable {
        /** Where its bytes pass. */
        Wire wire();

        /** Whether the target has ended it before it said who it is, where it did otherwise before. */
        default boolean isRefused() {
            return false;
        }

        /** Ends what was started for it; not the wire. */
        @Override
        void close();
    }
}
