package io.javamiko.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.javamiko.auth.AuthenticationException;
import io.javamiko.auth.Outcome;
import io.javamiko.auth.PasswordMethod.PasswordChanger;
import io.javamiko.connection.Exit;
import io.javamiko.keys.SSHKeyPair;
import io.javamiko.server.auth.Questions;
import io.javamiko.server.auth.UserKeys;
import io.javamiko.server.session.ExecHandler;
import io.javamiko.transport.AuthenticationEvent;
import io.javamiko.transport.ConnectionListener;
import io.javamiko.transport.Limits;
import io.javamiko.transport.Negotiated;
import io.javamiko.transport.Transport;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A server of ours on the loopback address, and a client made of our layers. */
class SSHServerTest {
    private static final SSHKeyPair HOST_KEY = SSHKeyPair.generate("ssh-ed25519");
    private static final SSHKeyPair KEY = SSHKeyPair.generate("ssh-ed25519");
    private static final ExecHandler ECHO = session -> {
        session.output().write(("ran " + session.commandText()).getBytes(UTF_8));
        return 3;
    };

    private final List<AutoCloseable> open = new ArrayList<>();

    private SSHServer server(Consumer<SSHServerOptionsBuilder> settings) throws IOException {
        var server = SSHServer.start(SSHServerOptions.of(s -> s.port(0)
                        .hostKey(HOST_KEY)
                        .passwords(Map.of("me", "secret"))
                        .exec(ECHO))
                .with(settings));
        open.add(server);
        return server;
    }

    private TestClient client(SSHServer server) throws IOException {
        var client = TestClient.withPassword(server, "me", "secret");
        open.add(client);
        return client;
    }

    @AfterEach
    void closeAll() throws Exception {
        for (int i = open.size() - 1; i >= 0; i--) {
            open.get(i).close();
        }
    }

    @Test
    void aCommandRunsAndReportsItsEnd() throws Exception {
        var client = client(server(s -> {}));
        var result = client.exec("uname -a");
        assertThat(result.output()).isEqualTo("ran uname -a");
        assertThat(result.exit()).isEqualTo(new Exit.Code(3));
    }

    @Test
    void aKeyLogsInAndItsHandlerKnowsIt() throws Exception {
        var server = server(s -> s.userKeys(
                        UserKeys.of((user, key) -> user.equals("me") && key.equals(KEY.publicKey())))
                .exec(session -> {
                    var who = session.user() + " " + session.key().orElseThrow().fingerprint() + " "
                            + session.client().getAddress().isLoopbackAddress();
                    session.output().write(who.getBytes(UTF_8));
                    return 0;
                }));
        try (var client = TestClient.withKey(server, "me", KEY)) {
            assertThat(client.exec("").output())
                    .isEqualTo("me " + KEY.publicKey().fingerprint() + " true");
            assertThat(server.connections()).hasSize(1);
            assertThat(server.connections().get(0).user()).contains("me");
            assertThat(server.connections().get(0).key()).contains(KEY.publicKey());
            assertThat(server.connections().get(0).negotiated()).isPresent();
        }
    }

    @Test
    void aKeyAndAPasswordAreBothAskedForWhereTheChainSaysSo() throws Exception {
        var server = server(s -> s.userKeys(UserKeys.of((user, key) -> key.equals(KEY.publicKey())))
                .authenticationMethods("publickey,password"));
        var transport = TestClient.connect(server);
        open.add(transport);
        var authentication = TestClient.authentication(transport, "me");
        assertThat(authentication.publicKey(KEY)).isEqualTo(new Outcome.Failure(List.of("password"), true));
        assertThat(authentication.password("secret".toCharArray(), PasswordChanger.NONE))
                .isEqualTo(new Outcome.Success(true));
    }

    @Test
    void questionsLogIn() throws Exception {
        var server = server(
                s -> s.questions(Questions.forPassword((user, password) -> new String(password).equals("word"))));
        var transport = TestClient.connect(server);
        open.add(transport);
        var outcome = TestClient.authentication(transport, "me")
                .keyboardInteractive(challenge -> Optional.of(List.of("word".toCharArray())));
        assertThat(outcome).isEqualTo(new Outcome.Success(true));
    }

