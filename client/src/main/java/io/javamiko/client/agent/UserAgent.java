package io.javamiko.client.agent;

import io.javamiko.agent.AgentLink;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The agent that the environment names, if it is there. */
final class UserAgent {
    private static final Logger log = LoggerFactory.getLogger(UserAgent.class);
    private static final String PIPE = "\\\\.\\pipe\\openssh-ssh-agent";

    private UserAgent() {}

    static Optional<AgentLink> connect() throws InterruptedIOException {
        return connect(
                System.getenv("SSH_AUTH_SOCK"),
                System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("windows"));
    }

    /** @param named what SSH_AUTH_SOCK says, or {@code null} */
    static Optional<AgentLink> connect(String named, boolean isWindows) throws InterruptedIOException {
        boolean isNamed = named != null && !named.isEmpty();
        if (!isNamed && !isWindows) {
            return Optional.empty();
        }
        String address = isNamed ? named : PIPE;
        try {
            var path = Path.of(address);
            boolean isPipe = address.startsWith("\\\\.\\pipe\\");
            if (!isPipe && !Files.exists(path)) {
                return Optional.empty(); // an agent that has ended
            }
            return (isPipe ? AgentConnector.pipe(path) : AgentConnector.socket(path)).connect();
        } catch (InterruptedIOException e) {
            throw e;
        } catch (IOException | InvalidPathException e) {
            log.debug("the user's agent is not used: {}", e.getMessage());
            return Optional.empty();
        }
    }
}
