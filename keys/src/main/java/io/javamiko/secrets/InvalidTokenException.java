package io.javamiko.secrets;

import io.javamiko.SSHException;

/** A Fernet token can't be decrypted; {@link #reason()} says why, as far as a stranger may know. */
public final class InvalidTokenException extends SSHException {
    private static final long serialVersionUID = 1L;

    /** What is wrong with a token. */
    public enum Reason {
        /** It is no token: not Base64, too short, of another version. */
        MALFORMED,
        /** None of the keys made it, or it was changed since. */
        WRONG_KEY,
        /** It is genuine, and older than the time to live that the caller gave. */
        EXPIRED,
        /** It is genuine, and more than 60 s from the future. */
        FROM_THE_FUTURE
    }

    private final Reason reason;

    InvalidTokenException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    /** What is wrong with it. */
    public Reason reason() {
        return reason;
    }
}
