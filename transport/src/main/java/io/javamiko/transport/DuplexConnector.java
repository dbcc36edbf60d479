package io.javamiko.transport;

import io.javamiko.Deadline;
import java.io.IOException;

/** Opens connections to hosts: what a server does for {@code direct-tcpip} (RFC 4254 §7.2). Thread-safe. */
@FunctionalInterface
public interface DuplexConnector {
    /** Prepares a connection; nothing is looked up or sent yet. */
    Attempt attempt(String host, int port);

    /** A connection that is being opened; {@link #close} ends the wait for it, from any thread. */
    interface Attempt extends AutoCloseable {
        /**
         * Opens the connection; waits as long as that takes.
         *
         * @throws IOException if it can't be opened, or not in time
         */
        Duplex connect(Deadline deadline) throws IOException;

        @Override
        void close();
    }
}
