package io.javamiko.benchmarks.server;

import io.javamiko.keys.SSHKeyPair;
import io.javamiko.server.SSHServer;
import java.io.IOException;
import java.nio.file.Path;

/** Ours; it serves until the process ends. */
final class JavamikoServer {
    private static final int MANY = 20_000;

    private JavamikoServer() {}

    /** Returns its port. */
    static int start(Path hostKey, Path authorizedKeys) throws IOException {
        return SSHServer.start(s -> s.port(0)
                        .hostKey(read(hostKey))
                        .authorizedKeys(authorizedKeys)
                        .maxStartups(MANY, 100, MANY)
                        .maxStartupsPerSource(MANY)
                        .maxConnections(MANY)
                        .exec(session -> Commands.run(session.commandText(), session.input(), session.output()))
                        .forwarding(request -> true)
                        .sftp(Path.of("/")))
                .port();
    }

    private static SSHKeyPair read(Path file) {
        try {
            return SSHKeyPair.read(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
