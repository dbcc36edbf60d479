package io.javamiko.cli;

import static io.javamiko.cli.Javamikos.javamiko;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.javamiko.Threads;
import io.javamiko.keys.SSHKeyPair;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConformanceCommandTest {
    private static final String[] QUICK = {"--only", "ident-01,ident-03,ident-26", "--scale", "0.3"};

    @TempDir
    Path directory;

    private static String[] words(String[] more, String... words) {
        var all = java.util.Arrays.copyOf(words, words.length + more.length);
        System.arraycopy(more, 0, all, words.length, more.length);
        return all;
    }

    @Test
    void aServerIsCheckedAndReportedInEveryForm() throws Exception {
        try (var server = Javamikos.serving(directory)) {
            var run = javamiko(words(
                            QUICK,
                            "conformance",
                            "server",
                            "127.0.0.1:" + server.port(),
                            "--user",
                            "tester",
                            "--key",
                            server.userKey().toString(),
                            "--json",
                            directory + "/run.json",
                            "--junit",
                            directory + "/run.xml",
                            "--html",
                            directory + "/run.html"))
                    .run();

            assertThat(run.exit()).as(run.text() + run.error()).isZero();
            assertThat(run.text()).contains("PASS  ident-01").contains("3 passed, 0 warned, 0 failed, 0 skipped");
            assertThat(directory.resolve("run.xml")).content().contains("tests=\"3\"");
            assertThat(directory.resolve("run.html")).content().contains("ident-26");
        }
        var file = directory + "/run.json";
        javamiko("conformance", "compare", file, file, "--html", directory + "/both.html")
                .run()
                .successful();
        assertThat(directory.resolve("both.html")).content().contains("ident-26");
    }

    @Test
    void wrongCredentialsAreAClearError() throws Exception {
        try (var server = Javamikos.serving(directory)) {
            Files.writeString(directory.resolve("wrong"), "no\n");
            var run = javamiko(words(
                            QUICK,
                            "conformance",
                            "server",
                            "127.0.0.1:" + server.port(),
                            "--user",
                            "tester",
                            "--password-file",
                            directory + "/wrong"))
                    .run();

            assertThat(run.exit()).isEqualTo(2);
            assertThat(run.error()).contains("does not let tester in");
        }
    }

    @Test
    void whatCanNotBeReachedOrDoesNotSpeakIsAClearError() throws Exception {
        int port;
        try (var mail = new ServerSocket(0)) {
            port = mail.getLocalPort();
            Threads.start("no SSH server", () -> greet(mail));
            var run = javamiko(words(QUICK, "conformance", "server", "127.0.0.1:" + port))
                    .run();

            assertThat(run.exit()).isEqualTo(2);
            assertThat(run.error()).contains("does not speak SSH");
        }
        var run = javamiko(words(QUICK, "conformance", "server", "127.0.0.1:" + port))
                .run();

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.error()).contains("no connection to 127.0.0.1:" + port);
    }

    private static void greet(ServerSocket listener) {
        try (var socket = listener.accept()) {
            socket.getOutputStream().write("220 mail\r\n".getBytes(US_ASCII));
        } catch (IOException e) {
            return; // the test tells
        }
    }

    @Test
    void aClientIsStartedForEachConnection() throws Exception {
        var key = directory.resolve("key");
        try (var pair = SSHKeyPair.generate("ssh-ed25519")) {
            pair.write(key);
        }
        var command = Javamikos.commandLine(java.util.List.of(
                "ssh",
                "-p",
                "{port}",
                "-o",
                "StrictHostKeyChecking=no",
                "-o",
                "UserKnownHostsFile=none",
                "-o",
                "BatchMode=yes",
                "-i",
                key.toString(),
                "x@127.0.0.1",
                "true"));
        var run = javamiko(words(
                        command.toArray(String[]::new),
                        "conformance",
                        "client",
                        "--only",
                        "ident-01,ident-03",
                        "--at-once",
                        "1",
                        "--"))
                .run();

        assertThat(run.text()).as(run.error()).contains("PASS  ident-01");
    }

    @Test
    void listHasALineACheck() throws Exception {
        assertThat(javamiko("conformance", "list", "--only", "ident")
                        .run()
                        .successful()
                        .text())
                .contains("ident-01")
                .doesNotContain("packet-05");
    }

    @Test
    void wrongWordsAreAUsageError() throws Exception {
        assertThat(javamiko("conformance", "server", "nowhere").run().error()).contains("expected HOST:PORT");
        assertThat(javamiko("conformance", "compare").run().error()).contains("--html FILE");
    }
}
