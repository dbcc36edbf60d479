package io.javamiko.transport;

import java.io.IOException;

/**
 * What runs on a connection once it is authenticated: the connection protocol (RFC 4253 §10). Its methods are called with
 * no lock held.
 */
public interface Service {
    /**
     * A message of the numbers 80–127 that has come. Called in order, on the thread that reads packets, which must wait
     * neither for a user nor for the socket: what must be said is said by {@link Outbox#answer}.
     *
     * @throws IOException the connection ends with it
     */
    void message(Payload payload) throws IOException;

    /**
     * The connection has ended: whatever waits here must end too. Called once, last, on one of the connection's threads
     * or the one that closed it.
     *
     * @param firstCause what ended it, or {@code null} where it was closed here in order
     */
    void closed(Throwable firstCause);

    /**
     * Keepalive is due: send something, by {@link Outbox#answer}, that the peer must reply to. Called on the thread of the
     * connection's timer, which must not wait.
     */
    void probe() throws IOException;
}
