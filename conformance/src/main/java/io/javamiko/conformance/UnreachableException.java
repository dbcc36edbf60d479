package io.javamiko.conformance;

import io.javamiko.SSHException;

/** The target can't be reached, does not start, or does not speak: nothing can be checked. */
public final class UnreachableException extends SSHException {
    private static final long serialVersionUID = 1L;

    UnreachableException(String message, Throwable cause) {
        super(message, cause);
    }

    UnreachableException(String message) {
        super(message);
    }

    UnreachableException(Throwable cause, Target target) {
        super("no connection to " + target + ": " + cause.getMessage(), cause);
    }
}
