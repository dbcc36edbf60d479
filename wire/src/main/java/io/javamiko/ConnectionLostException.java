package io.javamiko;

/**
 * The connection has ended, and with it the call. The cause is the first thing that went wrong on the connection, the
 * same for every call; this exception is made anew for each, so that its stack trace is the caller's own.
 */
public class ConnectionLostException extends SSHException {
    private static final long serialVersionUID = 1L;

    /** @param cause what ended the connection */
    public ConnectionLostException(Throwable cause) {
        super("the connection has ended: " + cause.getMessage(), cause);
    }

    /**
     * @param message what happened, where there was no failure: {@code "the connection was closed here"}
     * @param cause what ended the connection, or {@code null} where it was closed in order
     */
    public ConnectionLostException(String message, Throwable cause) {
        super(message, cause);
    }
}
