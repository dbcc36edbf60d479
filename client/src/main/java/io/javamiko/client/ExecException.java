package io.javamiko.client;

import io.javamiko.SSHException;

/** A command that was run for its result has none: it took too long or wrote too much. What it wrote so far is kept. */
public final class ExecException extends SSHException {
    private static final long serialVersionUID = 1L;

    /** Why there is no result. */
    public enum Reason {
        /** It did not end within the time that it was given; it was asked to end by closing its channel. */
        TIMED_OUT,
        /** It wrote more than may be kept. */
        TOO_MUCH_OUTPUT
    }

    private final Reason reason;
    private final transient ExecResult soFar;

    ExecException(Reason reason, String message, ExecResult soFar) {
        super(message);
        this.reason = reason;
        this.soFar = soFar;
    }

    /** Why there is no result. */
    public Reason reason() {
        return reason;
    }

    /** What the command wrote until then; its exit is unknown. {@code null} only in a copy that was serialized. */
    public ExecResult soFar() {
        return soFar;
    }
}
