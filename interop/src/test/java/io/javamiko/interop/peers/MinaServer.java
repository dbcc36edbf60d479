package io.javamiko.interop.peers;

import io.javamiko.testing.OpenSSHClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.sshd.common.NamedFactory;
import org.apache.sshd.common.NamedResource;
import org.apache.sshd.common.keyprovider.FileKeyPairProvider;
import org.apache.sshd.server.ServerBuilder;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.config.keys.AuthorizedKeysAuthenticator;
import org.apache.sshd.server.shell.ProcessShellFactory;

/** Apache MINA SSHD as a server: the peer for what OpenSSH 9.2 does not have. */
public final class MinaServer implements AutoCloseable {
    private final SshServer server;
    private final Path folder;

    private MinaServer(SshServer server, Path folder) {
        this.server = server;
        this.folder = folder;
    }

    /**
     * Starts one whose commands are run by a shell.
     *
     * @param folder the test's own, for keys
     * @param kex the one key exchange that it offers
     */
    public static MinaServer start(Path folder, String kex) throws IOException, InterruptedException {
        var hostKey = folder.resolve("mina_host");
        var userKey = folder.resolve("mina_user");
        OpenSSHClient.makeKey("ed25519", hostKey);
        OpenSSHClient.makeKey("ed25519", userKey);
        var server = SshServer.setUpDefaultServer();
        server.setHost("127.0.0.1");
        server.setPort(0);
        server.setKeyPairProvider(new FileKeyPairProvider(hostKey));
        server.setPublickeyAuthenticator(new AuthorizedKeysAuthenticator(folder.resolve("mina_user.pub")));
        server.setPasswordAuthenticator((user, password, session) -> user.equals("peer") && password.equals("secret"));
        server.setCommandFactory(
                (channel, command) -> new ProcessShellFactory(command, "/bin/sh", "-c", command).createShell(channel));
        server.setKeyExchangeFactories(
                NamedFactory.setUpTransformedFactories(
                                false, ServerBuilder.DEFAULT_KEX_PREFERENCE, ServerBuilder.DH2KEX)
                        .stream()
                        .filter(factory -> factory.getName().equals(kex))
                        .toList());
        server.start();
        return new MinaServer(server, folder);
    }

    /** The key exchanges that this version has. */
    public static List<String> keyExchanges() {
        return ServerBuilder.DEFAULT_KEX_PREFERENCE.stream()
                .map(NamedResource::getName)
                .toList();
    }

    /** The port of the loopback address it listens on. */
    public int port() {
        return server.getPort();
    }

    /** The private key that logs in, as any user. */
    public Path userKey() {
        return folder.resolve("mina_user");
    }

    /** A known_hosts file with its host key. */
    public Path knownHosts() throws IOException {
        var key = Files.readString(folder.resolve("mina_host.pub")).strip();
        return Files.writeString(folder.resolve("mina_known_hosts"), "[127.0.0.1]:" + port() + " " + key + "\n");
    }

    @Override
    public void close() throws IOException {
        server.stop(true);
    }
}
