package io.javamiko.transport;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * A stream of bytes both ways whose directions end one by one: the TCP connection that a forwarded channel leads to. One
 * thread reads and another one writes; {@link #close} comes from any thread and ends the calls of both.
 */
public interface Duplex extends AutoCloseable {
    /** What comes from the other end. */
    InputStream input();

    /** What goes to the other end. */
    OutputStream output();

    /** No more will be written: the other end reads to its end, and may go on writing. */
    void shutdownOutput() throws IOException;

    /** Ends both directions. May be called again; throws nothing. */
    @Override
    void close();

    /** The address of the other end, for people and for {@code originator address}: {@code "127.0.0.1"}. */
    String address();

    /** The port of the other end, 0–65,535. */
    int port();
}
