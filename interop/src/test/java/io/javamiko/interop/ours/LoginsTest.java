package io.javamiko.interop.ours;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.javamiko.auth.AuthenticationAttempt;
import io.javamiko.auth.AuthenticationException;
import io.javamiko.client.SSHClient;
import io.javamiko.client.hostkeys.HostKeyPolicy;
import io.javamiko.keys.SSHKeyPair;
import io.javamiko.keys.files.KeyFileFormat;
import io.javamiko.server.auth.Passwords;
import io.javamiko.server.auth.Questions;
import io.javamiko.transport.BadHostKeyException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoginsTest {
    private static final Map<String, String> PASSWORDS = Map.of("me", "a secret");

    @TempDir
    private Path directory;

    @Test
    void aPasswordLetsIn() throws Exception {
        try (var server = TestServer.start(directory, s -> s.passwords(PASSWORDS));
                var ssh = server.connectWithoutKey(c -> c.password("a secret".toCharArray()))) {
            assertThat(ssh.exec("echo in").text()).isEqualTo("in\n");
            assertThat(ssh.user()).isEqualTo("me");
            assertThat(ssh.hostKey()).isEqualTo(TestServer.HOST_KEY.publicKey());
        }
    }

    @Test
    void aPasswordAnswersKeyboardInteractive() throws Exception {
        try (var server =
                        TestServer.start(directory, s -> s.questions(Questions.forPassword(Passwords.of(PASSWORDS))));
                var ssh = server.connectWithoutKey(c -> c.password("a secret".toCharArray()))) {
            assertThat(ssh.isOpen()).isTrue();
        }
    }

    @Test
    void aPersonsAnswersLetIn() throws Exception {
        var asked = new ArrayList<String>();
        try (var server =
                        TestServer.start(directory, s -> s.questions(Questions.forPassword(Passwords.of(PASSWORDS))));
                var ssh = server.connectWithoutKey(c -> c.prompter(challenge -> {
                    challenge.prompts().forEach(prompt -> asked.add(prompt.text() + prompt.echo()));
                    return Optional.of(List.of("a secret".toCharArray()));
                }))) {
            assertThat(ssh.isOpen()).isTrue();
            assertThat(asked).containsExactly("Password: false");
        }
    }

    @Test
    void aKeyAndThenAPasswordLetInWhereBothAreAskedFor() throws Exception {
        try (var server = TestServer.start(
                directory,
                s -> s.authorizedKeys(directory.resolve("authorized_keys"))
                        .passwords(PASSWORDS)
                        .authenticationMethods("publickey,password"))) {
            try (var ssh = server.connect(c -> c.password("a secret".toCharArray()))) {
                assertThat(ssh.exec("echo in").text()).isEqualTo("in\n");
            }
            var refused = catchThrowableOfType(AuthenticationException.class, () -> server.connect());
            assertThat(refused.attempts())
                    .extracting(AuthenticationAttempt::method)
                    .contains("publickey");
            assertThat(refused).hasMessageContaining("accepted, not enough");
        }
    }

    @Test
    void everyAttemptIsInTheErrorAndNoSecretIs() throws Exception {
        var unknown = SSHKeyPair.generate("ecdsa-sha2-nistp256");
        try (var server = TestServer.start(
                directory,
                s -> s.authorizedKeys(directory.resolve("authorized_keys")).passwords(PASSWORDS))) {
            var refused = catchThrowableOfType(
                    AuthenticationException.class,
                    () -> server.connectWithoutKey(c -> c.identity(unknown)
                            .identity(directory.resolve("missing"))
                            .password("a wrong secret".toCharArray())));
            assertThat(refused)
                    .hasMessageContaining(unknown.publicKey().fingerprint())
                    .hasMessageContaining("missing")
                    .hasMessageContaining("password")
                    .hasMessageNotContaining("a wrong secret");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"ssh-ed25519", "ecdsa-sha2-nistp256", "ecdsa-sha2-nistp384", "ecdsa-sha2-nistp521", "ssh-rsa"})
    void everyTypeOfKeyWorksEncryptedFromAFile(String type) throws Exception {
        try (var key = SSHKeyPair.generate(type)) {
            Path file = directory.resolve("id");
            key.write(file, "a passphrase".toCharArray(), 1);
            var keys = io.javamiko.server.auth.UserKeys.of((user, known) -> known.equals(key.publicKey()));
            try (var server = TestServer.start(directory, s -> s.userKeys(keys));
                    var ssh = server.connectWithoutKey(c -> c.identity(file)
                            .passphrases((path, attempt) ->
                                    Optional.of((attempt == 1 ? "wrong" : "a passphrase").toCharArray())))) {
                assertThat(ssh.exec("echo in").text()).isEqualTo("in\n");
            }
        }
    }

    @Test
    void fileThatIsEncryptedAsAWholeIsAskedForOnce() throws Exception {
        try (var key = SSHKeyPair.generate("ecdsa-sha2-nistp256")) {
            Path file = directory.resolve("id.pem");
            key.write(file, KeyFileFormat.PKCS8, "a passphrase".toCharArray());
            var asked = new AtomicInteger();
            var keys = io.javamiko.server.auth.UserKeys.of((user, known) -> known.equals(key.publicKey()));
            try (var server = TestServer.start(directory, s -> s.userKeys(keys));
                    var ssh = server.connectWithoutKey(c -> c.identity(file).passphrases((path, attempt) -> {
                        asked.incrementAndGet();
                        return Optional.of("a passphrase".toCharArray());
                    }))) {
                assertThat(ssh.exec("echo in").text()).isEqualTo("in\n");
                assertThat(asked).hasValue(1);
            }
        }
    }

    @Test
    void nothingIsSentToAServerWhoseKeyIsNotKnown() throws Exception {
        try (var server = TestServer.start(directory, s -> s.passwords(PASSWORDS))) {
            assertThatThrownBy(() -> SSHClient.connect(
                            "127.0.0.1",
                            c -> c.port(server.port()).knownHosts().passwords((user, host, attempt) -> {
                                throw new AssertionError("asked for a password");
                            })))
                    .isInstanceOf(BadHostKeyException.class)
                    .hasMessageContaining(TestServer.HOST_KEY.publicKey().fingerprint());
            Path learnt = directory.resolve("learnt");
            for (int i = 0; i < 2; i++) { // the second time it is known
                SSHClient.connect(
                                "127.0.0.1",
                                c -> c.port(server.port())
                                        .user("me")
                                        .knownHosts(learnt)
                                        .noDefaultIdentities()
                                        .hostKeyPolicy(HostKeyPolicy.acceptNew())
                                        .password("a secret".toCharArray()))
                        .close();
            }
            assertThat(learnt).content().hasLineCount(1);
        }
    }
}
