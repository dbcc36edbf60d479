package io.javamiko.benchmarks.bulk;

import com.hierynomus.sshj.transport.cipher.BlockCiphers;
import com.hierynomus.sshj.transport.cipher.ChachaPolyCiphers;
import com.hierynomus.sshj.transport.cipher.GcmCiphers;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import net.schmizz.sshj.DefaultConfig;
import net.schmizz.sshj.SSHClient;
import net.schmizz.sshj.sftp.SFTPClient;
import net.schmizz.sshj.transport.verification.PromiscuousVerifier;

/** sshj. */
final class Sshj implements BulkPeer {
    @Override
    public String name() {
        return "sshj";
    }

    @Override
    public Connection connect(Target target) throws IOException {
        var cipher = Stream.of(
                        GcmCiphers.AES128GCM(), ChachaPolyCiphers.CHACHA_POLY_OPENSSH(), BlockCiphers.AES256CTR())
                .filter(factory -> factory.getName().equals(target.cipher()))
                .findFirst()
                .orElseThrow();
        var config = new DefaultConfig();
        config.setCipherFactories(List.of(cipher));
        var ssh = new SSHClient(config);
        ssh.addHostKeyVerifier(new PromiscuousVerifier());
        ssh.connect("127.0.0.1", target.port());
        ssh.authPublickey(target.user(), target.key().toString());
        return new Open(ssh, ssh.newSFTPClient());
    }

    private record Open(SSHClient ssh, SFTPClient sftp) implements Connection {
        @Override
        public void cat(Path remote, OutputStream sink) throws IOException {
            try (var session = ssh.startSession();
                    var command = session.exec("cat " + remote)) {
                command.getInputStream().transferTo(sink);
            }
        }

        @Override
        public void get(Path remote, Path local) throws IOException {
            sftp.get(remote.toString(), local.toString());
        }

        @Override
        public void put(Path local, Path remote) throws IOException {
            sftp.put(local.toString(), remote.toString());
        }

        @Override
        public void close() throws IOException {
            sftp.close();
            ssh.close();
        }
    }
}
