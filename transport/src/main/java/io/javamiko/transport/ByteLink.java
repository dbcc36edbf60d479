package io.javamiko.transport;

import io.javamiko.Deadline;
import io.javamiko.SSHTimeoutException;
import java.io.IOException;

/**
 * A stream of bytes to a peer, both ways: the only seam between a connection and the world. A socket is one, and so are a
 * channel of a jump host, the pipes of a proxy command, a pipe in memory.
 *
 * <p>One thread reads and another one writes at the same time, never two the same; {@link #close()} comes from any thread
 * and ends both calls. {@link #toString()} names the peer for people: {@code "host:22"}.
 */
public interface ByteLink extends AutoCloseable {
    /**
     * Reads what is there, at least one byte; waits for the first.
     *
     * @param bytes gets what was read, from {@code offset} on
     * @param length the most that may be read, at least 1
     * @param deadline until when to wait. With {@link Deadline#none()} the wait ends with the link, and an interrupt need
     *     not end it; with another it ends within a second of an interrupt
     * @return how many bytes were read, or −1 at the end of the stream
     * @throws SSHTimeoutException if the deadline passed first; nothing is lost, and the link can be read again
     * @throws java.io.InterruptedIOException if the thread was interrupted, whose flag stays set; the link may be closed
     * @throws IOException if the link was closed or broke
     */
    int read(byte[] bytes, int offset, int length, Deadline deadline) throws IOException;

    /**
     * Writes all of these bytes and passes them on at once; waits as long as that takes. Called on the connection's own
     * writer thread, which nobody interrupts.
     *
     * @throws IOException if the link was closed or broke; it is not known how much was written then
     */
    void write(byte[] bytes, int offset, int length) throws IOException;

    /** Ends the stream in both directions, and the calls that wait in it. May be called again; throws nothing. */
    @Override
    void close();

    /** The peer's end for people, in messages and thread names: {@code "host:22"}. */
    @Override
    String toString();
}
