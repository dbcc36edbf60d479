package io.javamiko.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.javamiko.Deadline;
import io.javamiko.connection.Channel;
import io.javamiko.connection.ChannelOpenException;
import io.javamiko.connection.Exit;
import io.javamiko.connection.RequestDeniedException;
import io.javamiko.connection.Session;
import io.javamiko.connection.SessionRequest;
import io.javamiko.connection.TerminalModes;
import io.javamiko.connection.forward.DirectTCPIP;
import io.javamiko.keys.SSHKeyPair;
import io.javamiko.server.session.ExitBySignalException;
import io.javamiko.server.session.ShellHandler;
import io.javamiko.server.session.Terminal;
import io.javamiko.sftp.SFTPClient;
import io.javamiko.sftp.SFTPException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a handler sees of its session, and what a client gets of a handler. */
class ServerSessionsTest {
    private static final SSHKeyPair KEY = SSHKeyPair.generate("ssh-ed25519");

    @TempDir
    private Path folder;

    private final List<AutoCloseable> open = new ArrayList<>();

    /** A client of a server with these settings, logged in by a password. */
    private TestClient client(Consumer<SSHServerOptionsBuilder> settings) throws IOException {
        return keep(TestClient.withPassword(server(settings), "me", "secret"));
    }

    /** A client whose key stands in the server's authorized_keys behind these options. */
    private TestClient clientWithKey(String options, Consumer<SSHServerOptionsBuilder> settings) throws IOException {
        Path file = folder.resolve("authorized_keys");
        Files.writeString(file, (options + " " + KEY.publicKey().format("me")).strip() + "\n");
        return keep(TestClient.withKey(server(settings.andThen(s -> s.authorizedKeys("me", file))), "me", KEY));
    }

    private SSHServer server(Consumer<SSHServerOptionsBuilder> settings) throws IOException {
        return keep(SSHServer.start(SSHServerOptions.of(s ->
                        s.port(0).hostKey(SSHKeyPair.generate("ssh-ed25519")).passwords(Map.of("me", "secret")))
                .with(settings)));
    }

    private <T extends AutoCloseable> T keep(T resource) {
        open.add(resource);
        return resource;
    }

    @AfterEach
    void closeAll() throws Exception {
        for (int i = open.size() - 1; i >= 0; i--) {
            open.get(i).close();
        }
    }

    private static Session started(TestClient client, SessionRequest request) throws IOException {
        var session = client.session();
        session.request(request, TestClient.soon());
        return session;
    }

    // --- streams and ends

    @Test
    void theThreeStreamsAreThemselves() throws Exception {
        var client = client(s -> s.exec(session -> {
            byte[] given = session.input().readAllBytes();
            session.errorOutput().write("told".getBytes(UTF_8));
            session.output()
                    .write(new StringBuilder(new String(given, UTF_8))
                            .reverse()
                            .toString()
                            .getBytes(UTF_8));
            return 0;
        }));
        var session = started(client, new SessionRequest.Exec("reverse"));
        session.channel().output().write("abc".getBytes(UTF_8));
        session.channel().sendEOF();
        assertThat(TestClient.result(session)).isEqualTo(new TestClient.Result("cba", "told", new Exit.Code(0)));
    }

    @Test
    void aCommandNeedNotBeText() throws Exception {
        var client =
                client(s -> s.exec(session -> session.command().length == 3 && session.command()[1] == -1 ? 0 : 1));
        var session = started(client, new SessionRequest.Exec(new byte[] {'a', -1, 'b'}));
        assertThat(session.awaitExit(TestClient.soon())).isEqualTo(new Exit.Code(0));
    }

    @Test
    void noneOfALongOutputIsLostAtTheEnd() throws Exception {
        byte[] block = new byte[1 << 20];
        var client = client(s -> s.exec(session -> {
            for (int i = 0; i < 8; i++) {
                session.output().write(block);
            }
            return 0;
        }));
        var session = started(client, new SessionRequest.Exec("much"));
        assertThat(session.channel().input().readAllBytes()).hasSize(8 << 20);
        assertThat(session.awaitExit(TestClient.soon())).isEqualTo(new Exit.Code(0));
        session.channel().awaitClosed(TestClient.soon());
    }

