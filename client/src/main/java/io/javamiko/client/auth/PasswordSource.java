package io.javamiko.client.auth;

import java.io.IOException;
import java.util.Optional;

/** Gives passwords, one for each attempt. Called on the thread that connects; it may ask a person. */
@FunctionalInterface
public interface PasswordSource {
    /** Has none. */
    PasswordSource NONE = (user, host, attempt) -> Optional.empty();

    /**
     * The password for an attempt.
     *
     * @param attempt 1 for the first, higher after one that was refused
     * @return a password, which is wiped after use; empty to give the method up
     * @throws IOException if nobody can be asked; ends the authentication
     */
    Optional<char[]> password(String user, String host, int attempt) throws IOException;
}
