package io.javamiko.cli;

import com.sun.net.httpserver.HttpServer;
import io.javamiko.client.SSHClient;
import io.javamiko.keys.SSHKeyPair;
import io.javamiko.keys.lists.KnownHostsFile;
import io.javamiko.keys.lists.KnownHostsFile.Form;
import io.javamiko.server.SSHServer;
import io.javamiko.transport.BadHostKeyException;
import io.javamiko.transport.IdentificationException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;

/** Three ways in which a connection fails that everybody meets, and what is said about each. */
final class DemoFailures {
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final DemoScreen screen;
    private final Path directory;

    DemoFailures(DemoScreen screen, Path directory) {
        this.screen = screen;
        this.directory = directory;
    }

    /** @return whether each failed as it should */
    boolean run() throws IOException {
        screen.title("Three classic failures, each with its own error");
        int asExpected = 0;
        asExpected += silence() ? 1 : 0;
        asExpected += webServer() ? 1 : 0;
        asExpected += changedKey() ? 1 : 0;
        return asExpected == 3;
    }

    /** The system accepts the connection, and nobody ever says a word. */
    private boolean silence() throws IOException {
        try (var silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return fails(
                    "says nothing",
                    silent.getLocalPort(),
                    directory.resolve("nobody"),
                    e -> e instanceof IdentificationException i
                            && i.reason() == IdentificationException.Reason.TIMED_OUT);
        }
    }

    private boolean webServer() throws IOException {
        var web = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1);
        web.start();
        try {
            return fails(
                    "a web server",
                    web.getAddress().getPort(),
                    directory.resolve("nobody"),
                    e -> e instanceof IdentificationException i && i.kind() == IdentificationException.Kind.HTTP);
        } finally {
            web.stop(0);
        }
    }

    /** known_hosts has one key, the server shows another: what a machine in the middle looks like. */
    private boolean changedKey() throws IOException {
        Path knownHosts = directory.resolve("known_hosts_before");
        try (var before = SSHKeyPair.generate("ssh-ed25519");
                var now = SSHKeyPair.generate("ssh-ed25519");
                var server = SSHServer.start(s -> s.port(0)
                        .hostKey(now)
                        .passwords(Map.of("demo", now.publicKey().fingerprint())))) {
            KnownHostsFile.append(knownHosts, DemoMainJob.HOST, server.port(), before.publicKey(), Form.PLAIN);
            return fails(
                    "another host key",
                    server.port(),
                    knownHosts,
                    e -> e instanceof BadHostKeyException b && b.reason() == BadHostKeyException.Reason.CHANGED);
        }
    }

    private boolean fails(String label, int port, Path knownHosts, Predicate<IOException> expected) {
        long start = System.nanoTime();
        try (var ssh = SSHClient.connect(
                DemoMainJob.HOST,
                c -> c.user("demo").port(port).knownHosts(knownHosts).identificationTimeout(PATIENCE))) {
            screen.bad(label, "it was possible to connect: " + ssh);
            return false;
        } catch (IOException e) {
            String name = e.getClass().getSimpleName();
            double seconds = (System.nanoTime() - start) / 1e9;
            boolean good = expected.test(e);
            String text = name + String.format(Locale.ROOT, " after %.2f s", seconds);
            if (good) {
                screen.good(label, text);
            } else {
                screen.bad(label, text);
            }
            screen.detail(Javamiko.why(e));
            return good;
        }
    }
}
