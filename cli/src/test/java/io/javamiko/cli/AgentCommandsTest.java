package io.javamiko.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.javamiko.agent.AgentClient;
import io.javamiko.client.agent.AgentConnector;
import io.javamiko.keys.SSHKeyPair;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AgentCommandsTest {
    @TempDir
    Path directory;

    private String key() throws Exception {
        Path file = directory.resolve("key");
        try (var pair = SSHKeyPair.generate("ssh-ed25519").withComment("mine")) {
            pair.write(file);
            Files.writeString(directory.resolve("key.pub"), pair.publicKey().format("mine") + "\n");
        }
        return file.toString();
    }

    @Test
    void anAgentLivesAsLongAsItsCommandAndEndsWithItsStatus() throws Exception {
        var ended = Javamikos.javamiko(
                        "agent", "-t", "1h", "sh", "-c", "test -S \"$SSH_AUTH_SOCK\" && echo -n in && exit 3")
                .run();

        assertThat(ended.exit()).isEqualTo(3);
        assertThat(ended.text()).isEqualTo("in");
    }

    @Test
    void keysAreAddedListedAndRemoved() throws Exception {
        String key = key();
        Path socket = directory.resolve("socket");
        var agent =
                Javamikos.javamiko("agent", "-D", "-s", "-a", socket.toString()).start();
        try (var lines = agent.inputReader(UTF_8)) {
            assertThat(lines.readLine()).isEqualTo("SSH_AUTH_SOCK=" + socket + "; export SSH_AUTH_SOCK;");

            var added = Javamikos.javamiko("add", "-t", "60", key)
                    .environment("SSH_AUTH_SOCK", socket.toString())
                    .run()
                    .successful();
            assertThat(added.error()).isEqualTo("Identity added: " + key + " (mine)\nLifetime set to 60 seconds\n");
            try (var client =
                    AgentClient.over(AgentConnector.socket(socket).connect().orElseThrow())) {
                var listed = Javamikos.javamiko("add", "-l")
                        .environment("SSH_AUTH_SOCK", socket.toString())
                        .run()
                        .successful();
                assertThat(listed.text())
                        .isEqualTo("256 " + client.keys().get(0).key().fingerprint() + " mine (ED25519)\n");
                Javamikos.javamiko("add", "-d", key)
                        .environment("SSH_AUTH_SOCK", socket.toString())
                        .run()
                        .successful();
                assertThat(client.keys()).isEmpty();
            }
        } finally {
            agent.destroy();
            assertThat(agent.waitFor(10, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(socket).doesNotExist();
    }

    @Test
    void withoutAnAgentTheStatusIsTwo() throws Exception {
        assertThat(Javamikos.javamiko("add", "-l").run().exit()).isEqualTo(2);
    }

    @Test
    void anAgentGoesToTheBackgroundAndIsEnded() throws Exception {
        var started = Javamikos.javamiko(
                        "agent", "-s", "-a", directory.resolve("socket").toString())
                .run()
                .successful();
        String pid = started.text().replaceAll("(?s).*SSH_AGENT_PID=(\\d+);.*", "$1");
        var handle = ProcessHandle.of(Long.parseLong(pid)).orElseThrow();

        Javamikos.javamiko("agent", "-k")
                .environment("SSH_AGENT_PID", pid)
                .run()
                .successful();

        handle.onExit().get(10, TimeUnit.SECONDS);
    }

    @ParameterizedTest
    @CsvSource({
        "ssh-ed25519,ED25519",
        "ssh-rsa-cert-v01@openssh.com,RSA-CERT",
        "sk-ecdsa-sha2-nistp256@openssh.com,ECDSA-SK",
        "ecdsa-sha2-nistp521,ECDSA",
        "ssh-dss,DSA"
    })
    void typesHaveShortNames(String type, String name) {
        assertThat(AddCommand.shortName(type)).isEqualTo(name);
    }
}
