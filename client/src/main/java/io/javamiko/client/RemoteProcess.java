package io.javamiko.client;

import io.javamiko.Deadline;
import io.javamiko.connection.Channel;
import io.javamiko.connection.Exit;
import io.javamiko.connection.Session;
import io.javamiko.connection.SessionRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;

/**
 * A command, shell or subsystem that runs on the server: shaped like {@link Process}. Its two outputs have windows of their
 * own, but one that nobody reads stops the program when it is full: read both, or {@code close} the one you don't want.
 * Thread-safe. {@link #close} ends it.
 */
public final class RemoteProcess implements AutoCloseable {
    private final Session session;
    private final Duration replyTimeout;

    RemoteProcess(Session session, Duration replyTimeout) {
        this.session = session;
        this.replyTimeout = replyTimeout;
    }

    /** What it writes to its standard output; a terminal has all of its output here. */
    public InputStream input() {
        return session.channel().input();
    }

    /** What it writes to its standard error; empty where it has a terminal. */
    public InputStream errorInput() {
        return session.channel().errorInput();
    }

    /** Its standard input; closing it is EOF. */
    public OutputStream output() {
        return session.channel().output();
    }

    /** Ends its standard input: it reads to the end of what was written. */
    public void sendEOF() throws IOException {
        session.channel().sendEOF();
    }

    /**
     * Waits until it has ended, without a limit but the connection's own life. Output may still wait to be read.
     *
     * @throws io.javamiko.ConnectionLostException if the connection ended before it said how it went
     */
    public Exit waitFor() throws IOException {
        return waitFor(Deadline.none());
    }

    /**
     * As {@link #waitFor()}, with a limit.
     *
     * @throws io.javamiko.SSHTimeoutException if it still runs then
     */
    public Exit waitFor(Duration timeout) throws IOException {
        return waitFor(Deadline.after(timeout));
    }

    Exit waitFor(Deadline deadline) throws IOException {
        return session.awaitExit(deadline);
    }

    /** Its exit status once it has ended, as {@link ExecResult#exitStatus()} has it; waits for that. */
    public long exitStatus() throws IOException {
        return waitFor() instanceof Exit.Code code ? code.status() : -1;
    }

    /** Whether it has not said yet how it ended. */
    public boolean isAlive() {
        return !session.hasEnded();
    }

    /**
     * Sends it a signal (RFC 4254 §6.9); many servers pass these over.
     *
     * @param name without {@code SIG}: {@code INT}, {@code TERM}
     */
    public void signal(String name) throws IOException {
        session.send(new SessionRequest.Signal(name), deadline());
    }

    /** Tells its terminal the new size in characters (RFC 4254 §6.7). */
    public void resize(int columns, int rows) throws IOException {
        session.send(new SessionRequest.WindowChange(columns, rows, 0, 0), deadline());
    }

    /** The channel below. */
    public Channel channel() {
        return session.channel();
    }

    /** Ends it: the server closes its end, and what runs there gets a hangup. */
    @Override
    public void close() {
        session.close();
    }

    private Deadline deadline() {
        return Deadline.after(replyTimeout);
    }
}
