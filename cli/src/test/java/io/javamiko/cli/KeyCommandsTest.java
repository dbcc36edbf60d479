package io.javamiko.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.javamiko.keys.SSHKeyPair;
import io.javamiko.keys.SSHPublicKey;
import io.javamiko.server.SSHServer;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyCommandsTest {
    @TempDir
    Path directory;

    @Test
    void aKeyPairIsMadeWithItsCommentAndPassphrase() throws Exception {
        Path file = directory.resolve("sub/key");
        Javamikos.javamiko(
                        "keygen",
                        "-q",
                        "-t",
                        "ecdsa",
                        "-b",
                        "384",
                        "-N",
                        "secret",
                        "-C",
                        "a comment",
                        "-f",
                        file.toString())
                .run()
                .successful();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        try (var pair = SSHKeyPair.read(file, "secret".toCharArray())) {
            assertThat(pair.publicKey().type()).isEqualTo("ecdsa-sha2-nistp384");
            assertThat(pair.publicKey().format("a comment"))
                    .isEqualTo(Files.readString(Path.of(file + ".pub")).strip());
            assertThat(Javamikos.javamiko("keygen", "-y", "-P", "secret", "-f", file.toString())
                            .run()
                            .successful()
                            .text())
                    .isEqualTo(pair.publicKey().format("a comment") + "\n");
            assertThat(Javamikos.javamiko("keygen", "-l", "-f", file.toString())
                            .run()
                            .successful()
                            .text())
                    .isEqualTo("384 " + pair.publicKey().fingerprint() + " a comment (ECDSA)\n");
        }
    }

    @Test
    void aWrongPassphraseIsOneLineAnd255() throws Exception {
        String file = directory + "/key";
        Javamikos.javamiko("keygen", "-q", "-N", "secret", "-f", file).run().successful();

        var ended =
                Javamikos.javamiko("keygen", "-y", "-P", "wrong", "-f", file).run();

        assertThat(ended.exit()).isEqualTo(255);
        assertThat(ended.error().lines()).hasSize(1);
    }

    @Test
    void scannedKeysAreFoundAndRemoved() throws Exception {
        try (var hostKey = SSHKeyPair.generate("ssh-ed25519");
                var rsa = SSHKeyPair.generate("ssh-rsa", 2048);
                var server = SSHServer.start(
                        s -> s.port(0).hostKey(hostKey).hostKey(rsa).passwords(Map.of("u", "p")))) {
            String port = Integer.toString(server.port());
            String scanned = Javamikos.javamiko("keyscan", "-H", "-p", port, "127.0.0.1")
                    .run()
                    .successful()
                    .text();
            assertThat(scanned.lines()).hasSize(2).allMatch(line -> line.startsWith("|1|"));

            Path knownHosts = Files.writeString(directory.resolve("known_hosts"), scanned);
            String name = "[127.0.0.1]:" + port;
            String found = Javamikos.javamiko("keygen", "-lF", name, "-f", knownHosts.toString())
                    .run()
                    .successful()
                    .text();
            assertThat(found).contains(name + " ED25519 " + hostKey.publicKey().fingerprint());
            assertThat(found).contains(name + " RSA " + rsa.publicKey().fingerprint());

            Javamikos.javamiko("keygen", "-R", name, "-f", knownHosts.toString())
                    .run()
                    .successful();
            assertThat(knownHosts).isEmptyFile();
            assertThat(Javamikos.javamiko("keygen", "-F", name, "-f", knownHosts.toString())
                            .run()
                            .exit())
                    .isEqualTo(1);
        }
    }

    @Test
    void aScanAsksForTheTypesThatAreWanted() throws Exception {
        try (var hostKey = SSHKeyPair.generate("ssh-ed25519");
                var server = SSHServer.start(s -> s.port(0).hostKey(hostKey).passwords(Map.of("u", "p")))) {
            var ended = Javamikos.javamiko(
                            "keyscan", "-t", "ed25519", "-p", Integer.toString(server.port()), "127.0.0.1")
                    .run();
            String line = ended.successful().text().strip();
            assertThat(SSHPublicKey.parse(line.substring(line.indexOf(' ') + 1)))
                    .isEqualTo(hostKey.publicKey());

            var none = Javamikos.javamiko("keyscan", "-t", "rsa", "-p", Integer.toString(server.port()), "127.0.0.1")
                    .run();
            assertThat(none.exit()).isEqualTo(1);
            assertThat(none.text()).isEmpty();
        }
    }

    @Test
    void aServerThatSaysNothingIsGivenUp() throws Exception {
        try (var silent = new ServerSocket(0)) {
            var ended = Javamikos.javamiko(
                            "keyscan", "-T", "1", "-p", Integer.toString(silent.getLocalPort()), "127.0.0.1")
                    .run();

            assertThat(ended.exit()).isEqualTo(1);
            assertThat(ended.error().lines()).hasSize(1).first().asString().contains("sent nothing within 1000 ms");
        }
    }

    @Test
    void theDemoGoesAsExpected() throws Exception {
        var ended = Javamikos.javamiko("demo", "--size", "1M").run().successful();

        assertThat(ended.text())
                .contains("identical", "IdentificationException", "BadHostKeyException")
                .doesNotContain("✘", "\u001b");
    }
}
