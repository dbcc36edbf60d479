package io.javamiko.client.agent;

import io.javamiko.agent.AgentClient;
import io.javamiko.agent.AgentException;
import io.javamiko.agent.AgentException.Reason;
import io.javamiko.agent.AgentKeyring;
import io.javamiko.agent.AgentLink;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Opens a connection to an agent, each time that one is needed. Thread-safe. */
@FunctionalInterface
public interface AgentConnector {
    /**
     * Connects.
     *
     * @return a link that the caller closes; empty if there is no agent, and none was promised
     * @throws AgentException if the agent that was named can't be reached
     */
    Optional<AgentLink> connect() throws IOException;

    /** No agent. */
    static AgentConnector none() {
        return Optional::empty;
    }

    /**
     * The user's own: at the socket that {@code SSH_AUTH_SOCK} names; on Windows, where that is not set, OpenSSH's pipe. No
     * agent, rather than an error, where there is none.
     */
    static AgentConnector ofUser() {
        return UserAgent::connect;
    }

    /** At a Unix domain socket, which must take the connection within {@link AgentClient#DEFAULT_TIMEOUT}. */
    static AgentConnector socket(Path socket) {
        return () -> Optional.of(SocketLink.connect(socket, AgentClient.DEFAULT_TIMEOUT));
    }

    /**
     * At a named pipe of Windows, as {@code \\.\pipe\openssh-ssh-agent}. Written after its documentation and tested over a
     * stand-in: nobody has run it on Windows yet.
     */
    static AgentConnector pipe(Path pipe) {
        return () -> {
            try {
                return Optional.of(PipeLink.open(pipe));
            } catch (IOException e) {
                throw new AgentException(
                        Reason.UNREACHABLE,
                        "no agent answers at " + pipe + ": is the service OpenSSH Authentication Agent running?",
                        e);
            }
        };
    }

    /** A keyring in this process. */
    static AgentConnector keyring(AgentKeyring keyring) {
        return () -> Optional.of(AgentLink.to(keyring));
    }
}
