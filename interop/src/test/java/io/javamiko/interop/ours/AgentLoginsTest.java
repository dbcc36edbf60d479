package io.javamiko.interop.ours;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.javamiko.agent.AgentClient;
import io.javamiko.agent.AgentKeyring;
import io.javamiko.agent.AgentLink;
import io.javamiko.agent.KeyConstraints;
import io.javamiko.auth.AuthenticationException;
import io.javamiko.client.SSHClient;
import io.javamiko.client.SSHClientOptionsBuilder;
import io.javamiko.client.agent.AgentConnector;
import io.javamiko.keys.SSHKeyPair;
import io.javamiko.keys.certificates.Certificate;
import io.javamiko.server.SSHServer;
import io.javamiko.server.auth.TrustedAuthorities;
import io.javamiko.testing.LeakCheck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Logins by certificate where an agent signs, against a server that takes nobody's plain key. */
@ExtendWith(LeakCheck.class)
class AgentLoginsTest {
    private static final SSHKeyPair AUTHORITY = SSHKeyPair.generate("ssh-ed25519");

    @TempDir
    private Path folder;

    private final SSHKeyPair hostKey = SSHKeyPair.generate("ssh-ed25519");
    private final SSHKeyPair user = SSHKeyPair.generate("ecdsa-sha2-nistp256");
    private final AgentKeyring keyring = AgentKeyring.create();
    private final AgentClient agent = AgentClient.over(AgentLink.to(keyring));
    private SSHServer server;

    @BeforeEach
    void begin() throws IOException {
        server = SSHServer.start(s -> s.port(0)
                .hostKey(hostKey)
                .trustedAuthorities(TrustedAuthorities.of(AUTHORITY.publicKey()))
                .exec(session -> 7));
    }

    @AfterEach
    void end() {
        server.close();
        agent.close();
        keyring.close();
    }

    private Certificate certificate() throws IOException {
        return Certificate.issue(AUTHORITY, user.publicKey(), c -> c.user("alice"));
    }

    /** An encrypted key file that nobody has the passphrase of, with its public half beside it. */
    private Path encrypted() throws IOException {
        var file = folder.resolve("key");
        user.write(file, "nobody knows".toCharArray(), 1);
        Files.writeString(folder.resolve("key.pub"), user.publicKey().format("") + "\n");
        return file;
    }

    private void logIn(Consumer<SSHClientOptionsBuilder> settings) throws IOException {
        var known = folder.resolve("known_hosts");
        Files.writeString(
                known,
                "[127.0.0.1]:" + server.port() + " " + hostKey.publicKey().format("") + "\n");
        try (var ssh = SSHClient.connect("127.0.0.1", c -> {
            c.port(server.port())
                    .user("alice")
                    .knownHosts(known)
                    .noDefaultIdentities()
                    .agent(AgentConnector.keyring(keyring));
            settings.accept(c);
        })) {
            assertThat(ssh.exec("x").exitStatus()).isEqualTo(7);
        }
    }

    @Test
    void aCertificateInTheAgentIsShown() throws Exception {
        agent.add(user, KeyConstraints.NONE);
        assertThatThrownBy(() -> logIn(c -> {})).isInstanceOf(AuthenticationException.class);

        agent.add(certificate().key(), user, KeyConstraints.NONE);
        logIn(c -> {});
        var file = encrypted();
        logIn(c -> c.identity(file).identitiesOnly());
    }

    @Test
    void theCertificateBesideAKeyFileIsShownThoughTheAgentSigns() throws Exception {
        var file = encrypted();
        agent.add(user, KeyConstraints.NONE);
        assertThatThrownBy(() -> logIn(c -> c.identity(file))).isInstanceOf(AuthenticationException.class);

        Files.writeString(folder.resolve("key-cert.pub"), certificate().format("") + "\n");
        logIn(c -> c.identity(file));
        logIn(c -> c.identity(file).identitiesOnly());
    }
}
