package io.javamiko.benchmarks.peers;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.channel.ClientChannelEvent;
import org.apache.sshd.client.keyverifier.AcceptAllServerKeyVerifier;
import org.apache.sshd.common.file.virtualfs.VirtualFileSystemFactory;
import org.apache.sshd.common.keyprovider.FileKeyPairProvider;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.config.keys.AuthorizedKeysAuthenticator;
import org.apache.sshd.server.forward.AcceptAllForwardingFilter;
import org.apache.sshd.sftp.server.SftpSubsystemFactory;

/** Apache MINA SSHD as it comes, in both roles. */
final class MinaPeer {
    private static final Duration LONG = Duration.ofMinutes(3); // more than its own time-outs

    private final SshClient client;
    private final FileKeyPairProvider keys;

    private MinaPeer(SshClient client, FileKeyPairProvider keys) {
        this.client = client;
        this.keys = keys;
    }

    /** Serves until the process ends: commands by a shell, SFTP under {@code root}. */
    static void serve(int port, Path hostKey, Path authorizedKeys, Path root) throws IOException, InterruptedException {
        var server = SshServer.setUpDefaultServer();
        server.setHost("127.0.0.1");
        server.setPort(port);
        server.setKeyPairProvider(new FileKeyPairProvider(hostKey));
        server.setPublickeyAuthenticator(new AuthorizedKeysAuthenticator(authorizedKeys));
        server.setCommandFactory((channel, command) -> new ShellCommand(command));
        server.setShellFactory(channel -> new ShellCommand("exec /bin/sh"));
        server.setSubsystemFactories(List.of(new SftpSubsystemFactory.Builder().build()));
        server.setFileSystemFactory(new VirtualFileSystemFactory(root));
        server.setForwardingFilter(AcceptAllForwardingFilter.INSTANCE);
        server.start();
        Thread.currentThread().join();
    }

    static MinaPeer client(Path key) {
        var client = SshClient.setUpDefaultClient();
        client.setServerKeyVerifier(AcceptAllServerKeyVerifier.INSTANCE);
        client.start();
        return new MinaPeer(client, new FileKeyPairProvider(key));
    }

    void login(int port) throws Exception {
        try (var session =
                client.connect("peer", "127.0.0.1", port).verify(LONG).getSession()) {
            keys.loadKeys(session).forEach(session::addPublicKeyIdentity);
            session.auth().verify(LONG);
            try (var channel = session.createExecChannel("true")) {
                channel.setOut(OutputStream.nullOutputStream());
                channel.setErr(OutputStream.nullOutputStream());
                channel.open().verify(LONG);
                channel.waitFor(EnumSet.of(ClientChannelEvent.CLOSED), LONG);
            }
        }
    }
}
