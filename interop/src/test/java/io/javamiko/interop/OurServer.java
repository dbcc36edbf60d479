package io.javamiko.interop;

import io.javamiko.keys.SSHKeyPair;
import io.javamiko.server.SSHServer;
import io.javamiko.server.SSHServerOptionsBuilder;
import io.javamiko.testing.OpenSSHClient;
import io.javamiko.transport.AuthenticationEvent;
import io.javamiko.transport.ConnectionListener;
import io.javamiko.transport.Negotiated;
import io.javamiko.transport.Warning;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** A server of ours with every type of host key, one user key, commands by the shell, and a record of what happened. */
final class OurServer implements AutoCloseable {
    private static final List<SSHKeyPair> HOST_KEYS = List.of(
            SSHKeyPair.generate("ssh-ed25519"),
            SSHKeyPair.generate("ecdsa-sha2-nistp256"),
            SSHKeyPair.generate("ecdsa-sha2-nistp384"),
            SSHKeyPair.generate("ecdsa-sha2-nistp521"),
            SSHKeyPair.generate("ssh-rsa", 2048));

    private final SSHServer server;
    private final Path folder;
    private final Events events;

    private OurServer(SSHServer server, Path folder, Events events) {
        this.server = server;
        this.folder = folder;
        this.events = events;
    }

    /** What connections have told, in order. */
    static final class Events implements ConnectionListener {
        final List<Negotiated> negotiated = new CopyOnWriteArrayList<>();
        final List<Negotiated> rekeyed = new CopyOnWriteArrayList<>();
        final List<AuthenticationEvent> attempts = new CopyOnWriteArrayList<>();
        final List<Warning> warnings = new CopyOnWriteArrayList<>();
        final List<String> closed = new CopyOnWriteArrayList<>();

        @Override
        public void negotiated(Negotiated chosen) {
            negotiated.add(chosen);
        }

        @Override
        public void rekeyed(Negotiated chosen) {
            rekeyed.add(chosen);
        }

        @Override
        public void authenticationAttempted(AuthenticationEvent attempt) {
            attempts.add(attempt);
        }

        @Override
        public void warning(Warning warning) {
            warnings.add(warning);
        }

        @Override
        public void closed(Throwable cause) {
            closed.add(String.valueOf(cause));
        }
    }

    /**
     * Starts one on a port of its own.
     *
     * @param folder the test's own, for the keys of its clients
     */
    static OurServer start(Path folder, Consumer<SSHServerOptionsBuilder> more)
            throws IOException, InterruptedException {
        var events = new Events();
        OpenSSHClient.makeKey("ed25519", folder.resolve("user"));
        var server = SSHServer.start(s -> {
            s.port(0)
                    .authorizedKeys(folder.resolve("user.pub"))
                    .listener(client -> events)
                    .exec(new ShellCommands());
            HOST_KEYS.forEach(s::hostKey);
            s.maxStartups(1_000, 100, 1_000).maxStartupsPerSource(1_000);
            more.accept(s);
        });
        return new OurServer(server, folder, events);
    }

    int port() {
        return server.port();
    }

    SSHServer server() {
        return server;
    }

    Events events() {
        return events;
    }

    /** The private key that logs in, as any user. */
    Path userKey() {
        return folder.resolve("user");
    }

    /** A known_hosts file with all its host keys. */
    Path knownHosts() throws IOException {
        var lines = HOST_KEYS.stream()
                .map(key -> "[127.0.0.1]:" + port() + " " + key.publicKey().format(""));
        return Files.write(folder.resolve("known_hosts_of_ours"), lines.toList());
    }

    /** OpenSSH's programs, set up for this server. */
    OpenSSHClient openSSH() throws IOException {
        return openSSH(folder);
    }

    /** As {@link #openSSH()}, with the user key and the files of another folder. */
    OpenSSHClient openSSH(Path other) throws IOException {
        var keys = HOST_KEYS.stream().map(key -> key.publicKey().format("")).toList();
        return OpenSSHClient.of(other, port(), "tester", other.resolve("user"), keys);
    }

    @Override
    public void close() {
        server.close();
    }
}