    @Test
    void aWrongPasswordIsRefusedUntilTheConnectionIsEnded() throws Exception {
        var server = server(s -> s.limits(Limits.of(l -> l.authTries(3))));
        var transport = TestClient.connect(server);
        open.add(transport);
        var authentication = TestClient.authentication(transport, "me");
        assertThat(authentication.password("a".toCharArray(), PasswordChanger.NONE))
                .isInstanceOf(Outcome.Failure.class);
        assertThat(authentication.password("b".toCharArray(), PasswordChanger.NONE))
                .isInstanceOf(Outcome.Failure.class);
        assertThatThrownBy(() -> authentication.password("c".toCharArray(), PasswordChanger.NONE))
                .isInstanceOf(AuthenticationException.class)
                .hasMessageContaining("Too many authentication failures");
        awaitConnections(server, 0);
    }

    @Test
    void whoDoesNotLogInInTimeIsCutOff() throws Exception {
        var causes = new LinkedBlockingQueue<Optional<Throwable>>();
        var server = server(s -> s.limits(Limits.of(l -> l.loginGraceTime(Duration.ofMillis(300))))
                .listener(client -> closing(causes)));
        var transport = TestClient.connect(server);
        open.add(transport);
        assertThatThrownBy(() -> transport.receive(TestClient.soon())).isInstanceOf(IOException.class);
        assertThat(causes.poll(20, TimeUnit.SECONDS)).isNotNull();
        awaitConnections(server, 0);
    }

    @Test
    void aClientThatSaysNothingIsCutOffToo() throws Exception {
        var server = server(s -> s.limits(Limits.of(l -> l.loginGraceTime(Duration.ofMillis(300)))));
        try (var socket = new Socket(server.address().getAddress(), server.port())) {
            InputStream in = socket.getInputStream();
            assertThat(new String(in.readAllBytes(), UTF_8)).startsWith("SSH-2.0-");
        }
        awaitConnections(server, 0);
    }

    private static ConnectionListener closing(BlockingQueue<Optional<Throwable>> causes) {
        return new ConnectionListener() {
            @Override
            public void closed(Throwable cause) {
                causes.add(Optional.ofNullable(cause));
                throw new IllegalStateException("a listener decides nothing");
            }
        };
    }

    @Test
    void connectionsThatDoNotLogInAreBoundedAndMakeRoomWhenTheyGo() throws Exception {
        var server = server(s -> s.maxStartups(2, 100, 2));
        var first = TestClient.connect(server);
        var second = TestClient.connect(server);
        open.add(first);
        open.add(second);
        assertThatThrownBy(() -> TestClient.connect(server)).isInstanceOf(IOException.class);
        first.close();
        awaitConnections(server, 1);
        client(server); // logs in, and makes room for another one
        client(server);
        client(server);
    }

    @Test
    void theListenerIsToldWhatHappensToTheEnd() throws Exception {
        var events = new LinkedBlockingQueue<String>();
        var server = server(s -> s.listener(client -> new ConnectionListener() {
            @Override
            public void negotiated(Negotiated negotiated) {
                events.add("negotiated");
            }

            @Override
            public void authenticationAttempted(AuthenticationEvent attempt) {
                events.add(attempt.user() + " " + attempt.method() + " " + attempt.outcome());
            }

            @Override
            public void closed(Throwable cause) {
                events.add("closed");
            }
        }));
        client(server).close();
        var told = new ArrayList<String>();
        while (told.size() < 3) {
            told.add(events.poll(20, TimeUnit.SECONDS));
        }
        assertThat(told).containsExactly("negotiated", "me password SUCCESS", "closed");
    }

