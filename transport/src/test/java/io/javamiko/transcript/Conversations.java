package io.javamiko.transcript;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.javamiko.Deadline;
import io.javamiko.Threads;
import io.javamiko.auth.AuthLink;
import io.javamiko.auth.Authenticator;
import io.javamiko.auth.ClientAuthentication;
import io.javamiko.auth.Grant;
import io.javamiko.auth.MethodChains;
import io.javamiko.auth.PasswordMethod.PasswordChanger;
import io.javamiko.auth.ServerAuthentication;
import io.javamiko.connection.Channel;
import io.javamiko.connection.ChannelAcceptor;
import io.javamiko.connection.ChannelHandler;
import io.javamiko.connection.Exit;
import io.javamiko.connection.GlobalRequestHandler;
import io.javamiko.connection.Multiplexer;
import io.javamiko.connection.RequestReply;
import io.javamiko.connection.SessionRequest.Exec;
import io.javamiko.connection.SessionRequest.ExitStatus;
import io.javamiko.keys.SSHKeyPair;
import io.javamiko.keys.SSHPublicKey;
import io.javamiko.transport.Transport;
import io.javamiko.transport.TransportOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** What clients and servers do when transcripts of them are made, and again when those are replayed. */
final class Conversations {
    static final SSHKeyPair USER_KEY = SSHKeyPair.generate("ssh-ed25519", DeterministicRandom.of(1));
    static final SSHKeyPair HOST_KEY = SSHKeyPair.generate("ssh-ed25519", DeterministicRandom.of(2));
    static final String PASSWORD = "sesam öffne dich";

    private Conversations() {}

    static TransportOptions client(long seed, Consumer<TransportOptions.Builder> changes) {
        return TransportOptions.client((key, negotiated) -> {}, t -> t.random(DeterministicRandom.of(seed)))
                .with(changes);
    }

    static TransportOptions server(long seed, Consumer<TransportOptions.Builder> changes) {
        return TransportOptions.server(List.of(HOST_KEY), t -> t.random(DeterministicRandom.of(seed)))
                .with(changes);
    }

    private static Deadline soon() {
        return Deadline.after(Duration.ofSeconds(20));
    }

    /** Logs in with the key, runs a command, closes. */
    static void runsACommand(Transport transport) throws IOException {
        runsACommand(transport, "tester");
    }

    static void runsACommand(Transport transport, String user) throws IOException {
        var authentication = new ClientAuthentication(AuthLink.over(transport), user, a -> {});
        authentication.publicKey(USER_KEY);
        assertThat(authentication.isAuthenticated()).isTrue();
        runs(transport);
    }

    /** As {@link #runsACommand}, with the password. */
    static void runsACommandWithPassword(Transport transport) throws IOException {
        var authentication = new ClientAuthentication(AuthLink.over(transport), "tester", a -> {});
        authentication.password(PASSWORD.toCharArray(), PasswordChanger.NONE);
        assertThat(authentication.isAuthenticated()).isTrue();
        runs(transport);
    }

    private static void runs(Transport transport) throws IOException {
        var multiplexer = new Multiplexer(
                transport.outbox(),
                transport.limits(),
                task -> Threads.start("task", task),
                ChannelAcceptor.NONE,
                GlobalRequestHandler.NONE);
        transport.authenticated(multiplexer);
        var session = multiplexer.openSession(soon());
        session.request(new Exec("echo hello; exit 3"), soon());
        assertThat(new String(session.channel().input().readAllBytes(), UTF_8)).isEqualTo("hello\n");
        assertThat(session.awaitExit(soon())).isEqualTo(new Exit.Code(3));
        session.channel().awaitClosed(soon());
        transport.close();
    }

    /** Lets the user in, answers every command with hello, until the client goes. */
    static void serves(Transport transport) throws IOException {
        ServerAuthentication.run(AuthLink.over(transport), new OneUser(), s -> {});
        var multiplexer = new Multiplexer(
                transport.outbox(),
                transport.limits(),
                task -> Threads.start("task", task),
                channel -> new Hello(),
                GlobalRequestHandler.NONE);
        transport.authenticated(multiplexer);
        assertThat(transport.awaitClosed(soon())).isTrue();
    }

    private static final class OneUser implements Authenticator {
        @Override
        public MethodChains methods(String user) {
            return MethodChains.anyOf("publickey", "password");
        }

        @Override
        public Optional<Grant> publicKey(String user, SSHPublicKey key) {
            return key.equals(USER_KEY.publicKey()) ? Optional.of(Grant.FULL) : Optional.empty();
        }

        @Override
        public PasswordResult password(String user, char[] password) {
            return new String(password).equals(PASSWORD)
                    ? new PasswordResult.Accepted(Grant.FULL)
                    : new PasswordResult.Refused();
        }
    }

    private static final class Hello implements ChannelHandler {
        @Override
        public RequestReply request(Channel channel, String type, byte[] data) {
            return RequestReply.acceptedThen(() -> {
                try {
                    channel.output().write("hello\n".getBytes(UTF_8));
                    channel.output().flush();
                    channel.sendEOF();
                    channel.send("exit-status", new ExitStatus(3).data(), soon());
                    channel.close();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }
}
