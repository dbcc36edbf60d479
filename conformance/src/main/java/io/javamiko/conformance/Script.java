package io.javamiko.conformance;

import java.io.IOException;

/** The conversation of a check: it returns if the target did what is required. */
@FunctionalInterface
public interface Script {
    /**
     * Holds the conversation.
     *
     * @throws io.javamiko.conformance.peer.ExpectationException if the target fails
     * @throws io.javamiko.conformance.peer.SkipException if the target lacks what the check needs
     */
    void run(Conversation c) throws IOException;
}