    @Test
    void aStopLetsWhatRunsRunToItsEndAndTakesNothingNew() throws Exception {
        var running = new CountDownLatch(1);
        var go = new CountDownLatch(1);
        var server = server(s -> s.exec(session -> {
            running.countDown();
            go.await();
            session.output().write("done".getBytes(UTF_8));
            return 0;
        }));
        var busy = client(server);
        var idle = client(server);
        var halfOpen = TestClient.connect(server);
        open.add(halfOpen);
        var session = busy.session();
        session.request(new io.javamiko.connection.SessionRequest.Exec("x"), TestClient.soon());
        running.await();

        var stopped = new java.util.concurrent.CompletableFuture<Boolean>();
        io.javamiko.Threads.start("stop", () -> stopped.complete(server.stop(Duration.ofSeconds(20))));
        assertThat(idle.transport.awaitClosed(TestClient.soon())).isTrue();
        assertThatThrownBy(() -> halfOpen.receive(TestClient.soon())).isInstanceOf(IOException.class);
        assertThatThrownBy(busy::session).hasMessageContaining("stopping");
        assertThatThrownBy(() -> TestClient.connect(server)).isInstanceOf(IOException.class);
        assertThat(stopped).isNotDone();
        go.countDown();
        assertThat(TestClient.result(session).output()).isEqualTo("done");
        session.close();
        assertThat(stopped.get(20, TimeUnit.SECONDS)).isTrue();
        assertThat(server.connections()).isEmpty();
    }

    @Test
    void aStopEndsWhatDoesNotEndByItself() throws Exception {
        var interrupted = new CountDownLatch(1);
        var running = new CountDownLatch(1);
        var server = server(s -> s.exec(session -> {
            try {
                running.countDown();
                new CountDownLatch(1).await();
                return 0;
            } finally {
                interrupted.countDown();
            }
        }));
        var client = client(server);
        client.session().request(new io.javamiko.connection.SessionRequest.Exec("x"), TestClient.soon());
        running.await();
        assertThat(server.stop(Duration.ofMillis(100))).isFalse();
        assertThat(interrupted.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(client.transport.awaitClosed(TestClient.soon())).isTrue();
        assertThat(server.connections()).isEmpty();
    }

    @Test
    void aServerThatCannotWorkDoesNotStart() {
        assertThatThrownBy(() -> SSHServer.start(s -> s.port(0).passwords(Map.of("me", "x"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("host key");
        assertThatThrownBy(() -> SSHServer.start(s -> s.port(0).hostKey(HOST_KEY)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("nobody could log in");
    }

    @Test
    void aPortThatIsInUseIsAnErrorThatSaysWhich() throws Exception {
        int port = server(s -> {}).port();
        assertThatThrownBy(() -> server(s -> s.port(port)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(":" + port);
    }

    @Test
    void manyClientsAtOnce() throws Exception {
        var server = server(s -> s.maxStartups(1_000, 100, 1_000).maxStartupsPerSource(1_000));
        var results = new LinkedBlockingQueue<String>();
        for (int i = 0; i < 20; i++) {
            String name = "client " + i;
            io.javamiko.Threads.start(name, () -> {
                try (var client = TestClient.withPassword(server, "me", "secret")) {
                    results.add(client.exec(name).output());
                } catch (IOException | AssertionError e) {
                    results.add(e.toString());
                }
            });
        }
        for (int i = 0; i < 20; i++) {
            assertThat(results.poll(60, TimeUnit.SECONDS)).startsWith("ran client ");
        }
        awaitConnections(server, 0);
    }

    private static void awaitConnections(SSHServer server, int count) {
        var deadline = TestClient.soon();
        while (server.connections().size() != count && !deadline.expired()) {
            Thread.onSpinWait();
        }
        assertThat(server.connections()).hasSize(count);
    }

    @Test
    void transportsOfAServerCanBeRekeyed() throws Exception {
        var server = server(s -> {});
        var client = client(server);
        assertThat(client.exec("before").exit()).isEqualTo(new Exit.Code(3));
        Transport transport = server.connections().get(0).transport().orElseThrow();
        transport.rekey(TestClient.soon());
        assertThat(client.exec("after").exit()).isEqualTo(new Exit.Code(3));
    }
}
