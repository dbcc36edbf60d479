package io.javamiko.interop;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.javamiko.agent.AgentClient;
import io.javamiko.agent.AgentException;
import io.javamiko.agent.AgentKey;
import io.javamiko.agent.AgentKeyring;
import io.javamiko.agent.AgentLink;
import io.javamiko.agent.KeyConstraints;
import io.javamiko.client.SSHClient;
import io.javamiko.client.SSHClientOptions;
import io.javamiko.client.agent.AgentConnector;
import io.javamiko.client.agent.AgentListener;
import io.javamiko.keys.SSHKeyPair;
import io.javamiko.keys.SSHPublicKey;
import io.javamiko.testing.Await;
import io.javamiko.testing.OpenSSHClient;
import io.javamiko.testing.OpenSSHServer;
import io.javamiko.testing.Program;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Our client asks ssh-agent; ssh-add and ssh ask our agent. */
@Tag("peers")
class AgentIT {
    private static final byte[] DATA = "data".getBytes(UTF_8);

    @TempDir
    private Path folder;

    private Process agent;

    @AfterEach
    void end() {
        if (agent != null) {
            agent.destroyForcibly();
        }
    }

    private Path socket() {
        return folder.resolve("agent");
    }

    private AgentConnector openSSHAgent() throws IOException {
        agent = Program.of(Program.find("ssh-agent"), "-D", "-a", socket().toString())
                .start();
        Await.until(Duration.ofSeconds(10), () -> "ssh-agent listens", () -> Files.exists(socket()));
        return AgentConnector.socket(socket());
    }

    private AgentClient client() throws IOException {
        return AgentClient.over(openSSHAgent().connect().orElseThrow());
    }

    private Program.Ended add(String... arguments) throws Exception {
        return program("ssh-add", arguments).run();
    }

    private Program program(String name, String... arguments) {
        var line = new ArrayList<>(List.of(Program.find(name)));
        line.addAll(List.of(arguments));
        return Program.of(line).environment("SSH_AUTH_SOCK", socket().toString());
    }

    private SSHKeyPair key(String type, String name) throws Exception {
        var pair = SSHKeyPair.generate(type).withComment(name);
        pair.write(folder.resolve(name));
        Files.writeString(folder.resolve(name + ".pub"), pair.publicKey().format(name) + "\n");
        return pair;
    }

