package io.javamiko.interop.ours;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.javamiko.agent.AgentClient;
import io.javamiko.agent.AgentKeyring;
import io.javamiko.agent.KeyConstraints;
import io.javamiko.client.ExecResult;
import io.javamiko.client.RemoteProcess;
import io.javamiko.client.Retry;
import io.javamiko.client.SSHClient;
import io.javamiko.client.SSHClientOptions;
import io.javamiko.client.agent.AgentConnector;
import io.javamiko.client.agent.AgentListener;
import io.javamiko.client.hostkeys.HostKeyPolicy;
import io.javamiko.connection.Exit;
import io.javamiko.keys.SSHKeyPair;
import io.javamiko.keys.files.KeyFileFormat;
import io.javamiko.keys.lists.AllowedSigners;
import io.javamiko.keys.sshsig.SSHSignature;
import io.javamiko.secrets.Fernet;
import io.javamiko.server.SSHServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The README's examples stand in this file to the letter, and run. */
class ReadmeTest {
    private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
    private static final Pattern EXAMPLE = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

    @TempDir
    private Path root;

    @Test
    void everyExampleStandsInThisFile() throws Exception {
        String here = squeezed(
                Files.readString(ROOT.resolve("interop/src/test/java/io/javamiko/interop/ours/ReadmeTest.java")));
        var examples = EXAMPLE.matcher(Files.readString(ROOT.resolve("README.md")))
                .results()
                .toList();
        assertThat(examples)
                .hasSize(7)
                .allSatisfy(example -> assertThat(here)
                        .contains(squeezed(example.group(1)).replaceAll("}+$", ""))); // here an example may go on
    }

    @Test
    void theProcessesRun() throws Exception {
        try (var server = TestServer.start(root);
                var ssh = server.connect()) {
            processes(ssh);
        }
    }

    @Test
    void theAgentTakesTheKey() throws Exception {
        Path socket = root.resolve("agent");
        Path key = root.resolve("key");
        SSHKeyPair.generate("ssh-ed25519").write(key);
        try (var keyring = AgentKeyring.create();
                var listener = AgentListener.listen(keyring, socket)) {
            try (var agent =
                    AgentClient.over(AgentConnector.socket(socket).connect().orElseThrow())) {
                agent.add(SSHKeyPair.read(key), KeyConstraints.NONE.withLifetime(Duration.ofHours(1)));
            }
            assertThat(keyring.keys()).hasSize(1);
            assertThat(listener.socket()).exists();
        }
    }

    @Test
    void theServerRuns() throws Exception {
        Path authorizedKeys = root.resolve("authorized_keys");
        var key = SSHKeyPair.generate("ssh-ed25519");
        Files.writeString(authorizedKeys, key.publicKey().format("me") + "\n");

        try (var server = SSHServer.start(s -> s.port(0)
                .hostKey(SSHKeyPair.generate("ssh-ed25519"))
                .authorizedKeys(authorizedKeys)
                .exec(session -> {
                    session.output().write(("you said " + session.commandText()).getBytes(UTF_8));
                    return 0;
                })
                .sftp(root))) {
            System.out.println("listening on port " + server.port());
            var options = SSHClientOptions.of(c -> c.port(server.port())
                    .user("me")
                    .identity(key)
                    .knownHosts(root.resolve("known_hosts"))
                    .hostKeyPolicy(HostKeyPolicy.acceptNew()));
            try (var ssh = SSHClient.connect("127.0.0.1", options)) {
                assertThat(ssh.exec("hello").text()).isEqualTo("you said hello");
                try (var sftp = ssh.openSFTP()) {
                    sftp.put(authorizedKeys, "/copy");
                }
                assertThat(root.resolve("copy")).hasSameBinaryContentAs(authorizedKeys);
            }
        }
    }

