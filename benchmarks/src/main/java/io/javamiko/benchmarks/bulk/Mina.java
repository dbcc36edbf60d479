package io.javamiko.benchmarks.bulk;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.channel.ClientChannelEvent;
import org.apache.sshd.client.keyverifier.AcceptAllServerKeyVerifier;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.cipher.BuiltinCiphers;
import org.apache.sshd.common.keyprovider.FileKeyPairProvider;
import org.apache.sshd.sftp.client.SftpClient;
import org.apache.sshd.sftp.client.SftpClientFactory;

/** Apache MINA SSHD. */
final class Mina implements BulkPeer {
    private static final Duration SOON = Duration.ofSeconds(20);

    @Override
    public String name() {
        return "MINA SSHD " + SshClient.class.getPackage().getImplementationVersion();
    }

    @Override
    public Connection connect(Target target) throws Exception {
        var client = SshClient.setUpDefaultClient();
        client.setServerKeyVerifier(AcceptAllServerKeyVerifier.INSTANCE);
        client.setCipherFactories(List.of(BuiltinCiphers.fromFactoryName(target.cipher())));
        client.start();
        var session = client.connect(target.user(), "127.0.0.1", target.port())
                .verify(SOON)
                .getSession();
        new FileKeyPairProvider(target.key()).loadKeys(session).forEach(session::addPublicKeyIdentity);
        session.auth().verify(SOON);
        return new Open(client, session, SftpClientFactory.instance().createSftpClient(session));
    }

    private record Open(SshClient client, ClientSession session, SftpClient sftp) implements Connection {
        @Override
        public void cat(Path remote, OutputStream sink) throws IOException {
            try (var channel = session.createExecChannel("cat " + remote)) {
                channel.open().verify(SOON);
                channel.getInvertedOut().transferTo(sink);
                channel.waitFor(EnumSet.of(ClientChannelEvent.CLOSED), SOON);
            }
        }

        @Override
        public void get(Path remote, Path local) throws IOException {
            try (var in = sftp.read(remote.toString());
                    var out = Files.newOutputStream(local)) {
                in.transferTo(out);
            }
        }

        @Override
        public void put(Path local, Path remote) throws IOException {
            try (var in = Files.newInputStream(local);
                    var out = sftp.write(remote.toString())) {
                in.transferTo(out);
            }
        }

        @Override
        public void close() throws IOException {
            sftp.close();
            session.close(true);
            client.close();
        }
    }
}
