package io.javamiko.server.auth;

import io.javamiko.auth.Authenticator.Conversation;
import io.javamiko.auth.Grant;
import io.javamiko.auth.KeyboardInteractiveMethod.Challenge;
import io.javamiko.auth.KeyboardInteractiveMethod.Prompt;
import java.util.List;

/**
 * Asks users what only they know (keyboard-interactive, RFC 4256). Thread-safe; its conversations are used by one thread
 * each, and may block; what they throw refuses the user.
 */
@FunctionalInterface
public interface Questions {
    /**
     * Begins to ask. To be the same for users who are not known, whose answers are wrong whatever they are.
     *
     * @param user the name as the client gave it
     * @param submethods hints from the client, usually none
     */
    Conversation begin(String user, List<String> submethods);

    /** One question, for the password: as sshd does with PAM, for clients that have no other way to ask a person. */
    static Questions forPassword(Passwords passwords) {
        var challenge = new Challenge("", "", List.of(new Prompt("Password: ", false)));
        return (user, submethods) -> new Conversation() {
            @Override
            public Challenge begin() {
                return challenge;
            }

            @Override
            public Step answered(List<char[]> answers) {
                return passwords.matches(user, answers.get(0)) ? new Step.Accepted(Grant.FULL) : new Step.Refused();
            }
        };
    }
}
