package io.javamiko.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The fixtures against each other: OpenSSH's clients on OpenSSH's server. */
@Tag("peers")
@ExtendWith(LeakCheck.class)
class OpenSSHFixturesIT {
    @TempDir
    Path folder;

    @Test
    void clientsTalkToTheServer() throws Exception {
        try (var sshd = OpenSSHServer.start()) {
            var client = clientOf(sshd, sshd.user());
            var ran = client.ssh(OpenSSHClient.HOST, "cat; echo problem >&2; exit 3")
                    .input("hello".getBytes(UTF_8))
                    .run();
            assertThat(ran.text()).isEqualTo("hello");
            assertThat(ran.error()).contains("problem");
            assertThat(ran.exit()).isEqualTo(3);

            var file = Files.writeString(folder.resolve("file"), "content");
            client.sftp("put " + file + " " + sshd.home().resolve("there") + "\n")
                    .run()
                    .successful();
            client.scp(
                            OpenSSHClient.HOST + ":" + sshd.home().resolve("there"),
                            folder.resolve("back").toString())
                    .run()
                    .successful();
            assertThat(folder.resolve("back")).hasSameTextualContentAs(file);

            assertThat(client.keyscan("-t", "ed25519").run().text()).contains("ssh-ed25519 AAAA");
            assertThat(sshd.log()).contains("Accepted publickey for " + sshd.user());
        }
    }

    @Test
    @Tag("root")
    void throwawayAccountHasAPasswordAndGoesWithItsServer() throws Exception {
        String user;
        try (var sshd = OpenSSHServer.start(OpenSSHServer.Options::withThrowawayAccount)) {
            user = sshd.user();
            var client = clientOf(sshd, user);
            var ran = client.sshWithPassword(OpenSSHServer.PASSWORD, OpenSSHClient.HOST, "id -un; touch file")
                    .run();
            assertThat(ran.successful().text().strip()).isEqualTo(user);
            assertThat(sshd.home().resolve("file")).exists();
            var refused = client.sshWithPassword("wrong", "-o", "NumberOfPasswordPrompts=1", OpenSSHClient.HOST, "id")
                    .run();
            assertThat(refused.exit()).isEqualTo(255);
            assertThat(refused.error()).contains("Permission denied");
        }
        assertThat(Files.readString(Path.of("/etc/passwd"))).doesNotContain(user);
    }

    @Test
    void commandsReadNothingOfTheAccountThatRunsTheTest() throws Exception {
        try (var sshd = OpenSSHServer.start()) {
            Files.writeString(sshd.home().resolve(".bashrc"), "echo read from the test's own home >&2\n");
            var ran = clientOf(sshd, sshd.user())
                    .ssh(OpenSSHClient.HOST, "echo $HOME")
                    .run()
                    .successful();
            assertThat(ran.text().strip()).isEqualTo(sshd.home().toString());
        }
    }

    @Test
    void serverEndsWithItsSessions() throws Exception {
        List<ProcessHandle> processes;
        Path home;
        try (var sshd = OpenSSHServer.start()) {
            home = sshd.home();
            var session = clientOf(sshd, sshd.user())
                    .ssh(OpenSSHClient.HOST, "echo here; sleep 1000")
                    .start();
            assertThat(session.inputReader().readLine()).isEqualTo("here");
            processes = sshd.processes();
            assertThat(processes).hasSizeGreaterThan(2);
            session.destroy();
        }
        assertAllEnd(processes);
        assertThat(home).doesNotExist();
    }

    @Test
    void serverGoesWithAKilledJVM() throws Exception {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var jvm = new ProcessBuilder(java, "-cp", System.getProperty("java.class.path"), Started.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        var home = Path.of(jvm.inputReader().readLine());
        var processes = jvm.descendants().toList();
        assertThat(home).exists();
        assertThat(processes).isNotEmpty();
        jvm.destroyForcibly();
        Await.until(Duration.ofSeconds(10), () -> home + " is still there", () -> !Files.exists(home));
        assertAllEnd(processes);
    }

    @Test
    void configurationThatSshdRefusesIsAnErrorWithItsWords() {
        assertThatThrownBy(() -> OpenSSHServer.start(options -> options.line("NoSuchOption yes")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("Bad configuration option: NoSuchOption");
    }

    @Test
    void missingProgramIsAFailure() {
        assertThatThrownBy(() -> Program.find("no-such-program"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("./check");
    }

    @Test
    void programThatDoesNotEndIsKilled() {
        assertThatThrownBy(() ->
                        Program.of("sleep", "1000").limit(Duration.ofSeconds(1)).run())
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("PT1S");
    }

    private static void assertAllEnd(List<ProcessHandle> processes) {
        Await.until(
                Duration.ofSeconds(10),
                processes::toString,
                () -> processes.stream().noneMatch(ProcessHandle::isAlive));
    }

    private OpenSSHClient clientOf(OpenSSHServer sshd, String user) throws IOException {
        var keys = Files.readAllLines(sshd.knownHosts()).stream()
                .map(line -> line.substring(line.indexOf(' ') + 1))
                .toList();
        return OpenSSHClient.of(folder, sshd.port(), user, sshd.userKey(), keys);
    }

    /** Starts a server in a JVM that will be killed. */
    static final class Started {
        private Started() {}

        public static void main(String[] arguments) throws Exception {
            var sshd = OpenSSHServer.start();
            System.out.println(sshd.home());
            System.in.transferTo(OutputStream.nullOutputStream());
            sshd.close();
        }
    }
}
