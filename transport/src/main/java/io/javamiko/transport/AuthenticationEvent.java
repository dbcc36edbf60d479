package io.javamiko.transport;

/**
 * One authentication attempt, as both sides report it to {@link ConnectionListener}.
 *
 * @param user the user name that was asked for, safe to show
 * @param method the method's name in RFC 4252: {@code publickey}, {@code password}, …
 * @param detail what tells attempts of one method apart: the key's type and fingerprint; never a secret; may be empty
 * @param outcome how it ended
 */
public record AuthenticationEvent(String user, String method, String detail, Outcome outcome) {
    /** How an attempt ended. */
    public enum Outcome {
        /** The user is authenticated. */
        SUCCESS,
        /** The method was passed, and another one is asked for (RFC 4252 §5.1). */
        PARTIAL_SUCCESS,
        /** The method was not passed. */
        FAILURE,
        /** Not tried: the server would not take the key, or the attempt was not possible here. */
        SKIPPED
    }
}
