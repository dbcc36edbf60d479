package io.javamiko.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.javamiko.cli.AccountProcess.Terminal;
import java.io.BufferedReader;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccountProcessTest {
    @TempDir
    Path directory;

    @Test
    void aCommandRunsInTheDirectoryWithItsEnvironment() throws Exception {
        try (var running = AccountProcess.start("pwd; echo $WORD; exit 3", Map.of("WORD", "hello"), directory, null)) {
            assertThat(running.process().inputReader().lines())
                    .containsExactly(directory.toRealPath().toString(), "hello");
            assertThat(running.process().waitFor()).isEqualTo(3);
        }
    }

    @Test
    void closeEndsWhatTheCommandStartedToo() throws Exception {
        Process process;
        ProcessHandle child;
        try (var running = AccountProcess.start("sleep 1000 & echo $!; wait", Map.of(), directory, null)) {
            process = running.process();
            child = ProcessHandle.of(Long.parseLong(process.inputReader().readLine()))
                    .orElseThrow();
            assertThat(child.isAlive()).isTrue();
        }
        assertThat(process.waitFor(5, TimeUnit.SECONDS)).isTrue();
        child.onExit().get(5, TimeUnit.SECONDS);
    }

    @Test
    void aSignalReachesTheCommand() throws Exception {
        try (var running = AccountProcess.start(
                "trap 'echo got; exit 7' USR1; sleep 1000 & echo ready; wait", Map.of(), directory, null)) {
            BufferedReader out = running.process().inputReader();
            assertThat(out.readLine()).isEqualTo("ready");
            running.signal("USR1");
            running.signal("NONSENSE; rm");
            assertThat(out.readLine()).isEqualTo("got");
            assertThat(running.process().waitFor()).isEqualTo(7);
        }
    }

    @Test
    void aTerminalHasASizeThatCanChange() throws Exception {
        assertThat(AccountProcess.canMakeTerminals()).isTrue();
        var terminal = new Terminal("vt100", 91, 33);
        try (var running = AccountProcess.start(
                "echo $TERM; stty size; read go; stty size; exit 4", Map.of(), directory, terminal)) {
            BufferedReader out = running.process().inputReader();
            assertThat(out.readLine()).isEqualTo("vt100");
            assertThat(out.readLine()).isEqualTo("33 91");
            running.resize(100, 40);
            running.process().getOutputStream().write("go\n".getBytes(UTF_8));
            running.process().getOutputStream().flush();
            assertThat(out.lines().toList()).contains("40 100");
            assertThat(running.process().waitFor()).isEqualTo(4);
        }
    }
}
