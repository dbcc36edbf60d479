package io.javamiko.transcript;

import io.javamiko.SSHException;

/** A text is no transcript, or a transcript can't be replayed, or was not followed: the message says where and why. */
public final class TranscriptException extends SSHException {
    private static final long serialVersionUID = 1L;

    /** @param message what is wrong, with the line or entry, and what was expected */
    public TranscriptException(String message) {
        super(message);
    }

    /**
     * @param message what is wrong, with the line or entry, and what was expected
     * @param cause the first cause
     */
    public TranscriptException(String message, Throwable cause) {
        super(message, cause);
    }
}
