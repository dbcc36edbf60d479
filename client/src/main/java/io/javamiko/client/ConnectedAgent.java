package io.javamiko.client;

import io.javamiko.agent.AgentClient;
import io.javamiko.agent.AgentException;
import io.javamiko.agent.SessionBinding;
import io.javamiko.auth.ClientAuthentication;
import io.javamiko.auth.PublicKeyMethod;
import io.javamiko.client.auth.AgentKeys;
import io.javamiko.client.auth.AuthPlan.Credentials;
import io.javamiko.keys.Signer;
import io.javamiko.transport.Transport;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The agent during one connection's authentication: bound to its session, its keys put in order with the identities. */
final class ConnectedAgent implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(ConnectedAgent.class);

    private final AgentClient client; // null: there is none
    private final List<Signer> keys;
    private final boolean identitiesOnly;

    private ConnectedAgent(AgentClient client, List<Signer> keys, boolean identitiesOnly) {
        this.client = client;
        this.keys = keys;
        this.identitiesOnly = identitiesOnly;
    }

    /** Whatever is wrong with the agent, authentication goes on without it; only an interrupt ends it. */
    static ConnectedAgent open(SSHClientOptions options, Transport transport, ClientAuthentication authentication)
            throws IOException {
        var none = new ConnectedAgent(null, List.of(), options.identitiesOnly());
        if (!options.credentials().preference().contains(PublicKeyMethod.NAME)) {
            return none;
        }
        AgentClient client = null;
        try {
            var link = options.agent().connect();
            if (link.isEmpty()) {
                return none;
            }
            client = AgentClient.over(link.get());
            bind(client, transport);
            var keys = client.keys().stream().map(client::signer).toList();
            return new ConnectedAgent(client, keys, options.identitiesOnly());
        } catch (InterruptedIOException e) {
            close(client);
            throw e;
        } catch (IOException e) {
            authentication.skipped(PublicKeyMethod.NAME, "agent", e.getMessage());
            close(client);
            return none;
        } catch (RuntimeException | Error e) {
            close(client);
            throw e;
        }
    }

    /** An agent that does not know the extension is as good as before (PROTOCOL.agent §1). */
    private static void bind(AgentClient client, Transport transport) throws IOException {
        var hostKey = transport.hostKey();
        if (hostKey.isEmpty()) {
            return;
        }
        try {
            client.bind(SessionBinding.forAuthentication(
                    hostKey.get().key(), transport.sessionId(), hostKey.get().signature()));
        } catch (AgentException e) {
            if (e.reason() != AgentException.Reason.REFUSED) {
                throw e;
            }
            log.debug("the agent is not bound to the session: {}", e.getMessage());
        }
    }

    Credentials into(Credentials credentials) {
        return keys.isEmpty()
                ? credentials
                : credentials.withIdentities(AgentKeys.inOrder(credentials.identities(), keys, identitiesOnly));
    }

    private static void close(AgentClient client) {
        if (client != null) {
            client.close();
        }
    }

    @Override
    public void close() {
        close(client);
    }
}
