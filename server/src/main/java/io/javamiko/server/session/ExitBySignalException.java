package io.javamiko.server.session;

import io.javamiko.SSHException;

/** Thrown by a handler whose program a signal has ended: reported as {@code exit-signal} (RFC 4254 §6.10). */
public final class ExitBySignalException extends SSHException {
    private static final long serialVersionUID = 1L;

    private final String signal;
    private final boolean coreDumped;

    /** @param signal its name without {@code SIG}: {@code TERM} */
    public ExitBySignalException(String signal) {
        this(signal, false);
    }

    /**
     * @param signal its name without {@code SIG}: {@code TERM}
     * @param coreDumped whether the program left a core dump
     */
    public ExitBySignalException(String signal, boolean coreDumped) {
        super("ended by signal " + signal);
        this.signal = signal;
        this.coreDumped = coreDumped;
    }

    /** The signal's name without {@code SIG}. */
    public String signal() {
        return signal;
    }

    /** Whether the program left a core dump. */
    public boolean coreDumped() {
        return coreDumped;
    }
}
