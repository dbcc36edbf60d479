package io.javamiko.transport;

import io.javamiko.SSHException;

/**
 * No SSH-2 identification came (RFC 4253 §4.2): the reason says which of the causes it was, the message what to try, and
 * {@link #received()} what came instead.
 */
public final class IdentificationException extends SSHException {
    private static final long serialVersionUID = 1L;

    private final Reason reason;
    private final Kind kind;
    private final String received;

    /** Why there is no identification. */
    public enum Reason {
        /** Nothing, or not a whole line, was sent in time. */
        TIMED_OUT,
        /** The connection was closed before it carried a byte. */
        CLOSED_BEFORE_A_BYTE,
        /** The connection was closed in the middle of the identification or the text before it. */
        CLOSED_IN_THE_MIDDLE,
        /** The connection was reset. */
        RESET,
        /** What came is not SSH; {@link #kind()} says what it looks like. */
        NOT_SSH,
        /** The identification, or a line before it, is longer than allowed. */
        LINE_TOO_LONG,
        /** More lines before the identification than allowed. */
        TOO_MANY_LINES,
        /** The peer speaks SSH 1 only, or a version that nobody knows. */
        PROTOCOL_1,
        /** The identification has a NUL byte, which RFC 4253 §4.2 forbids. */
        NUL_BYTE
    }

    /** What the bytes look like that came instead of SSH. */
    public enum Kind {
        SSH,
        HTTP,
        TLS,
        TELNET,
        SMTP,
        FTP,
        POP3_OR_IMAP,
        VNC,
        RDP,
        MYSQL,
        TEXT,
        BINARY
    }

    /**
     * @param reason the cause
     * @param kind what the peer seems to speak
     * @param received what came, as {@link io.javamiko.Sanitised}; empty if nothing did
     * @param message what happened, what was expected, what to try
     * @param cause the stream's exception, or {@code null}
     */
    IdentificationException(Reason reason, Kind kind, String received, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
        this.kind = kind;
        this.received = received;
    }

    /** The cause. */
    public Reason reason() {
        return reason;
    }

    /** What the peer seems to speak; {@link Kind#SSH} where nothing speaks against it. */
    public Kind kind() {
        return kind;
    }

    /** The beginning of what the peer sent, safe to show; empty if nothing came. */
    public String received() {
        return received;
    }

    /**
     * Whether to connect again may help and can't repeat anything: the peer had said nothing of SSH yet. So it is when
     * the connection was closed or reset, or nothing came in time; not when something else than SSH answered.
     */
    public boolean retryable() {
        return switch (reason) {
            case TIMED_OUT, CLOSED_BEFORE_A_BYTE, RESET -> true;
            case CLOSED_IN_THE_MIDDLE -> kind == Kind.SSH || kind == Kind.TEXT; // "Exceeded MaxStartups", cut short
            default -> false;
        };
    }
}
