package io.javamiko.benchmarks.worker;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.channel.ClientChannel;
import org.apache.sshd.client.keyverifier.AcceptAllServerKeyVerifier;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.cipher.BuiltinCiphers;
import org.apache.sshd.common.keyprovider.FileKeyPairProvider;
import org.apache.sshd.common.mac.BuiltinMacs;
import org.apache.sshd.common.util.net.SshdSocketAddress;
import org.apache.sshd.sftp.client.SftpClient;
import org.apache.sshd.sftp.client.SftpClientFactory;

/** Apache MINA SSHD. */
final class MinaClient implements Client {
    private static final Duration SOON = Duration.ofSeconds(20);

    private SshClient client; // one for all connections, as its documentation says
    private ClientSession session;
    private SftpClient sftp; // opened by the first who needs it

    @Override
    public String version() {
        return "MINA SSHD " + SshClient.class.getPackage().getImplementationVersion();
    }

    @Override
    public void connect(Target target) throws Exception {
        if (client == null) {
            client = SshClient.setUpDefaultClient();
            client.setServerKeyVerifier(AcceptAllServerKeyVerifier.INSTANCE);
            client.start();
        }
        client.setCipherFactories(List.of(BuiltinCiphers.fromFactoryName(target.cipher())));
        client.setMacFactories(List.of(BuiltinMacs.fromFactoryName(Target.MAC)));
        session = client.connect(target.user(), Target.HOST, target.port())
                .verify(SOON)
                .getSession();
        new FileKeyPairProvider(target.key()).loadKeys(session).forEach(session::addPublicKeyIdentity);
        session.auth().verify(SOON);
    }

    @Override
    public void close() throws IOException {
        if (sftp != null) {
            sftp.close();
            sftp = null;
        }
        if (session != null) {
            session.close();
            session = null;
        }
    }

    private record Channel(ClientChannel channel) implements Streams {
        @Override
        public InputStream in() {
            return channel.getInvertedOut();
        }

        @Override
        public OutputStream out() {
            return channel.getInvertedIn();
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }

    @Override
    public Streams exec(String command) throws IOException {
        return opened(session.createExecChannel(command));
    }

    @Override
    public Streams forward(int port) throws IOException {
        return opened(session.createDirectTcpipChannel(
                new SshdSocketAddress(Target.HOST, 0), new SshdSocketAddress(Target.HOST, port)));
    }

    private static Streams opened(ClientChannel channel) throws IOException {
        channel.open().verify(SOON);
        return new Channel(channel);
    }

    private SftpClient sftp() throws IOException {
        if (sftp == null) {
            sftp = SftpClientFactory.instance().createSftpClient(session);
        }
        return sftp;
    }

    @Override
    public void openSFTP() throws IOException {
        sftp();
    }

    @Override
    public void get(Path remote, Path local) throws IOException {
        try (var in = sftp().read(remote.toString());
                var out = Files.newOutputStream(local)) {
            in.transferTo(out);
        }
    }

    @Override
    public void put(Path local, Path remote) throws IOException {
        try (var in = Files.newInputStream(local);
                var out = sftp().write(remote.toString())) {
            in.transferTo(out);
        }
    }

    @Override
    public void stat(Path remote) throws IOException {
        sftp().stat(remote.toString());
    }

    @Override
    public int list(Path remote) throws IOException {
        int count = 0;
        for (var unused : sftp().readDir(remote.toString())) {
            count++;
        }
        return count;
    }
}
