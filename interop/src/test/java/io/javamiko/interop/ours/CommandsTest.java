package io.javamiko.interop.ours;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.javamiko.ConnectionLostException;
import io.javamiko.SSHTimeoutException;
import io.javamiko.client.ExecException;
import io.javamiko.client.SSHClient;
import io.javamiko.connection.Exit;
import io.javamiko.connection.RequestDeniedException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandsTest {
    @TempDir
    private Path directory;

    private TestServer server;
    private SSHClient ssh;

    @BeforeEach
    void connect() throws Exception {
        server = TestServer.start(
                directory,
                s -> s.authorizedKeys(directory.resolve("authorized_keys"))
                        .acceptEnvironment(name -> name.startsWith("LC_")));
        ssh = server.connect();
    }

    @AfterEach
    void close() {
        ssh.close();
        server.close();
    }

    @Test
    void aCommandsOutputAndStatusComeBack() throws Exception {
        var result = ssh.exec("echo grüße");
        assertThat(result.text()).isEqualTo("grüße\n");
        assertThat(result.bytes()).isEqualTo("grüße\n".getBytes(UTF_8));
        assertThat(result.errorText()).isEmpty();
        assertThat(result.exit()).isEqualTo(new Exit.Code(0));
        assertThat(ssh.exec("exit 23").exitStatus()).isEqualTo(23);
    }

    @Test
    void aSignalIsToldFromAStatus() throws Exception {
        var result = ssh.exec("signal TERM");
        assertThat(result.exit()).isEqualTo(new Exit.Signal("TERM", false, ""));
        assertThat(result.exitStatus()).isEqualTo(-1);
        assertThat(result.isSuccess()).isFalse();
    }

    @Test
    void aFailingHandlerIsStatusOneAndTellsNothing() throws Exception {
        var result = ssh.exec("fail");
        assertThat(result.exitStatus()).isEqualTo(1);
        assertThat(result.text() + result.errorText()).isEmpty();
    }

    @Test
    void inputGoesToTheCommandAndEnds() throws Exception {
        byte[] input = new byte[3_000_000];
        new java.util.Random(1).nextBytes(input);
        assertThat(ssh.exec("cat", e -> e.input(input)).bytes()).isEqualTo(input);
    }

    @Test
    void inputThatIsNotReadDoesNoHarm() throws Exception {
        assertThat(ssh.exec("exit 0", e -> e.input(new byte[8_000_000])).exitStatus())
                .isZero();
        assertThat(ssh.exec("echo on").text()).isEqualTo("on\n");
    }

    @Test
    void muchOutputOfBothKindsDoesNotStop() throws Exception {
        var result = ssh.exec("both 5000");
        assertThat(result.bytes()).hasSize(5000 * 1024);
        assertThat(result.errorBytes()).hasSize(5000 * 1024);
    }

    @Test
    void aDeadlineEndsTheCommandAndKeepsTheConnection() throws Exception {
        var late = catchThrowableOfType(
                ExecException.class, () -> ssh.exec("hang", e -> e.timeout(Duration.ofMillis(200))));
        assertThat(late.reason()).isEqualTo(ExecException.Reason.TIMED_OUT);
        assertThat(late).hasMessageContaining("200 ms");
        assertThat(ssh.exec("echo on").text()).isEqualTo("on\n");
    }

    @Test
    void tooMuchOutputIsAnErrorThatKeepsWhatThereIs() throws Exception {
        for (String command : new String[] {"both 100", "echo 0123456789"}) {
            var much = catchThrowableOfType(ExecException.class, () -> ssh.exec(command, e -> e.maxOutput(10)));
            assertThat(much.reason()).isEqualTo(ExecException.Reason.TOO_MUCH_OUTPUT);
            assertThat(much.soFar().bytes()).hasSizeLessThanOrEqualTo(10);
        }
        assertThat(ssh.exec("echo 012345678", e -> e.maxOutput(10)).bytes()).hasSize(10);
    }

    @Test
    void onlyTheEnvironmentThatTheServerTakesArrives() throws Exception {
        assertThat(ssh.exec("env", e -> e.env("LC_ALL", "C").env("LD_PRELOAD", "x"))
                        .text())
                .isEqualTo("{LC_ALL=C}");
    }

    @Test
    void aProcessHasStreamsAndAnEnd() throws Exception {
        try (var process = ssh.start("cat")) {
            process.output().write("one".getBytes(UTF_8));
            assertThat(process.input().readNBytes(3)).isEqualTo("one".getBytes(UTF_8));
            assertThat(process.isAlive()).isTrue();
            assertThatThrownBy(() -> process.waitFor(Duration.ofMillis(50))).isInstanceOf(SSHTimeoutException.class);
            process.sendEOF();
            assertThat(process.input().read()).isEqualTo(-1);
            assertThat(process.waitFor()).isEqualTo(new Exit.Code(0));
        }
    }

    @Test
    void aRefusedTerminalLeavesTheConnectionAsItWas() throws Exception {
        assertThatThrownBy(() -> ssh.start("cat", e -> e.pty("xterm", 80, 24)))
                .isInstanceOf(RequestDeniedException.class);
        assertThatThrownBy(() -> ssh.shell(e -> {})).isInstanceOf(RequestDeniedException.class);
        assertThat(ssh.exec("echo on").text()).isEqualTo("on\n");
    }

    @Test
    void oneClientServesManyThreads() throws Exception {
        var pool = Executors.newFixedThreadPool(16);
        try {
            var results = new ArrayList<CompletableFuture<String>>();
            for (int i = 0; i < 200; i++) {
                String word = "w" + i;
                results.add(CompletableFuture.supplyAsync(() -> text(word), pool));
            }
            for (int i = 0; i < 200; i++) {
                assertThat(results.get(i).get(60, TimeUnit.SECONDS)).isEqualTo("w" + i + "\n");
            }
        } finally {
            pool.shutdownNow();
        }
    }

    private String text(String word) {
        try {
            return ssh.exec("echo " + word).text();
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void everyWaitEndsWithTheConnectionAndItsFirstCause() throws Exception {
        var hanging = CompletableFuture.supplyAsync(() -> {
            try {
                return ssh.exec("hang");
            } catch (java.io.IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });
        assertThat(ssh.exec("echo on").text()).isEqualTo("on\n");
        server.close();
        assertThatThrownBy(() -> hanging.get(30, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .rootCause()
                .isNotInstanceOf(java.util.concurrent.TimeoutException.class);
        assertThatThrownBy(() -> ssh.exec("echo gone")).isInstanceOf(ConnectionLostException.class);
        assertThat(ssh.isOpen()).isFalse();
    }

    @Test
    void keysCanBeRenewedWhileCommandsRun() throws Exception {
        try (var process = ssh.start("cat")) {
            for (int i = 0; i < 5; i++) {
                ssh.rekey();
                process.output().write(i);
                assertThat(process.input().read()).isEqualTo(i);
            }
        }
    }
}
