package io.javamiko.transport;

import java.io.IOException;

/** Where connections come in: the listening port of a forwarding. */
public interface DuplexListener extends AutoCloseable {
    /**
     * Waits for the next connection.
     *
     * @throws IOException if there is none to have: the listener was closed, or the system is out of something
     */
    Duplex accept() throws IOException;

    /** The port that it listens at, 1–65,535. */
    int port();

    /** Stops listening and ends {@link #accept}; connections that were accepted go on. Throws nothing. */
    @Override
    void close();
}
