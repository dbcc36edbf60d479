package io.javamiko.benchmarks.bulk;

import io.javamiko.client.SSHClient;
import io.javamiko.sftp.SFTPClient;
import io.javamiko.transport.Algorithms;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;

/** Ours. */
final class Javamiko implements BulkPeer {
    @Override
    public String name() {
        return "Javamiko";
    }

    @Override
    public Connection connect(Target target) throws IOException {
        var ssh = SSHClient.connect(
                "127.0.0.1",
                c -> c.port(target.port())
                        .user(target.user())
                        .noAgent()
                        .noDefaultIdentities()
                        .identity(target.key())
                        .knownHosts(target.knownHosts())
                        .algorithms(Algorithms.modern().withCiphers(List.of(target.cipher()))));
        return new Open(ssh, ssh.openSFTP());
    }

    private record Open(SSHClient ssh, SFTPClient sftp) implements Connection {
        @Override
        public void cat(Path remote, OutputStream sink) throws IOException {
            try (var process = ssh.start("cat " + remote)) {
                process.input().transferTo(sink);
            }
        }

        @Override
        public void get(Path remote, Path local) throws IOException {
            sftp.get(remote.toString(), local);
        }

        @Override
        public void put(Path local, Path remote) throws IOException {
            sftp.put(local, remote.toString());
        }

        @Override
        public void close() {
            sftp.close();
            ssh.close();
        }
    }
}
