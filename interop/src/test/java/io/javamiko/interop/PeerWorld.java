package io.javamiko.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.javamiko.client.SSHClient;
import io.javamiko.interop.peers.PeerKeys;
import io.javamiko.keys.certificates.Certificate;
import io.javamiko.server.SSHServer;
import io.javamiko.server.SSHServerOptionsBuilder;
import io.javamiko.transport.ConnectionListener;
import io.javamiko.transport.Limits;
import io.javamiko.transport.Negotiated;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Both sides of a connection that uses one {@link Choice}: our client on a peer's server, and our server for a peer's client. */
final class PeerWorld {
    /** What goes through a command and into a file. */
    static final byte[] DATA = new byte[100_000];

    static {
        new Random(1).nextBytes(DATA);
    }

    private PeerWorld() {}

    /** What a peer's server has beside a shell. */
    enum Files {
        SFTP,
        NONE
    }

    /** Connects to a server that lets in PeerKeys' user and has its host keys, and uses it before and after a rekey. */
    static void useServer(Path folder, int port, String user, Choice choice, Files files) throws IOException {
        var known = PeerKeys.knownHosts(folder, port);
        try (var ssh = SSHClient.connect(
                "127.0.0.1",
                c -> c.port(port)
                        .user(user)
                        .noAgent()
                        .noDefaultIdentities()
                        .identity(folder.resolve("user"))
                        .knownHosts(known)
                        .algorithms(choice.algorithms()))) {
            choice.assertUsed(ssh.negotiated());
            var ended = ssh.exec("cat", e -> e.input(DATA));
            assertThat(ended.bytes()).isEqualTo(DATA);
            assertThat(ended.exitStatus()).isZero();
            ssh.rekey();
            if (files == Files.SFTP) {
                useSFTP(ssh);
            } else {
                assertThat(ssh.exec("cat", e -> e.input(DATA)).bytes()).isEqualTo(DATA);
            }
        }
    }

    private static void useSFTP(SSHClient ssh) throws IOException {
        try (var sftp = ssh.openSFTP()) {
            sftp.put(new ByteArrayInputStream(DATA), "file");
            var back = new ByteArrayOutputStream();
            sftp.get("file", back);
            assertThat(back.toByteArray()).isEqualTo(DATA);
        }
    }

    /** A peer's client, told where to go; returns what it says is wrong, or "ok". */
    @FunctionalInterface
    interface PeerClient {
        String connect(int port) throws Exception;
    }

    /** Lets a client in, once, that is left no other choice. */
    static void serveClient(Path folder, Choice choice, PeerClient client) throws Exception {
        serveClient(folder, choice, Limits.DEFAULT, client);
    }

    /** The same; the server asks for new keys after 70,000 bytes. */
    static void serveClientWithNewKeys(Path folder, Choice choice, PeerClient client) throws Exception {
        assertThat(serveClient(folder, choice, Limits.of(l -> l.rekeyBytes(70_000)), client))
                .as("rekeyed")
                .isNotEmpty();
    }

    private static List<Negotiated> serveClient(Path folder, Choice choice, Limits limits, PeerClient client)
            throws Exception {
        var negotiated = new CopyOnWriteArrayList<Negotiated>();
        var rekeyed = new CopyOnWriteArrayList<Negotiated>();
        var listener = new ConnectionListener() {
            @Override
            public void negotiated(Negotiated chosen) {
                negotiated.add(chosen);
            }

            @Override
            public void rekeyed(Negotiated chosen) {
                rekeyed.add(chosen);
            }
        };
        try (var server =
                start(folder, s -> settings(s.listener(peer -> listener).limits(limits), choice))) {
            PeerKeys.knownHosts(folder, server.port());
            assertThat(client.connect(server.port())).isEqualTo("ok");
            choice.assertUsed(negotiated.get(0));
            return rekeyed;
        }
    }

    private static SSHServer start(Path folder, Consumer<SSHServerOptionsBuilder> more) throws IOException {
        return SSHServer.start(s -> {
            s.port(0)
                    .authorizedKeys(folder.resolve("user.pub"))
                    .sftp(folder.resolve("root"))
                    .exec(new ShellCommands());
            PeerKeys.HOST_KEYS.forEach(s::hostKey);
            more.accept(s);
        });
    }

    private static void settings(SSHServerOptionsBuilder server, Choice choice) {
        server.algorithms(choice.algorithms());
        PeerKeys.HOST_KEYS.stream()
                .filter(key -> choice.certifiedType()
                        .filter(key.publicKey().type()::equals)
                        .isPresent())
                .forEach(key -> {
                    try {
                        server.hostCertificate(
                                Certificate.issue(PeerKeys.AUTHORITY, key.publicKey(), c -> c.host("127.0.0.1")));
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                });
    }
}
