package io.javamiko.transport;

import io.javamiko.SSHException;

/**
 * The two sides have no algorithm in common for one purpose (RFC 4253 §7.1). Its message shows both lists, and what here
 * would bridge them; {@link #ours()} and {@link #theirs()} are the whole proposals.
 */
public final class NegotiationException extends SSHException {
    private static final long serialVersionUID = 1L;

    private final transient KexInit ours;
    private final transient KexInit theirs;

    NegotiationException(String message, KexInit ours, KexInit theirs) {
        super(message);
        this.ours = ours;
        this.theirs = theirs;
    }

    /** What we proposed; {@code null} only in an exception that was serialized. */
    public KexInit ours() {
        return ours;
    }

    /** What the peer proposed: names that it chose, sanitise them before they are shown. */
    public KexInit theirs() {
        return theirs;
    }
}