    @Test
    void aHandlerThatThrowsIsStatusOneAndItsTextStaysHere() throws Exception {
        var client = client(s -> s.exec(session -> {
            if (session.commandText().equals("error")) {
                throw new StackOverflowError("inside knowledge");
            }
            throw new IllegalStateException("inside knowledge");
        }));
        assertThat(client.exec("exception")).isEqualTo(new TestClient.Result("", "", new Exit.Code(1)));
        assertThat(client.exec("error")).isEqualTo(new TestClient.Result("", "", new Exit.Code(1)));
    }

    @Test
    void anEndByASignalIsReportedAsSuch() throws Exception {
        var client = client(s -> s.exec(session -> {
            throw new ExitBySignalException("TERM", true);
        }));
        assertThat(client.exec("x").exit()).isEqualTo(new Exit.Signal("TERM", true, ""));
    }

    @Test
    void aNegativeStatusIsTheNumberThatItsBitsAre() throws Exception {
        assertThat(client(s -> s.exec(session -> -1)).exec("x").exit()).isEqualTo(new Exit.Code(0xffff_ffffL));
    }

    @Test
    void whatIsNotSetUpIsRefusedAndTheSessionGoesOn() throws Exception {
        var client = client(s -> s.exec(session -> 0));
        try (var session = client.session()) {
            for (SessionRequest request : List.of(new SessionRequest.Shell(), new SessionRequest.Subsystem("sftp"))) {
                assertThatThrownBy(() -> session.request(request, TestClient.soon()))
                        .isInstanceOf(RequestDeniedException.class);
            }
            session.request(new SessionRequest.Exec("x"), TestClient.soon());
            assertThat(session.awaitExit(TestClient.soon())).isEqualTo(new Exit.Code(0));
        }
    }

    @Test
    void aSessionRunsOneThing() throws Exception {
        var go = new CountDownLatch(1);
        var client = client(s -> s.exec(session -> {
            go.await();
            return 0;
        }));
        var session = started(client, new SessionRequest.Exec("one"));
        assertThatThrownBy(() -> session.request(new SessionRequest.Exec("two"), TestClient.soon()))
                .isInstanceOf(RequestDeniedException.class);
        go.countDown();
        assertThat(session.awaitExit(TestClient.soon())).isEqualTo(new Exit.Code(0));
    }

    @Test
    void shellsAndSubsystemsRunToo() throws Exception {
        var client = client(s -> s.shell(session -> 5).subsystem("echo", session -> {
            session.output().write(session.subsystem().getBytes(UTF_8));
            session.input().transferTo(session.output());
            return 0;
        }));
        assertThat(started(client, new SessionRequest.Shell()).awaitExit(TestClient.soon()))
                .isEqualTo(new Exit.Code(5));
        var echo = started(client, new SessionRequest.Subsystem("echo"));
        echo.channel().output().write("!".getBytes(UTF_8));
        echo.channel().sendEOF();
        assertThat(TestClient.result(echo).output()).isEqualTo("echo!");
    }

    // --- environment and terminal

    @Test
    void onlyVariablesThatTheServerAcceptsReachTheHandler() throws Exception {
        var client = client(s -> s.exec(session -> {
            session.output().write(session.environment().toString().getBytes(UTF_8));
            return 0;
        }));
        var session = client.session();
        session.request(new SessionRequest.Env("LC_ALL", "C"), TestClient.soon());
        for (String name : List.of("LD_PRELOAD", "PATH", "LC_ALL=x", "", "LC_ÄÖ")) {
            assertThatThrownBy(() -> session.request(new SessionRequest.Env(name, "x"), TestClient.soon()))
                    .isInstanceOf(RequestDeniedException.class);
        }
        assertThatThrownBy(() -> session.request(new SessionRequest.Env("LANG", "a\0b"), TestClient.soon()))
                .isInstanceOf(RequestDeniedException.class);
        session.request(new SessionRequest.Exec("env"), TestClient.soon());
        assertThat(TestClient.result(session).output()).isEqualTo("{LC_ALL=C}");
    }

