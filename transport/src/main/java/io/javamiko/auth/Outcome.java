package io.javamiko.auth;

import java.util.List;

/** How one run of an authentication method ended. */
public sealed interface Outcome {
    /**
     * The server said {@code SSH_MSG_USERAUTH_SUCCESS}: the only thing that means authenticated.
     *
     * @param proven whether anything was proved on the way: a signature, a password, an answer. A server that lets everybody
     *     in may be the one that was meant, or one that only wants to hear what comes next (RFC 4252 §5.2)
     */
    record Success(boolean proven) implements Outcome {}

    /**
     * The server said {@code SSH_MSG_USERAUTH_FAILURE} (RFC 4252 §5.1).
     *
     * @param methodsThatCanContinue what the server would take next, in its order of preference
     * @param partialSuccess the method was passed, and another one is asked for
     */
    record Failure(List<String> methodsThatCanContinue, boolean partialSuccess) implements Outcome {
        public Failure {
            methodsThatCanContinue = List.copyOf(methodsThatCanContinue);
        }
    }

    /**
     * There is no answer: it was not tried, given up on our side, or the connection ended meanwhile.
     *
     * @param reason why, as the end of a sentence, safe to show
     */
    record Abandoned(String reason) implements Outcome {}
}
