package io.javamiko.server.session;

import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What a server runs in sessions.
 *
 * @param exec runs commands
 * @param shell runs shells
 * @param subsystems serve subsystems, by name
 * @param acceptEnvironment which variables a client may set, by name
 * @param keyEnvironment whether those that a key's line sets are set
 */
public record SessionHandlers(
        Optional<ExecHandler> exec,
        Optional<ShellHandler> shell,
        Map<String, SubsystemHandler> subsystems,
        Predicate<String> acceptEnvironment,
        boolean keyEnvironment) {
    public SessionHandlers {
        subsystems = Map.copyOf(subsystems);
    }

    boolean takeTerminals() {
        return exec.filter(ExecHandler::takesTerminals).isPresent()
                || shell.filter(ShellHandler::takesTerminals).isPresent();
    }
}