    @Test
    void theEnvironmentHasABound() throws Exception {
        var client = client(s -> s.exec(session -> 0).acceptEnvironment(name -> true));
        var session = client.session();
        for (int i = 0; i < 128; i++) {
            session.request(new SessionRequest.Env("V" + i, ""), TestClient.soon());
        }
        assertThatThrownBy(() -> session.request(new SessionRequest.Env("V", ""), TestClient.soon()))
                .isInstanceOf(RequestDeniedException.class);
        var other = client.session();
        other.request(new SessionRequest.Env("V", "x".repeat(20_000)), TestClient.soon());
        assertThatThrownBy(() -> {
                    for (int i = 0; i < 10; i++) {
                        other.request(new SessionRequest.Env("V" + i, "x".repeat(20_000)), TestClient.soon());
                    }
                })
                .isInstanceOf(RequestDeniedException.class);
    }

    private static SessionRequest.PTY pty(String term) {
        return new SessionRequest.PTY(
                term, 80, 24, 640, 480, TerminalModes.none().with(TerminalModes.ECHO, 0));
    }

    @Test
    void aTerminalIsRefusedWhereNothingCanUseIt() throws Exception {
        var session = client(s -> s.exec(handler -> 0)).session();
        assertThatThrownBy(() -> session.request(pty("xterm"), TestClient.soon()))
                .isInstanceOf(RequestDeniedException.class);
    }

    @Test
    void aTerminalAndItsSizesReachTheHandler() throws Exception {
        var sizes = new LinkedBlockingQueue<Terminal>();
        var done = new CountDownLatch(1);
        var client = client(s -> s.shell(((ShellHandler) session -> {
                    session.onResize(sizes::add);
                    sizes.add(session.terminal().orElseThrow());
                    done.await();
                    return session.terminal().orElseThrow().columns();
                })
                .withTerminals()));
        var session = client.session();
        for (String odd : List.of("", "x y", "x\u001b", "x".repeat(65))) {
            assertThatThrownBy(() -> session.request(pty(odd), TestClient.soon()))
                    .isInstanceOf(RequestDeniedException.class);
        }
        session.request(pty("xterm-256color"), TestClient.soon());
        session.request(new SessionRequest.Shell(), TestClient.soon());
        assertThat(sizes.poll(20, TimeUnit.SECONDS)).satisfies(terminal -> {
            assertThat(terminal).hasToString("xterm-256color 80x24");
            assertThat(terminal.modes()).containsEntry(TerminalModes.ECHO, 0L);
        });
        session.send(new SessionRequest.WindowChange(132, 0xffff_ffffL, 0, 0), TestClient.soon());
        assertThat(sizes.poll(20, TimeUnit.SECONDS)).hasToString("xterm-256color 132x65535");
        done.countDown();
        assertThat(session.awaitExit(TestClient.soon())).isEqualTo(new Exit.Code(132));
    }

    // --- signals and cancelling

    @Test
    void signalsReachTheHandlerAlsoThoseThatCameFirst() throws Exception {
        var listen = new CountDownLatch(1);
        var signals = new LinkedBlockingQueue<String>();
        var client = client(s -> s.exec(session -> {
            listen.await();
            session.onSignal(signals::add);
            session.input().readAllBytes();
            return 0;
        }));
        var session = started(client, new SessionRequest.Exec("x"));
        session.send(new SessionRequest.Signal("INT"), TestClient.soon());
        session.request(new SessionRequest.Signal("USR1"), TestClient.soon()); // answered, so both have come
        assertThatThrownBy(() -> session.request(new SessionRequest.Signal("no signal\n"), TestClient.soon()))
                .isInstanceOf(RequestDeniedException.class);
        listen.countDown();
        assertThat(signals.poll(20, TimeUnit.SECONDS)).isEqualTo("INT");
        assertThat(signals.poll(20, TimeUnit.SECONDS)).isEqualTo("USR1");
        session.send(new SessionRequest.Signal("TERM"), TestClient.soon());
        assertThat(signals.poll(20, TimeUnit.SECONDS)).isEqualTo("TERM");
        session.channel().sendEOF();
        assertThat(session.awaitExit(TestClient.soon())).isEqualTo(new Exit.Code(0));
    }

