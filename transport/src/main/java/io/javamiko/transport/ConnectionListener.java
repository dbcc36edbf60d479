package io.javamiko.transport;

/**
 * Tells what operators want to know of a connection. Every method does nothing unless it is overridden. They are called
 * in order, on one of the connection's threads, with no lock held; they should return soon, for the connection waits.
 * What they throw is logged and passed over.
 */
public interface ConnectionListener {
    /** A listener that does nothing. */
    ConnectionListener NONE = new ConnectionListener() {};

    /** The first key exchange has ended: these algorithms are in use. */
    default void negotiated(Negotiated negotiated) {}

    /** A key exchange after the first has ended: these algorithms are in use now. */
    default void rekeyed(Negotiated negotiated) {}

    /** An authentication attempt has ended. */
    default void authenticationAttempted(AuthenticationEvent attempt) {}

    /** Something that does not end the connection, and that somebody should know. */
    default void warning(Warning warning) {}

    /**
     * The connection has ended; called once, last.
     *
     * @param cause the first thing that went wrong, or {@code null} where the connection was closed here in order
     */
    default void closed(Throwable cause) {}
}
