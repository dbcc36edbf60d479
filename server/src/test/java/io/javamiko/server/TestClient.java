package io.javamiko.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.javamiko.Deadline;
import io.javamiko.Threads;
import io.javamiko.auth.AuthLink;
import io.javamiko.auth.ClientAuthentication;
import io.javamiko.auth.Outcome;
import io.javamiko.auth.PasswordMethod.PasswordChanger;
import io.javamiko.connection.ChannelAcceptor;
import io.javamiko.connection.Exit;
import io.javamiko.connection.GlobalRequestHandler;
import io.javamiko.connection.Multiplexer;
import io.javamiko.connection.Session;
import io.javamiko.connection.SessionRequest;
import io.javamiko.keys.Signer;
import io.javamiko.transport.Limits;
import io.javamiko.transport.Transport;
import io.javamiko.transport.TransportOptions;
import io.javamiko.transport.io.SocketLink;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;

/** A client made of our layers, for a server on the loopback address. */
final class TestClient implements AutoCloseable {
    final Transport transport;
    final Multiplexer multiplexer;

    private TestClient(Transport transport) {
        this.transport = transport;
        this.multiplexer = new Multiplexer(
                transport.outbox(),
                Limits.DEFAULT,
                task -> Threads.start("test client", task),
                ChannelAcceptor.NONE,
                GlobalRequestHandler.NONE);
        transport.authenticated(multiplexer);
    }

    static Deadline soon() {
        return Deadline.after(Duration.ofSeconds(20));
    }

    /** Keys are exchanged, nobody is logged in. */
    static Transport connect(SSHServer server) throws IOException {
        var link = SocketLink.of(new Socket(server.address().getAddress(), server.port()), "test server");
        return Transport.connect(link, TransportOptions.client((key, negotiated) -> {}, t -> {}));
    }

    static ClientAuthentication authentication(Transport transport, String user) {
        return new ClientAuthentication(AuthLink.over(transport), user, a -> {});
    }

    static TestClient withPassword(SSHServer server, String user, String password) throws IOException {
        var transport = connect(server);
        return loggedIn(
                transport, authentication(transport, user).password(password.toCharArray(), PasswordChanger.NONE));
    }

    static TestClient withKey(SSHServer server, String user, Signer key) throws IOException {
        var transport = connect(server);
        return loggedIn(transport, authentication(transport, user).publicKey(key));
    }

    static TestClient loggedIn(Transport transport, Outcome outcome) {
        if (!(outcome instanceof Outcome.Success)) {
            transport.close();
            throw new AssertionError("not logged in: " + outcome);
        }
        return new TestClient(transport);
    }

    Session session() throws IOException {
        return multiplexer.openSession(soon());
    }

    /** What a command did. */
    record Result(String output, String errors, Exit exit) {}

    Result exec(String command) throws IOException {
        try (var session = session()) {
            session.request(new SessionRequest.Exec(command), soon());
            session.channel().sendEOF();
            return result(session);
        }
    }

    static Result result(Session session) throws IOException {
        String output = new String(session.channel().input().readAllBytes(), UTF_8);
        String errors = new String(session.channel().errorInput().readAllBytes(), UTF_8);
        return new Result(output, errors, session.awaitExit(soon()));
    }

    @Override
    public void close() {
        transport.close();
    }
}
