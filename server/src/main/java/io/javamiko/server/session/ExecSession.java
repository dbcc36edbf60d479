package io.javamiko.server.session;

import java.util.Optional;

/** A session with a command (RFC 4254 §6.5). */
public interface ExecSession extends ServerSession {
    /** The command as it came, a copy; or the one that the user's key is restricted to. */
    byte[] command();

    /** The command as text in UTF-8; bytes that are not become U+FFFD. */
    String commandText();

    /** What the client asked for, where the user's key is restricted to another command; empty if it asked for a shell. */
    Optional<String> originalCommand();
}
