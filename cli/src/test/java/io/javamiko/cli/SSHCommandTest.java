package io.javamiko.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.javamiko.testing.Program;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SSHCommandTest {
    @TempDir
    static Path directory;

    private static ServerSocket target;
    private static Javamikos javamiko;

    @BeforeAll
    static void start() throws Exception {
        target = new ServerSocket(0);
        javamiko = Javamikos.serving(directory, "--permit-open", "127.0.0.1:" + target.getLocalPort());
    }

    @AfterAll
    static void stop() throws Exception {
        javamiko.close();
        target.close();
    }

    @Test
    void outputErrorsAndExitStatusAreTheCommands() throws Exception {
        var ended = javamiko.ssh("127.0.0.1", "pwd; echo problem >&2; exit 7").run();

        assertThat(ended.text()).isEqualTo(javamiko.root().toRealPath() + "\n");
        assertThat(ended.error()).isEqualTo("problem\n");
        assertThat(ended.exit()).isEqualTo(7);
    }

    @Test
    void standardInputReachesTheCommandByteForByte() throws Exception {
        byte[] data = new byte[3_000_000];
        new Random(1).nextBytes(data);

        var ended = javamiko.ssh("127.0.0.1", "cat; exit 3").input(data).run();

        assertThat(ended.out()).isEqualTo(data);
        assertThat(ended.exit()).isEqualTo(3);
    }

    @Test
    void withNTheCommandsInputIsEmpty() throws Exception {
        var ended = javamiko.ssh("-n", "127.0.0.1", "wc -c")
                .input("not for it".getBytes(UTF_8))
                .run();

        assertThat(ended.successful().text().strip()).isEqualTo("0");
    }

    @Test
    void optionsMayStandBehindTheHostUntilTheCommandBegins() throws Exception {
        var ended = javamiko.ssh("127.0.0.1", "-T", "echo", "-n", "a  b").run();

        assertThat(ended.successful().text()).isEqualTo("a b");
    }

    @Test
    void anOptionThatIsNotKnownIsAnErrorInOneLine() throws Exception {
        var ended = javamiko.ssh("-o", "ProxyComand=x", "127.0.0.1", "true").run();

        assertThat(ended.exit()).isEqualTo(255);
        assertThat(ended.error().lines()).hasSize(1).first().asString().contains("ProxyComand");
    }

    @Test
    void aConnectionThatFailsIs255AndOneLineThatSaysWhy() throws Exception {
        int closed;
        try (var socket = new ServerSocket(0)) {
            closed = socket.getLocalPort();
        }

        var ended = Javamikos.javamiko("ssh", "-p", Integer.toString(closed), "127.0.0.1", "true")
                .run();

        assertThat(ended.exit()).isEqualTo(255);
        assertThat(ended.error().lines()).hasSize(1).first().asString().contains("refused");
    }

    @Test
    void inBatchModeNobodyIsAsked() throws Exception {
        Path asked = directory.resolve("asked-in-batch");
        var ended = Javamikos.javamiko(javamiko.passwordLine("-o", "BatchMode=yes", "127.0.0.1", "true"))
                .environment("SSH_ASKPASS", askpass(asked))
                .environment("SSH_ASKPASS_REQUIRE", "force")
                .run();

        assertThat(ended.exit()).isEqualTo(255);
        assertThat(ended.error().lines()).hasSize(1).first().asString().contains("could not be authenticated");
        assertThat(asked).doesNotExist();
    }

    @Test
    void aProgramMayGiveThePassword() throws Exception {
        Path asked = directory.resolve("asked");
        var ended = Javamikos.javamiko(javamiko.passwordLine("127.0.0.1", "echo in; exit 4"))
                .environment("SSH_ASKPASS", askpass(asked))
                .environment("SSH_ASKPASS_REQUIRE", "force")
                .run();

        assertThat(ended.text()).isEqualTo("in\n");
        assertThat(ended.exit()).isEqualTo(4);
        assertThat(asked).hasContent("tester@127.0.0.1's password: ");
    }

    private static String askpass(Path asked) throws Exception {
        Path script = Files.createTempFile(directory, "askpass", "");
        Files.writeString(script, "#!/bin/sh\necho \"$1\" >>" + asked + "\ncat <<'E'\n" + Javamikos.PASSWORD + "\nE\n");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
        return script.toString();
    }

    @Test
    void thePasswordIsAskedOnTheTerminalAndNotShown() throws Exception {
        var line = Javamikos.commandLine(javamiko.passwordLine("127.0.0.1", "echo i''n"));
        String quoted = line.stream()
                .map(word -> "'" + word.replace("'", "'\\''") + "'")
                .collect(Collectors.joining(" "));
        // its standard input is not the terminal: nothing of the data may be taken for the password
        var process = Program.of("script", "-qefc", "echo data | " + quoted, "/dev/null")
                .start();
        try {
            String before = readUntil(process.getInputStream(), "password: ");
            process.getOutputStream().write((Javamikos.PASSWORD + "\n").getBytes(UTF_8));
            process.getOutputStream().flush();
            String after = readUntil(process.getInputStream(), "in\r\n");

            assertThat(before + after).contains("tester@127.0.0.1's password: ").doesNotContain(Javamikos.PASSWORD);
            assertThat(process.waitFor()).isZero();
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void aShellHasATerminalOfTheSizeThatIsHere() throws Exception {
        var line = Javamikos.commandLine(javamiko.sshLine("-t", "127.0.0.1", "stty size; read x; echo got $x; exit 6"));
        String quoted = line.stream()
                .map(word -> "'" + word.replace("'", "'\\''") + "'")
                .collect(Collectors.joining(" "));
        var process = Program.of("script", "-qefc", "stty rows 31 cols 97; " + quoted, "/dev/null")
                .start();
        try {
            assertThat(readUntil(process.getInputStream(), "\r\n")).contains("31 97");
            process.getOutputStream().write("word\r".getBytes(UTF_8));
            process.getOutputStream().flush();
            readUntil(process.getInputStream(), "got word");
            process.getInputStream().transferTo(java.io.OutputStream.nullOutputStream());
            assertThat(process.waitFor()).isEqualTo(6);
        } finally {
            process.destroyForcibly();
        }
    }

    private static String readUntil(InputStream in, String end) throws Exception {
        var bytes = new java.io.ByteArrayOutputStream();
        while (!bytes.toString(UTF_8).contains(end)) {
            int b = in.read();
            if (b < 0) {
                throw new AssertionError("expected \"" + end + "\"; there was only: " + bytes.toString(UTF_8));
            }
            bytes.write(b);
        }
        return bytes.toString(UTF_8);
    }

    @Test
    void standardInputAndOutputGoToAHostBehindTheServer() throws Exception {
        var process = javamiko.ssh("-W", "127.0.0.1:" + target.getLocalPort(), "127.0.0.1")
                .start();
        try (Socket accepted = target.accept()) {
            process.getOutputStream().write("ping".getBytes(UTF_8));
            process.getOutputStream().close();
            assertThat(accepted.getInputStream().readAllBytes()).asString().isEqualTo("ping");
            accepted.getOutputStream().write("pong".getBytes(UTF_8));
            accepted.shutdownOutput();
            assertThat(process.getInputStream().readAllBytes()).asString().isEqualTo("pong");
            assertThat(process.waitFor()).isZero();
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void aPortIsForwardedAsLongAsItRuns() throws Exception {
        var process = javamiko.ssh("-N", "-L", "0:127.0.0.1:" + target.getLocalPort(), "127.0.0.1")
                .start();
        try {
            String said = process.errorReader(UTF_8).readLine();
            int port = Integer.parseInt(said.replaceAll("Allocated port (\\d+) .*", "$1"));
            try (var client = new Socket(InetAddress.getLoopbackAddress(), port);
                    var accepted = target.accept()) {
                client.getOutputStream().write("ping".getBytes(UTF_8));
                client.shutdownOutput();
                assertThat(accepted.getInputStream().readAllBytes()).asString().isEqualTo("ping");
            }
        } finally {
            process.destroy();
            process.waitFor();
        }
    }

    @Test
    void aTargetThatTheServerForbidsIsAnError() throws Exception {
        var ended = javamiko.ssh("-W", "127.0.0.1:1", "127.0.0.1").run();

        assertThat(ended.exit()).isEqualTo(255);
        assertThat(ended.error()).contains("administratively prohibited");
    }

    @Test
    void aHostKeyThatHasChangedIsRefused() throws Exception {
        var ended = Javamikos.javamiko(
                        withAnotherKnownKey("-i", javamiko.userKey().toString()))
                .run();

        assertThat(ended.exit()).isEqualTo(255);
        assertThat(ended.error()).contains("has changed");
    }

    @Test
    void aChangedHostKeyThatIsLetPassGetsNoPassword() throws Exception {
        Path asked = directory.resolve("asked-with-changed-key");
        var ended = Javamikos.javamiko(withAnotherKnownKey(
                        "-o", "StrictHostKeyChecking=no", "-o", "PreferredAuthentications=password"))
                .environment("SSH_ASKPASS", askpass(asked))
                .environment("SSH_ASKPASS_REQUIRE", "force")
                .run();

        assertThat(ended.exit()).isEqualTo(255);
        assertThat(ended.error()).contains("REMOTE HOST IDENTIFICATION HAS CHANGED");
        assertThat(asked).doesNotExist();
    }

    private static List<String> withAnotherKnownKey(String... options) throws Exception {
        Path knownHosts = Files.createTempFile(directory, "known", "");
        Files.writeString(
                knownHosts, "[127.0.0.1]:" + javamiko.port() + " " + Files.readString(directory.resolve("user.pub")));
        var line = new java.util.ArrayList<>(List.of(
                "ssh",
                "-p",
                Integer.toString(javamiko.port()),
                "-l",
                "tester",
                "-o",
                "UserKnownHostsFile=" + knownHosts));
        line.addAll(List.of(options));
        line.addAll(List.of("127.0.0.1", "true"));
        return line;
    }

    @Test
    void acceptNewSavesTheKeyAndSaysSo() throws Exception {
        Path knownHosts = directory.resolve("new-known-hosts");
        var ended = Javamikos.javamiko(
                        "ssh",
                        "-p",
                        Integer.toString(javamiko.port()),
                        "-i",
                        javamiko.userKey().toString(),
                        "-o",
                        "StrictHostKeyChecking=accept-new",
                        "-o",
                        "UserKnownHostsFile=" + knownHosts,
                        "tester@127.0.0.1",
                        "true")
                .run();

        assertThat(ended.successful().error()).startsWith("Warning: Permanently added '[127.0.0.1]:" + javamiko.port());
        assertThat(knownHosts).content().startsWith("[127.0.0.1]:" + javamiko.port() + " ssh-ed25519 ");
    }

    @Test
    void acceptNewWithoutAFileOfTheUsersSavesNothing() throws Exception {
        Path systems = directory.resolve("global-known-hosts");
        var ended = Javamikos.javamiko(
                        "ssh",
                        "-p",
                        Integer.toString(javamiko.port()),
                        "-i",
                        javamiko.userKey().toString(),
                        "-o",
                        "StrictHostKeyChecking=accept-new",
                        "-o",
                        "UserKnownHostsFile=none",
                        "-o",
                        "GlobalKnownHostsFile=" + systems,
                        "tester@127.0.0.1",
                        "true")
                .run();

        assertThat(ended.successful().error()).isEmpty();
        assertThat(systems).doesNotExist();
    }

    @Test
    void theVersionIsSaidWithoutLoadingWhatConnects() throws Exception {
        var line = Javamikos.commandLine(List.of("ssh", "-V"));
        line.add(1, "-Xlog:class+load:stdout");
        var ended = Program.of(line).run();

        assertThat(ended.successful().error()).startsWith("Javamiko_");
        assertThat(ended.text())
                .contains("io.javamiko.cli.Javamiko ")
                .doesNotContain("picocli.CommandLine ", "io.javamiko.crypto", "org.jline", "org.slf4j");
    }
}
