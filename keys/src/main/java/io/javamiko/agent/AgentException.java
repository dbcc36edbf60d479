package io.javamiko.agent;

import io.javamiko.SSHException;

/** An agent can't be reached, does not answer, or does not do what it was asked for; the reason says which. */
public class AgentException extends SSHException {
    private static final long serialVersionUID = 1L;

    /** What went wrong. */
    public enum Reason {
        /** There is no agent at this address. */
        UNREACHABLE,
        /** The connection to the agent ended. */
        CLOSED,
        /** The agent did not answer in time; its connection is closed then. */
        TIMED_OUT,
        /** The agent said no: it has no such key, is locked, a person refused, or it does not know the request. */
        REFUSED,
        /** The agent's answer is none that may come, or is malformed. */
        MALFORMED
    }

    private final Reason reason;

    /**
     * @param message what happened, what was expected, what to try
     * @param cause why, or {@code null}
     */
    public AgentException(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    /** What went wrong. */
    public Reason reason() {
        return reason;
    }
}
