package io.javamiko.auth;

import io.javamiko.SSHException;
import io.javamiko.Sanitised;
import java.util.List;
import java.util.stream.Collectors;

/** The user could not be authenticated: says what was tried, in order, and what the server would have taken. */
public final class AuthenticationException extends SSHException {
    private static final long serialVersionUID = 1L;

    private final Reason reason;
    private final String user;
    private final transient List<AuthenticationAttempt> attempts;

    /** Why authentication ended without success. */
    public enum Reason {
        /** Nothing is left to try that both the server and the client's settings allow. */
        NO_METHOD_LEFT("no method is left to try"),
        /** The most attempts that our settings allow were made. */
        TOO_MANY_ATTEMPTS("the limit on attempts is reached"),
        /** The connection ended; the cause says how. Servers end it after too many failed attempts. */
        DISCONNECTED("the connection ended"),
        /** The server let the user in without any proof, and the settings ask for one. */
        NOT_PROVEN("the server asked for no proof, and the settings refuse such servers"),
        /** Our own user gave up, or a password prompt was not answered. */
        CANCELLED("it was cancelled");

        private final String words;

        Reason(String words) {
            this.words = words;
        }
    }

    /**
     * @param reason why it ended
     * @param user the user's name
     * @param attempts every attempt, in order, those that were not made for local reasons included
     * @param cause what ended it from below, or {@code null}
     */
    public AuthenticationException(Reason reason, String user, List<AuthenticationAttempt> attempts, Throwable cause) {
        super(message(reason, user, attempts, cause), cause);
        this.reason = reason;
        this.user = user;
        this.attempts = List.copyOf(attempts);
    }

    /** Why it ended. */
    public Reason reason() {
        return reason;
    }

    /** The name of the user who could not be authenticated. */
    public String user() {
        return user;
    }

    /** Every attempt, in order; those that were not made for local reasons say so. Empty in a copy that was serialized. */
    public List<AuthenticationAttempt> attempts() {
        return attempts == null ? List.of() : attempts;
    }

    private static String message(Reason reason, String user, List<AuthenticationAttempt> attempts, Throwable cause) {
        return "\"" + Sanitised.of(user) + "\" could not be authenticated: " + reason.words
                + (cause == null || cause.getMessage() == null ? "" : " (" + cause.getMessage() + ")")
                + (attempts.isEmpty() ? "; nothing was tried" : ". Tried: " + joined(attempts))
                + serverTakes(attempts);
    }

    private static String joined(List<AuthenticationAttempt> attempts) {
        return attempts.stream().map(AuthenticationAttempt::toString).collect(Collectors.joining("; "));
    }

    private static String serverTakes(List<AuthenticationAttempt> attempts) {
        for (int i = attempts.size() - 1; i >= 0; i--) {
            if (attempts.get(i).outcome() instanceof Outcome.Failure failure) {
                return failure.methodsThatCanContinue().isEmpty()
                        ? ". The server takes no method now"
                        : ". The server takes: " + String.join(", ", failure.methodsThatCanContinue());
            }
        }
        return "";
    }
}
