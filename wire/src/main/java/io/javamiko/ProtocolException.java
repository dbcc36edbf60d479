package io.javamiko;

/**
 * The peer broke the protocol: a malformed message, one that may not come now, a limit overrun. Its message names the
 * clause. The connection is of no further use.
 */
public class ProtocolException extends SSHException {
    private static final long serialVersionUID = 1L;

    /** @param message what the peer did and which clause forbids it */
    public ProtocolException(String message) {
        super(message);
    }

    /**
     * @param message what the peer did and which clause forbids it
     * @param cause what was thrown while its bytes were read
     */
    public ProtocolException(String message, Throwable cause) {
        super(message, cause);
    }
}