    @Test
    void aClientThatGoesCancelsItsHandlersAndInterruptsThem() throws Exception {
        var running = new CountDownLatch(2);
        var events = new LinkedBlockingQueue<String>();
        var client = client(s -> s.exec(session -> {
            session.onCancel(() -> events.add("cancelled"));
            running.countDown();
            try {
                if (session.commandText().equals("sleep")) {
                    new CountDownLatch(1).await();
                } else {
                    session.input().read();
                }
            } catch (InterruptedException | IOException e) {
                events.add("ended " + session.isCancelled());
            }
            return 0;
        }));
        var session = started(client, new SessionRequest.Exec("sleep"));
        started(client, new SessionRequest.Exec("read"));
        running.await();
        session.close();
        assertThat(List.of(events.poll(20, TimeUnit.SECONDS), events.poll(20, TimeUnit.SECONDS)))
                .containsExactlyInAnyOrder("cancelled", "ended true");
        client.transport.abort();
        assertThat(List.of(events.poll(20, TimeUnit.SECONDS), events.poll(20, TimeUnit.SECONDS)))
                .containsExactlyInAnyOrder("cancelled", "ended true");
    }

    // --- what a key's line says

    @Test
    void aForcedCommandRunsWhateverIsAskedFor() throws Exception {
        var client = clientWithKey(
                "command=\"only this\"",
                s -> s.shell(session -> 9).exec(session -> {
                    var text = session.commandText() + "|"
                            + session.originalCommand().orElse("-") + "|"
                            + session.environment().getOrDefault("SSH_ORIGINAL_COMMAND", "-");
                    session.output().write(text.getBytes(UTF_8));
                    return 0;
                }));
        assertThat(client.exec("rm -rf /").output()).isEqualTo("only this|rm -rf /|rm -rf /");
        var shell = started(client, new SessionRequest.Shell());
        assertThat(TestClient.result(shell).output()).isEqualTo("only this|-|-");
        var subsystem = started(client, new SessionRequest.Subsystem("sftp"));
        assertThat(TestClient.result(subsystem).output()).isEqualTo("only this|sftp|sftp");
    }

    @Test
    void internalSftpAsAForcedCommandIsTheSubsystem() throws Exception {
        var client = clientWithKey(
                "command=\"internal-sftp\"", s -> s.exec(session -> 9).subsystem("sftp", session -> 4));
        assertThat(client.exec("anything").exit()).isEqualTo(new Exit.Code(4));
    }

    @Test
    void aRestrictedKeyHasNoTerminalAndNoForwarding() throws Exception {
        var client = clientWithKey(
                "restrict", s -> s.forwarding(target -> true).shell(((ShellHandler) session -> 0).withTerminals()));
        var session = client.session();
        assertThatThrownBy(() -> session.request(pty("xterm"), TestClient.soon()))
                .isInstanceOf(RequestDeniedException.class);
        assertThatThrownBy(() -> forward(client, 80)).hasMessageContaining("not allowed");
    }

    @Test
    void aKeysVariablesAreSetOnlyWhereThatIsPermitted() throws Exception {
        Consumer<SSHServerOptionsBuilder> show = s -> s.exec(session -> {
            session.output().write(session.environment().toString().getBytes(UTF_8));
            return 0;
        });
        assertThat(clientWithKey("environment=\"A=1\"", show).exec("").output()).isEqualTo("{}");
        assertThat(clientWithKey("environment=\"A=1\"", show.andThen(SSHServerOptionsBuilder::permitUserEnvironment))
                        .exec("")
                        .output())
                .isEqualTo("{A=1}");
    }

