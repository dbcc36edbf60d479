package io.javamiko.conformance.peer;

import io.javamiko.SSHException;

/** A conversation can't be held with this target: nothing is known about the clause. */
public final class SkipException extends SSHException {
    private static final long serialVersionUID = 1L;

    /** Why. */
    public SkipException(String message) {
        super(message);
    }

    /** Why, and what told so. */
    public SkipException(String message, Throwable cause) {
        super(message, cause);
    }
}
