package io.javamiko.interop;

import io.javamiko.client.SSHClient;
import io.javamiko.client.SSHClientOptions;
import io.javamiko.client.SSHClientOptionsBuilder;
import io.javamiko.testing.OpenSSHServer;
import java.io.IOException;
import java.util.function.Consumer;

/** Our client, set up for a peer of a test. */
final class OurClient {
    private OurClient() {}

    static SSHClient connect(OpenSSHServer sshd, Consumer<SSHClientOptionsBuilder> more) throws IOException {
        return SSHClient.connect("127.0.0.1", options(sshd).with(more));
    }

    static SSHClient connect(OpenSSHServer sshd) throws IOException {
        return SSHClient.connect("127.0.0.1", options(sshd));
    }

    /** Who logs in to a real sshd, with its own key, trusting only its host keys. */
    static SSHClientOptions options(OpenSSHServer sshd) {
        return SSHClientOptions.of(c ->
                c.port(sshd.port()).user(sshd.user()).identity(sshd.userKey()).knownHosts(sshd.knownHosts()));
    }

    static SSHClient connect(OurServer server, Consumer<SSHClientOptionsBuilder> more) throws IOException {
        return SSHClient.connect("127.0.0.1", options(server).with(more));
    }

    /** Who logs in to a server of ours; known_hosts is the test's own. */
    static SSHClientOptions options(OurServer server) throws IOException {
        var knownHosts = server.knownHosts();
        return SSHClientOptions.of(c ->
                c.port(server.port()).user("tester").identity(server.userKey()).knownHosts(knownHosts));
    }
}