    // --- forwarding

    private static Channel forward(TestClient client, int port) throws IOException {
        return new DirectTCPIP("127.0.0.1", port, "127.0.0.1", 1).open(client.multiplexer, TestClient.soon());
    }

    @Test
    void forwardingIsRefusedUnlessAPolicyAllowsIt() throws Exception {
        var client = client(s -> s.exec(session -> 0));
        assertThatThrownBy(() -> forward(client, 80))
                .isInstanceOfSatisfying(
                        ChannelOpenException.class,
                        e -> assertThat(e.reasonCode()).isEqualTo(ChannelOpenException.ADMINISTRATIVELY_PROHIBITED));
    }

    @Test
    void aPolicyAllowsItsTargetsAndAKeyItsOwn() throws Exception {
        try (var target = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = target.getLocalPort();
            var client = clientWithKey("permitopen=\"127.0.0.1:" + port + "\"", s -> s.forwarding(to -> true));
            assertThatThrownBy(() -> forward(client, port == 80 ? 81 : 80)).isInstanceOf(ChannelOpenException.class);
            var channel = forward(client, port);
            try (var accepted = target.accept()) {
                channel.output().write("hello".getBytes(UTF_8));
                channel.sendEOF();
                assertThat(accepted.getInputStream().readAllBytes())
                        .asString(UTF_8)
                        .isEqualTo("hello");
                accepted.getOutputStream().write("back".getBytes(UTF_8));
                accepted.shutdownOutput();
                assertThat(channel.input().readAllBytes()).asString(UTF_8).isEqualTo("back");
            }
            var other = client(s -> s.forwarding(to -> to.portToConnect() != port));
            assertThatThrownBy(() -> forward(other, port)).isInstanceOf(ChannelOpenException.class);
        }
    }

    // --- SFTP

    @Test
    void sftpServesItsRoot() throws Exception {
        Path root = Files.createDirectory(folder.resolve("root"));
        var client = client(s -> s.sftp(root));
        var session = started(client, new SessionRequest.Subsystem("sftp"));
        try (var sftp =
                SFTPClient.open(session.channel().input(), session.channel().output(), session)) {
            try (var out = sftp.write("/hello.txt")) {
                out.write("hello".getBytes(UTF_8));
            }
            assertThat(root.resolve("hello.txt")).hasContent("hello");
            Files.writeString(folder.resolve("outside"), "secret");
            assertThatThrownBy(() -> sftp.stat("/../outside")).isInstanceOf(SFTPException.class);
        }
    }

    @Test
    void whoDoesNotSpeakSFTPIsToldSoByTheStatus() throws Exception {
        var client = client(s -> s.sftp(folder));
        var session = started(client, new SessionRequest.Subsystem("sftp"));
        session.channel().output().write("GET / HTTP/1.1\r\n\r\n".getBytes(UTF_8));
        session.channel().sendEOF();
        assertThat(TestClient.result(session).exit()).isEqualTo(new Exit.Code(1));
    }

    @Test
    void aRootThatIsNotThereIsAnErrorAtTheStart() {
        assertThatThrownBy(() -> server(s -> s.sftp(folder.resolve("none")))).isInstanceOf(IOException.class);
    }

    @Test
    void manySessionsRunAtOnceOnOneConnection() throws Exception {
        var all = new CountDownLatch(30);
        var client = client(s -> s.exec(session -> {
            all.countDown();
            return all.await(20, TimeUnit.SECONDS) ? 0 : 1;
        }));
        var sessions = new ArrayList<Session>();
        for (int i = 0; i < 30; i++) {
            sessions.add(started(client, new SessionRequest.Exec("x")));
        }
        for (var session : sessions) {
            assertThat(session.awaitExit(TestClient.soon())).isEqualTo(new Exit.Code(0));
            assertThatCode(() -> session.channel().awaitClosed(Deadline.after(Duration.ofSeconds(20))))
                    .doesNotThrowAnyException();
        }
    }
}
