package io.javamiko.agent;

import java.io.IOException;
import java.util.List;

/** Asks a person whether a key may sign (RFC 9987 §5.2.7). Called on the thread of the session that wants it; may take its time. */
@FunctionalInterface
public interface KeyConfirmation {
    /**
     * Whether the key may sign now.
     *
     * @param sessions what the connection was bound to, in order; empty if its client said nothing
     * @throws IOException if nobody can be asked; then it may not
     */
    boolean mayUse(AgentKey key, List<SessionBinding> sessions) throws IOException;
}
