package io.javamiko;

import java.time.Duration;

/** A deadline passed: the message says which wait it was, {@link #waited()} how long it was allowed to take. */
public class SSHTimeoutException extends SSHException {
    private static final long serialVersionUID = 1L;

    private final Duration waited;

    /**
     * @param what what was waited for, as the beginning of a sentence: {@code "no window from the peer"}
     * @param waited how long the wait was allowed to take
     */
    public SSHTimeoutException(String what, Duration waited) {
        this(what, waited, null);
    }

    /**
     * @param what what was waited for, as the beginning of a sentence
     * @param waited how long the wait was allowed to take
     * @param cause what ended the wait from below, or {@code null}
     */
    public SSHTimeoutException(String what, Duration waited, Throwable cause) {
        super(what + " within " + inWords(waited), cause);
        this.waited = waited;
    }

    /** How long the wait was allowed to take. */
    public Duration waited() {
        return waited;
    }

    private static String inWords(Duration duration) {
        long millis = duration.toMillis();
        return millis % 1000 == 0 ? millis / 1000 + " s" : millis < 1000 ? millis + " ms" : millis / 1000.0 + " s";
    }
}
