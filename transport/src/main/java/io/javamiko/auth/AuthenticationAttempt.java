package io.javamiko.auth;

import io.javamiko.Sanitised;
import io.javamiko.transport.AuthenticationEvent;

/**
 * One attempt to authenticate, for errors and for listeners.
 *
 * @param method the method's name, {@code publickey}, {@code password}, …
 * @param key the key's type and fingerprint; empty unless the method is publickey
 * @param algorithm the signature algorithm; empty unless the method is publickey, and where none could be chosen
 * @param outcome how it ended
 */
public record AuthenticationAttempt(String method, String key, String algorithm, Outcome outcome) {
    /** An attempt by another method than publickey. */
    public AuthenticationAttempt(String method, Outcome outcome) {
        this(method, "", "", outcome);
    }

    /** One line that is safe to show: {@code publickey ssh-ed25519 SHA256:…: refused}. */
    @Override
    public String toString() {
        return Sanitised.of(method) + (key.isEmpty() ? "" : " " + detail()) + ": " + inWords();
    }

    /** As what a {@link io.javamiko.transport.ConnectionListener} is told. */
    AuthenticationEvent event(String user) {
        return new AuthenticationEvent(Sanitised.of(user), Sanitised.of(method), detail(), kind());
    }

    private String detail() {
        return key.startsWith(algorithm) ? key : key + " with " + Sanitised.of(algorithm);
    }

    private String inWords() {
        if (outcome instanceof Outcome.Abandoned abandoned) {
            return "not completed: " + abandoned.reason();
        }
        return outcome instanceof Outcome.Failure failure
                ? (failure.partialSuccess() ? "accepted, not enough" : "refused")
                : "accepted";
    }

    private AuthenticationEvent.Outcome kind() {
        if (outcome instanceof Outcome.Failure failure) {
            return failure.partialSuccess()
                    ? AuthenticationEvent.Outcome.PARTIAL_SUCCESS
                    : AuthenticationEvent.Outcome.FAILURE;
        }
        return outcome instanceof Outcome.Success
                ? AuthenticationEvent.Outcome.SUCCESS
                : AuthenticationEvent.Outcome.SKIPPED;
    }
}
