package io.javamiko.conformance;

import io.javamiko.SSHException;

/** The target can't be reached, or does not start: nothing can be checked. */
public final class UnreachableException extends SSHException {
    private static final long serialVersionUID = 1L;

    UnreachableException(Throwable cause, Target target) {
        super("no connection to " + target + ": " + cause.getMessage(), cause);
    }
}
