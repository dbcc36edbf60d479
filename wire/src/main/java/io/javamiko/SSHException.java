package io.javamiko;

import java.io.IOException;

/**
 * The root of everything that goes wrong in Javamiko and is not the caller's misuse.
 *
 * <p>Each thing that a caller may want to handle differently has a class of its own below this one. A message says what
 * happened, what was expected and what to try; it never holds a secret, and a peer's text only as {@link Sanitised}.
 */
public class SSHException extends IOException {
    private static final long serialVersionUID = 1L;

    /** @param message what happened, what was expected, what to try */
    public SSHException(String message) {
        super(message);
    }

    /**
     * @param message what happened, what was expected, what to try
     * @param cause the first cause, or {@code null} if there is none below this one
     */
    public SSHException(String message, Throwable cause) {
        super(message, cause);
    }
}
