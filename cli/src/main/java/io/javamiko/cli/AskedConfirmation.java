package io.javamiko.cli;

import io.javamiko.Sanitised;
import io.javamiko.agent.AgentKey;
import io.javamiko.agent.KeyConfirmation;
import io.javamiko.agent.SessionBinding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Asks by the program that SSH_ASKPASS names, as ssh-agent does: an agent has no terminal. */
final class AskedConfirmation implements KeyConfirmation {
    private static final String DEFAULT = "/usr/bin/ssh-askpass";
    private static final int LIMIT = 5; // minutes

    private final String program;

    private AskedConfirmation(String program) {
        this.program = program;
    }

    /** Empty if there is no such program: keys that want confirmation are refused then. */
    static Optional<KeyConfirmation> find() {
        String named = System.getenv("SSH_ASKPASS");
        String program = named == null || named.isEmpty() ? DEFAULT : named;
        return Files.isExecutable(Path.of(program)) ? Optional.of(new AskedConfirmation(program)) : Optional.empty();
    }

    @Override
    public boolean mayUse(AgentKey key, List<SessionBinding> sessions) throws IOException {
        String question = "Allow use of key " + Sanitised.of(key.comment()) + "?\nKey fingerprint "
                + key.key().fingerprint() + ".";
        var builder = new ProcessBuilder(program, question)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("SSH_ASKPASS_PROMPT", "confirm");
        var process = builder.start();
        try {
            process.getOutputStream().close();
            return process.waitFor(LIMIT, TimeUnit.MINUTES) && process.exitValue() == 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            process.destroyForcibly();
        }
    }
}