    /** Signs {@code name}.pub by a new CA. */
    private Path certificate(String name) throws Exception {
        if (Files.notExists(folder.resolve("ca"))) {
            OpenSSHClient.makeKey("ed25519", folder.resolve("ca"));
        }
        Program.of(
                        Program.find("ssh-keygen"),
                        "-q",
                        "-s",
                        folder + "/ca",
                        "-I",
                        "id",
                        "-n",
                        "tester",
                        folder + "/" + name + ".pub")
                .run()
                .successful();
        return folder.resolve(name + "-cert.pub");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"ssh-ed25519", "ecdsa-sha2-nistp256", "ecdsa-sha2-nistp384", "ecdsa-sha2-nistp521", "ssh-rsa"})
    void openSSHsAgentHoldsSignsWithAndDropsOurKeysAndCertificates(String type) throws Exception {
        var pair = key(type, "mine");
        var certificate =
                SSHPublicKey.parse(Files.readString(certificate("mine")).strip());
        try (var client = client()) {
            client.add(pair, KeyConstraints.NONE);
            client.add(certificate, pair, KeyConstraints.NONE.withLifetime(Duration.ofHours(1)));

            assertThat(client.keys())
                    .containsExactly(new AgentKey(pair.publicKey(), "mine"), new AgentKey(certificate, "mine"));
            for (String algorithm : pair.signatureAlgorithms()) {
                byte[] signature = client.sign(pair.publicKey(), algorithm, DATA);
                assertThat(pair.publicKey().verify(algorithm, DATA, signature)).isTrue();
                byte[] certified = client.sign(certificate, algorithm, DATA);
                assertThat(pair.publicKey().verify(algorithm, DATA, certified)).isTrue();
            }
            assertThat(add("-L").successful().text()).contains(pair.publicKey().format("mine"));
            client.remove(pair.publicKey());
            assertThat(client.keys()).containsExactly(new AgentKey(certificate, "mine"));
            client.removeAll();
            assertThat(client.keys()).isEmpty();
        }
    }

    @Test
    void openSSHsAgentKeepsConstraintsAndItsLock() throws Exception {
        try (var client = client();
                var brief = SSHKeyPair.generate("ssh-ed25519");
                var asked = SSHKeyPair.generate("ssh-ed25519")) {
            client.add(brief, KeyConstraints.NONE.withLifetime(Duration.ofSeconds(1)));
            client.add(asked, KeyConstraints.NONE.withConfirmation());
            assertThatThrownBy(() -> client.sign(asked.publicKey(), "ssh-ed25519", DATA)) // nobody is there to ask
                    .isInstanceOf(AgentException.class);
            Await.until(Duration.ofSeconds(10), () -> "the lifetime ends", () -> count(client) == 1);

            client.lock("secret".toCharArray());
            assertThat(client.keys()).isEmpty();
            assertThatThrownBy(() -> client.unlock("wrong".toCharArray())).isInstanceOf(AgentException.class);
            client.unlock("secret".toCharArray());
            assertThat(client.keys()).hasSize(1);
        }
    }

    private static int count(AgentClient client) {
        try {
            return client.keys().size();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aKeyOfATypeThatWeDoNotUseSignsAllTheSame() throws Exception {
        try (var client = client()) {
            OpenSSHClient.makeKey("dsa", folder.resolve("old"));
            add(folder + "/old").successful();
            var key = client.keys().get(0);

            assertThat(key.key().type()).isEqualTo("ssh-dss");
            assertThat(client.signer(key).sign("ssh-dss", DATA)).hasSizeGreaterThan(40);
        }
    }

    @Test
    void ourClientLogsInThroughOpenSSHsAgentWithSHA512AndBindsTheSession() throws Exception {
        var replies = new CopyOnWriteArrayList<Integer>();
        try (var sshd = OpenSSHServer.start()) {
            var direct = openSSHAgent();
            add(sshd.userKey("rsa").toString()).successful();
            var options = OurClient.options(sshd);
            var events = new OurServer.Events();
            try (var ssh = SSHClient.connect(
                    "127.0.0.1",
                    SSHClientOptions.of(c -> c.port(sshd.port())
                            .user(sshd.user())
                            .knownHosts(options.knownHosts().toArray(Path[]::new))
                            .noDefaultIdentities()
                            .listener(events)
                            .agent(() -> Optional.of(watched(direct.connect().orElseThrow(), replies)))))) {
                assertThat(ssh.exec("echo hello").text()).isEqualTo("hello\n");
            }
            assertThat(events.attempts).last().asString().contains("SUCCESS").contains("rsa-sha2-512");
        }
        assertThat(replies).containsExactly(6, 12, 14); // session-bind@openssh.com, list, sign
    }

    private static AgentLink watched(AgentLink link, List<Integer> replies) {
        return new AgentLink() {
            @Override
            public byte[] exchange(byte[] request) throws IOException {
                byte[] reply = link.exchange(request);
                replies.add((int) reply[0]);
                return reply;
            }

            @Override
            public void close() throws IOException {
                link.close();
            }
        };
    }

    @Test
    void sshAddFillsListsLocksAndEmptiesOurAgent() throws Exception {
        var pairs = List.of(
                key("ssh-ed25519", "ed25519"),
                key("ecdsa-sha2-nistp256", "p256"),
                key("ecdsa-sha2-nistp521", "p521"),
                key("ssh-rsa", "rsa"));
        var asked = new CopyOnWriteArrayList<AgentKey>();
        try (var keyring = AgentKeyring.create(k -> k.confirmation((key, sessions) -> asked.add(key)));
                var listener = AgentListener.listen(keyring, socket())) {
            for (String name : List.of("ed25519", "p256", "p521", "rsa")) {
                certificate(name);
                add(folder + "/" + name).successful(); // and the certificate beside it
            }
            String listed = add("-L").successful().text();
            assertThat(listed.lines()).hasSize(8);
            pairs.forEach(pair -> assertThat(listed)
                    .contains(pair.publicKey().format(pair.comment()))
                    .contains(pair.publicKey().type() + "-cert-v01@openssh.com "));
            for (var pair : pairs) { // ssh-add -T signs, and verifies
                add("-T", folder + "/" + pair.comment() + ".pub").successful();
            }
            add("-d", folder + "/p256").successful();
            assertThat(keyring.keys()).hasSize(6);
            add("-D").successful();
            assertThat(add("-l").exit()).isEqualTo(1);

            add("-t", "1", folder + "/rsa").successful();
            Await.until(
                    Duration.ofSeconds(10),
                    () -> "the lifetime ends",
                    () -> keyring.keys().isEmpty());
            add("-c", folder + "/ed25519").successful();
            add("-T", folder + "/ed25519.pub").successful();
            assertThat(asked).hasSize(1);

            withPassword("-x").successful();
            assertThat(add("-l").exit()).isEqualTo(1);
            withPassword("-X").successful();
            assertThat(add("-l").successful().text()).contains("ed25519");
            assertThat(listener.socket()).exists();
        }
    }

    private Program.Ended withPassword(String option) throws Exception {
        var asked = Files.writeString(folder.resolve("askpass"), "#!/bin/sh\necho secret\n");
        Files.setPosixFilePermissions(asked, PosixFilePermissions.fromString("rwx------"));
        return program("ssh-add", option)
                .environment("SSH_ASKPASS", asked.toString())
                .environment("SSH_ASKPASS_REQUIRE", "force")
                .run();
    }

    @Test
    void sshLogsInThroughOurAgent() throws Exception {
        try (var keyring = AgentKeyring.create();
                var listener = AgentListener.listen(keyring, socket());
                var sshd = OpenSSHServer.start();
                var ours = OurServer.start(Files.createDirectory(folder.resolve("ours")), s -> {})) {
            add(sshd.userKey("rsa").toString()).successful();
            add(ours.userKey().toString()).successful();
            assertThat(listener.socket()).isEqualTo(socket());

            var hostKey = Files.readString(sshd.hostPublicKey("ed25519")).strip();
            Path publicOnly = Files.copy(Path.of(sshd.userKey("rsa") + ".pub"), folder.resolve("id.pub"));
            var toSSHD = OpenSSHClient.of(folder, sshd.port(), sshd.user(), publicOnly, List.of(hostKey));
            assertThat(toSSHD.ssh("-o", "IdentityAgent=" + socket(), OpenSSHClient.HOST, "echo", "hello")
                            .run()
                            .successful()
                            .text())
                    .isEqualTo("hello\n");

            Path other = Files.createDirectory(folder.resolve("other"));
            Files.copy(Path.of(ours.userKey() + ".pub"), other.resolve("user.pub"));
            Files.copy(Path.of(ours.userKey() + ".pub"), other.resolve("user")); // not the private half
            assertThat(ours.openSSH(other)
                            .ssh("-o", "IdentityAgent=" + socket(), OpenSSHClient.HOST, "echo hello")
                            .run()
                            .successful()
                            .text())
                    .isEqualTo("hello\n");
        }
    }
}
