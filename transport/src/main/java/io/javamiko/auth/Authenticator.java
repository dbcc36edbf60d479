package io.javamiko.auth;

import io.javamiko.keys.SSHPublicKey;
import java.util.List;
import java.util.Optional;

/**
 * Decides for a server who may in. Methods that are not overridden refuse.
 *
 * <p>Called on the connection's own thread; may block. Its answers must not tell who exists: an unknown user has the same
 * {@link #methods}, is asked the same questions, and costs the same time as a known one with a wrong secret. What a callback
 * throws is logged and refuses the attempt. User names are valid text without control characters, at most
 * {@link io.javamiko.transport.Limits#userName()} bytes, and otherwise as the client sent them.
 */
public interface Authenticator {
    /** Which methods lead in, alone or one after the other: asked for each user name that a client gives. */
    MethodChains methods(String user);

    /** Whether the user needs no proof at all; asked only if {@link #methods} says {@code none}. */
    default Optional<Grant> none(String user) {
        return Optional.empty();
    }

    /**
     * Whether the holder of this key is the user. Asked when the client asks, before any signature, and again when it signs;
     * the signature is checked afterwards, by the caller.
     *
     * @return what the key allows; empty if it is not the user's
     */
    default Optional<Grant> publicKey(String user, SSHPublicKey key) {
        return Optional.empty();
    }

    /**
     * Whether this is the user's password; to be compared in constant time.
     *
     * @param password wiped after the call; at most {@link io.javamiko.transport.Limits#password()} bytes in UTF-8
     */
    default PasswordResult password(String user, char[] password) {
        return new PasswordResult.Refused();
    }

    /** Changes a password, after {@link PasswordResult.ChangeRequired} for the same user; accepted only if it was changed. */
    default PasswordResult changePassword(String user, char[] oldPassword, char[] newPassword) {
        return new PasswordResult.Refused();
    }

    /**
     * Begins to ask the user (RFC 4256).
     *
     * @param submethods hints from the client, names that it would like
     * @return who asks; empty refuses. To be the same for unknown users
     */
    default Optional<Conversation> keyboardInteractive(String user, List<String> submethods) {
        return Optional.empty();
    }

    /** What becomes of a password. */
    sealed interface PasswordResult {
        /** It is right. */
        record Accepted(Grant grant) implements PasswordResult {}

        /** It is wrong, or there is no such user. */
        record Refused() implements PasswordResult {}

        /**
         * It is right and no longer valid, or the new one is not good enough: the user is asked for a new one.
         *
         * @param prompt what to tell him
         */
        record ChangeRequired(String prompt) implements PasswordResult {}
    }

    /** The server's side of keyboard-interactive for one run. */
    interface Conversation {
        /** What is asked first. */
        KeyboardInteractiveMethod.Challenge begin();

        /**
         * What the answers lead to.
         *
         * @param answers as many as there were prompts; wiped after the call
         */
        Step answered(List<char[]> answers);

        /** What answers lead to. */
        sealed interface Step {
            /** Another round, of which there are at most {@link io.javamiko.transport.Limits#promptRounds()}. */
            record Ask(KeyboardInteractiveMethod.Challenge challenge) implements Step {}

            /** The answers are right. */
            record Accepted(Grant grant) implements Step {}

            /** They are wrong, or there is no such user. */
            record Refused() implements Step {}
        }
    }
}
