package io.javamiko.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.javamiko.keys.SSHKeyPair;
import io.javamiko.server.auth.Questions;
import io.javamiko.server.session.ShellHandler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real {@code ssh} against a server of ours. */
@Tag("peers")
class SSHServerIT {
    private static final SSHKeyPair HOST_KEY = SSHKeyPair.generate("ssh-ed25519");
    private static final SSHKeyPair KEY = SSHKeyPair.generate("ssh-ed25519");

    @TempDir
    private Path folder;

    private SSHServer server;

    @BeforeEach
    void writeFiles() throws IOException {
        KEY.write(folder.resolve("id"));
        Files.writeString(folder.resolve("authorized_keys"), KEY.publicKey().format("me") + "\n");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private void start(Consumer<SSHServerOptionsBuilder> settings) throws IOException {
        server = SSHServer.start(SSHServerOptions.of(s -> s.port(0)
                        .hostKey(HOST_KEY)
                        .authorizedKeys("me", folder.resolve("authorized_keys"))
                        .exec(session -> {
                            session.input().transferTo(session.output());
                            session.errorOutput().write(session.commandText().getBytes(UTF_8));
                            return 7;
                        }))
                .with(settings));
        Files.writeString(
                folder.resolve("known_hosts"),
                "[127.0.0.1]:" + server.port() + " " + HOST_KEY.publicKey().format("") + "\n");
    }

    private record Result(String output, String errors, int status) {}

    private Result ssh(String input, Map<String, String> environment, String... arguments) throws Exception {
        var line = new ArrayList<>(List.of("ssh", "-F", "/dev/null", "-p", Integer.toString(server.port())));
        for (String option : List.of(
                "UserKnownHostsFile=" + folder.resolve("known_hosts"),
                "GlobalKnownHostsFile=/dev/null",
                "StrictHostKeyChecking=yes",
                "IdentitiesOnly=yes",
                "IdentityFile=" + folder.resolve("id"),
                "LogLevel=INFO")) {
            line.addAll(List.of("-o", option));
        }
        line.addAll(List.of(arguments));
        var builder = new ProcessBuilder(line)
                .redirectOutput(folder.resolve("out").toFile())
                .redirectError(folder.resolve("err").toFile());
        builder.environment().putAll(environment);
        var process = builder.start();
        try (var stdin = process.getOutputStream()) {
            stdin.write(input.getBytes(UTF_8));
        }
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Result(
                Files.readString(folder.resolve("out")), Files.readString(folder.resolve("err")), process.exitValue());
    }

    @Test
    void aCommandWithInputErrorsAndStatus() throws Exception {
        start(s -> {});
        assertThat(ssh("hello", Map.of(), "me@127.0.0.1", "say what")).isEqualTo(new Result("hello", "say what", 7));
    }

    @Test
    void aHandlerThatClosesItsOutputStillReportsItsEnd() throws Exception {
        start(s -> s.exec(session -> {
            try (var out = session.output()) {
                out.write("closed".getBytes(UTF_8));
            }
            session.errorOutput().write("not yet".getBytes(UTF_8));
            return 6;
        }));
        assertThat(ssh("", Map.of(), "me@127.0.0.1", "x")).isEqualTo(new Result("closed", "not yet", 6));
    }

    @Test
    void aMegabyteThereAndBack() throws Exception {
        start(s -> {});
        String text = "0123456789abcdef".repeat(65_536);
        assertThat(ssh(text, Map.of(), "me@127.0.0.1", "echo").output()).isEqualTo(text);
    }

    @Test
    void anotherUserIsRefused() throws Exception {
        start(s -> {});
        var result = ssh("", Map.of(), "-o", "BatchMode=yes", "you@127.0.0.1", "x");
        assertThat(result.status()).isEqualTo(255);
        assertThat(result.errors()).contains("Permission denied (publickey)");
    }

    /** Answers each of ssh's prompts with the word. */
    private Map<String, String> answering(String word) throws IOException {
        Path script = folder.resolve("askpass");
        Files.writeString(script, "#!/bin/sh\necho '" + word + "'\n");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
        return Map.of("SSH_ASKPASS", script.toString(), "SSH_ASKPASS_REQUIRE", "force");
    }

    @Test
    void aPasswordAndQuestionsLogIn() throws Exception {
        start(s -> s.passwords(Map.of("me", "pä55 word"))
                .questions(Questions.forPassword((user, given) -> new String(given).equals("pä55 word"))));
        for (String method : List.of("password", "keyboard-interactive")) {
            var result =
                    ssh("in", answering("pä55 word"), "-o", "PreferredAuthentications=" + method, "me@127.0.0.1", "x");
            assertThat(result).as(method).isEqualTo(new Result("in", "x", 7));
        }
    }

    @Test
    void aKeyAndThenAPasswordLogIn() throws Exception {
        start(s -> s.passwords(Map.of("me", "secret")).authenticationMethods("publickey,password"));
        assertThat(ssh("in", answering("secret"), "me@127.0.0.1", "x")).isEqualTo(new Result("in", "x", 7));
        assertThat(ssh("", answering("wrong"), "me@127.0.0.1", "x").status()).isEqualTo(255);
    }

    @Test
    void theBannerIsShown() throws Exception {
        start(s -> s.banner("Be welcome.\n"));
        assertThat(ssh("", Map.of(), "me@127.0.0.1", "x").errors()).contains("Be welcome.");
    }

    @Test
    void aShellGetsATerminal() throws Exception {
        start(s -> s.shell(((ShellHandler) session -> {
                    session.output()
                            .write(session.terminal().orElseThrow().type().getBytes(UTF_8));
                    return 5;
                })
                .withTerminals()));
        var result = ssh("", Map.of("TERM", "vt100"), "-tt", "me@127.0.0.1");
        assertThat(result.output()).isEqualTo("vt100");
        assertThat(result.status()).isEqualTo(5);
    }

    @Test
    void aTerminalThatNothingCanUseIsRefused() throws Exception {
        start(s -> {});
        assertThat(ssh("", Map.of(), "-tt", "me@127.0.0.1", "x").errors()).contains("PTY allocation request failed");
    }

    @Test
    void anEnvironmentVariableThatIsAcceptedArrives() throws Exception {
        start(s -> s.exec(session -> {
            session.output().write(session.environment().toString().getBytes(UTF_8));
            return 0;
        }));
        var environment = Map.of("LC_TIME", "C", "EVIL", "1");
        assertThat(ssh("", environment, "-o", "SendEnv=LC_TIME", "-o", "SendEnv=EVIL", "me@127.0.0.1", "x")
                        .output())
                .isEqualTo("{LC_TIME=C}");
    }
}
