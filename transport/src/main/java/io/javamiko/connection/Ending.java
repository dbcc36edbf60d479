package io.javamiko.connection;

import io.javamiko.ConnectionLostException;
import java.io.IOException;

/** Why something has ended: makes a new exception for each call that ends with it, so that its stack trace is the caller's. */
@FunctionalInterface
interface Ending {
    IOException exception();

    /** The channel ended and the connection goes on. */
    static Ending ofChannel(String message) {
        return () -> new ChannelClosedException(message);
    }

    /** The connection ended, and why; {@code null} where it was closed here in order. */
    static Ending ofConnection(Throwable firstCause) {
        return () -> firstCause == null
                ? new ConnectionLostException("the connection was closed here", null)
                : new ConnectionLostException(firstCause);
    }
}
