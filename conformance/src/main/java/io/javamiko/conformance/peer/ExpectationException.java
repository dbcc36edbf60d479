package io.javamiko.conformance.peer;

import io.javamiko.SSHException;

/** The target did not do what it was expected to; the message says what it did. */
public final class ExpectationException extends SSHException {
    private static final long serialVersionUID = 1L;

    private final boolean ended;

    /** What was expected, and what came. */
    public ExpectationException(String message) {
        this(message, false);
    }

    /**
     * What was expected, and what came.
     *
     * @param ended whether the target ended the connection instead
     */
    public ExpectationException(String message, boolean ended) {
        super(message);
        this.ended = ended;
    }

    /** Whether the target ended the connection instead, by DISCONNECT or by closing it. */
    public boolean ended() {
        return ended;
    }

    /** What was expected, and what came, and why that is wrong. */
    public ExpectationException(String message, Throwable cause) {
        super(message, cause);
        ended = false;
    }
}