    private static void processes(SSHClient ssh) throws IOException {
        ExecResult sorted = ssh.exec("sort", e -> e.input("b\na\n").timeout(Duration.ofSeconds(10)));
        if (sorted.exit() instanceof Exit.Signal signal) {
            System.out.println("ended by " + signal.name());
        }
        try (RemoteProcess process = ssh.start("cat", e -> e.env("LC_ALL", "C"))) {
            process.output().write("hello".getBytes(UTF_8));
            process.sendEOF();
            System.out.println(new String(process.input().readAllBytes(), UTF_8) + process.waitFor());
        }
        assertThat(sorted.exitStatus()).isEqualTo(127); // this server can't sort
    }

    @Test
    void theSignatureIsMadeAndVerified() throws Exception {
        Path file = Files.writeString(root.resolve("file"), "contents");
        Path signatureFile = root.resolve("file.sig");
        try (var key = SSHKeyPair.generate("ssh-ed25519")) {
            Path allowedSigners = Files.writeString(
                    root.resolve("signers"), "me@example.com " + key.publicKey().format("") + "\n");
            try (var message = Files.newInputStream(file)) {
                Files.writeString(
                        signatureFile, SSHSignature.sign(key, "file", message).format());
            }
            var signers = AllowedSigners.read(allowedSigners); // lines as "me@example.com ssh-ed25519 AAAA…"
            try (var message = Files.newInputStream(file)) {
                SSHSignature.parse(Files.readString(signatureFile))
                        .verify(
                                message,
                                "file",
                                "me@example.com",
                                signers,
                                Instant.now()); // or an exception says why not
            }
        }
        assertThat(signatureFile).content().startsWith("-----BEGIN SSH SIGNATURE-----");
    }

    @Test
    void theOptionsCanBeMade() {
        var options = SSHClientOptions.of(c -> c.user("deploy")
                .port(2222)
                .identity(Path.of("deploy_key"))
                .password("a secret".toCharArray())
                .knownHosts(Path.of("known_hosts"))
                .hostKeyPolicy(HostKeyPolicy.acceptNew())
                .identificationTimeout(Duration.ofSeconds(5))
                .overallTimeout(Duration.ofMinutes(1))
                .retry(Retry.times(3)));
        assertThat(options.user()).isEqualTo("deploy");
        assertThat(options.overallTimeout()).contains(Duration.ofMinutes(1));
    }

    @Test
    void theKeysAreReadAndWritten() throws Exception {
        char[] passphrase = "secret".toCharArray();
        Path keyFile = root.resolve("key");
        Path ppkFile = root.resolve("key.ppk");
        SSHKeyPair.generate("ssh-ed25519").write(keyFile, passphrase);

        try (var key = SSHKeyPair.read(keyFile, passphrase)) { // OpenSSH, PEM, PKCS#8 or PuTTY: the file says which
            key.write(ppkFile, KeyFileFormat.PUTTY, passphrase);
            System.out.println(key.publicKey().fingerprint() + " " + key.comment());
        }
        char[] secretKey = Fernet.generateKey(); // for passphrases and passwords at rest
        try (var fernet = Fernet.of(secretKey)) {
            String token = fernet.encrypt("device password".getBytes(UTF_8));
            System.out.println(new String(fernet.decrypt(token, Duration.ofDays(30)), UTF_8));
        }
        assertThat(SSHKeyPair.read(ppkFile, passphrase).publicKey()).isEqualTo(SSHKeyPair.readPublicKey(keyFile));
    }

    /** The first example: compiled, not run, for it wants a host of that name with the caller's own keys. */
    static void runACommandAndMoveAFile(String host) throws IOException {
        try (var ssh = SSHClient.connect(host, c -> c.user("me"))) {
            ExecResult result = ssh.exec("uname -a");
            System.out.println(result.text() + result.exitStatus());

            try (var sftp = ssh.openSFTP()) {
                sftp.put(Path.of("big.iso"), "/srv/big.iso");
            }
            try (var forward = ssh.forwardLocal(0, "db", 5432)) {
                System.out.println("the database is at localhost:" + forward.port());
            }
        }
    }

    private static String squeezed(String text) {
        return text.replaceAll("\\s+", "");
    }
}
