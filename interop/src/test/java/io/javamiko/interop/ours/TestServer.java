package io.javamiko.interop.ours;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.javamiko.client.SSHClient;
import io.javamiko.client.SSHClientOptionsBuilder;
import io.javamiko.keys.SSHKeyPair;
import io.javamiko.keys.lists.KnownHostsFile;
import io.javamiko.server.SSHServer;
import io.javamiko.server.SSHServerOptionsBuilder;
import io.javamiko.server.session.ExecSession;
import io.javamiko.server.session.ExitBySignalException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

/** Our server on a loopback port, with commands for tests, a user {@code me} and his key, and a client that knows both. */
final class TestServer implements AutoCloseable {
    static final SSHKeyPair HOST_KEY = SSHKeyPair.generate("ssh-ed25519");
    static final SSHKeyPair USER_KEY = SSHKeyPair.generate("ssh-ed25519");

    private final SSHServer server;
    private final Path knownHosts;

    private TestServer(SSHServer server, Path knownHosts) {
        this.server = server;
        this.knownHosts = knownHosts;
    }

    /** @param directory a test's own, for known_hosts and authorized_keys */
    static TestServer start(Path directory, Consumer<SSHServerOptionsBuilder> settings) throws IOException {
        Path authorizedKeys = directory.resolve("authorized_keys");
        Files.writeString(authorizedKeys, USER_KEY.publicKey().format("me") + "\n");
        var server = SSHServer.start(s -> {
            s.port(0).hostKey(HOST_KEY).exec(TestServer::run);
            settings.accept(s);
        });
        Path knownHosts = directory.resolve("known_hosts");
        KnownHostsFile.append(knownHosts, "127.0.0.1", server.port(), HOST_KEY.publicKey(), KnownHostsFile.Form.PLAIN);
        return new TestServer(server, knownHosts);
    }

    /** With the user's key authorized, and nothing else. */
    static TestServer start(Path directory) throws IOException {
        return start(directory, s -> s.authorizedKeys(directory.resolve("authorized_keys")));
    }

    int port() {
        return server.port();
    }

    /** A client with the user's key and further settings. */
    SSHClient connect(Consumer<SSHClientOptionsBuilder> settings) throws IOException {
        return connectWithoutKey(c -> settings.accept(c.identity(USER_KEY)));
    }

    SSHClient connect() throws IOException {
        return connect(c -> {});
    }

    SSHClient connectWithoutKey(Consumer<SSHClientOptionsBuilder> settings) throws IOException {
        return SSHClient.connect("127.0.0.1", c -> {
            c.port(server.port()).user("me").knownHosts(knownHosts).noDefaultIdentities();
            settings.accept(c);
        });
    }

    private static int run(ExecSession session) throws Exception {
        String[] words = session.commandText().split(" ", 2);
        switch (words[0]) {
            case "echo" -> session.output().write((words[1] + "\n").getBytes(UTF_8));
            case "cat" -> session.input().transferTo(session.output());
            case "both" -> both(session, Integer.parseInt(words[1]));
            case "exit" -> {
                return Integer.parseInt(words[1]);
            }
            case "signal" -> throw new ExitBySignalException(words[1]);
            case "env" ->
                session.output().write(session.environment().toString().getBytes(UTF_8));
            case "hang" -> new CountDownLatch(1).await(); // until the channel ends it
            case "fail" -> throw new IllegalStateException("a secret of the server's");
            default -> {
                return 127;
            }
        }
        return 0;
    }

    /** So much output and errors in turn that a client which reads one of them only would stand still. */
    private static void both(ExecSession session, int kibibytes) throws IOException {
        byte[] block = new byte[1024];
        for (int i = 0; i < kibibytes; i++) {
            session.output().write(block);
            session.errorOutput().write(block);
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
