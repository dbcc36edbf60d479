package io.javamiko.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.javamiko.transcript.Transcript;
import io.javamiko.transport.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code --transcript}: what it holds, what it must not hold, and that it is there whatever happens. */
class TranscriptOptionTest {
    @TempDir
    static Path directory;

    private static Javamikos javamiko;
    private static Path servers;

    @BeforeAll
    static void start() throws Exception {
        servers = Files.createDirectory(directory.resolve("servers"));
        javamiko = Javamikos.serving(directory, "--transcripts", servers.toString());
    }

    @AfterAll
    static void stop() throws Exception {
        javamiko.close();
    }

    @Test
    void itHasTheMessagesAndNoPasswordOnEitherSide() throws Exception {
        Path file = directory.resolve("password.txt");
        var ended = Javamikos.javamiko(
                        javamiko.passwordLine("--transcript", file.toString(), "127.0.0.1", "echo hello"))
                .environment("SSH_ASKPASS", askpass(Javamikos.PASSWORD))
                .environment("SSH_ASKPASS_REQUIRE", "force")
                .run();

        assertThat(ended.successful().text()).isEqualTo("hello\n");
        String text = Files.readString(file);
        assertThat(text)
                .contains(" > 0 KEXINIT cookie=", " < 1 KEX_ECDH_REPLY host_key=ssh-ed25519 SHA256:")
                .contains("method=\"password\" change=false password=(secret)\n")
                .contains("command=\"echo hello\"", " CHANNEL_DATA recipient=0 data=\"hello\\n\"", "status=0")
                .endsWith(" = closed in order\n");
        noneHolds(Javamikos.PASSWORD);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(Transcript.parse(text).us()).isEqualTo(Role.CLIENT);
        for (Path theirs : transcripts(servers)) {
            assertThat(Transcript.parse(Files.readString(theirs)).us()).isEqualTo(Role.SERVER);
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(theirs)))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void itHasNothingOfThePrivateKey() throws Exception {
        Path file = directory.resolve("key.txt");
        javamiko.ssh("-q", "--transcript=" + file, "127.0.0.1", "true").run().successful();

        assertThat(Files.readString(file)).contains("method=\"publickey\" signed=true", " < ", " = closed");
        var lines = Files.readAllLines(javamiko.userKey());
        byte[] key = Base64.getMimeDecoder().decode(String.join("", lines.subList(1, lines.size() - 1)));
        int seed = new String(key, ISO_8859_1).indexOf("\0\0\0\100"); // 64 bytes: the seed first
        assertThat(seed).isPositive();
        noneHolds(HexFormat.of().formatHex(key, seed + 4, seed + 4 + 32));
    }

    @Test
    void itIsThereWhenTheLoginFails() throws Exception {
        Path file = directory.resolve("refused.txt");
        String wrong = "wrong horse";
        var ended = Javamikos.javamiko(javamiko.passwordLine("--transcript", file.toString(), "127.0.0.1", "true"))
                .environment("SSH_ASKPASS", askpass(wrong))
                .environment("SSH_ASKPASS_REQUIRE", "force")
                .run();

        assertThat(ended.exit()).isEqualTo(255);
        assertThat(Files.readString(file)).contains("password=(secret)", "USERAUTH_FAILURE methods=", " = closed");
        noneHolds(wrong);
    }

    @Test
    void aFileThatCanNotBeWrittenIsAnErrorBeforeAnythingIsSaid() throws Exception {
        var ended = javamiko.ssh("--transcript", directory + "/no/such/file", "127.0.0.1", "true")
                .run();

        assertThat(ended.exit()).isEqualTo(255);
        assertThat(ended.error().lines()).hasSize(1).first().asString().contains("no/such");
    }

    @Test
    void sftpHasItToo() throws Exception {
        Path file = directory.resolve("sftp.txt");
        Path batch = Files.writeString(directory.resolve("batch"), "ls\n");
        javamiko.sftp("--transcript", file.toString(), "-b", batch.toString())
                .run()
                .successful();

        assertThat(Files.readString(file)).contains("request=\"subsystem\" want_reply=true name=\"sftp\"", " = closed");
    }

    private static void noneHolds(String secret) throws IOException {
        String hex = HexFormat.of().formatHex(secret.getBytes(UTF_8));
        for (Path file : transcripts(directory)) {
            String text = Files.readString(file);
            String bytes = text.lines()
                    .filter(line -> line.startsWith(" "))
                    .map(String::strip)
                    .reduce("", String::concat);
            assertThat(text).as(file.toString()).doesNotContain(secret);
            assertThat(bytes).as(file.toString()).doesNotContain(hex, secret);
        }
    }

    private static List<Path> transcripts(Path below) throws IOException {
        try (var files = Files.walk(below)) {
            var found = files.filter(file -> file.toString().endsWith(".txt")).toList();
            assertThat(found).isNotEmpty();
            return found;
        }
    }

    private static String askpass(String password) throws Exception {
        Path script = Files.createTempFile(directory, "askpass", "");
        Files.writeString(script, "#!/bin/sh\ncat <<'E'\n" + password + "\nE\n");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
        return script.toString();
    }
}
