package io.javamiko.conformance.peer;

import io.javamiko.SSHException;

/** The target did not do what it was expected to; the message says what it did. */
public final class ExpectationException extends SSHException {
    private static final long serialVersionUID = 1L;

    /** What was expected, and what came. */
    public ExpectationException(String message) {
        super(message);
    }

    /** What was expected, and what came, and why that is wrong. */
    public ExpectationException(String message, Throwable cause) {
        super(message, cause);
    }
}
