package io.javamiko.benchmarks.worker;

import com.hierynomus.sshj.transport.cipher.BlockCiphers;
import com.hierynomus.sshj.transport.cipher.ChachaPolyCiphers;
import com.hierynomus.sshj.transport.cipher.GcmCiphers;
import com.hierynomus.sshj.transport.mac.Macs;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import net.schmizz.sshj.DefaultConfig;
import net.schmizz.sshj.SSHClient;
import net.schmizz.sshj.connection.channel.direct.DirectConnection;
import net.schmizz.sshj.connection.channel.direct.Session;
import net.schmizz.sshj.sftp.SFTPClient;
import net.schmizz.sshj.transport.verification.PromiscuousVerifier;

/** sshj. */
final class SshjClient implements Client {
    private SSHClient ssh;
    private SFTPClient sftp; // opened by the first who needs it

    @Override
    public String version() {
        return "sshj " + new DefaultConfig().getVersion().replace("SSHJ_", "");
    }

    @Override
    public void connect(Target target) throws IOException {
        var cipher = Stream.of(
                        GcmCiphers.AES128GCM(), ChachaPolyCiphers.CHACHA_POLY_OPENSSH(), BlockCiphers.AES256CTR())
                .filter(factory -> factory.getName().equals(target.cipher()))
                .findFirst()
                .orElseThrow(Client::unsupported);
        var config = new DefaultConfig();
        config.setCipherFactories(List.of(cipher));
        config.setMACFactories(List.of(Macs.HMACSHA2256Etm()));
        ssh = new SSHClient(config);
        ssh.addHostKeyVerifier(new PromiscuousVerifier());
        ssh.connect(Target.HOST, target.port());
        ssh.authPublickey(target.user(), target.key().toString());
    }

    @Override
    public void close() throws IOException {
        if (sftp != null) {
            sftp.close();
            sftp = null;
        }
        if (ssh != null) {
            ssh.close();
            ssh = null;
        }
    }

    private record Command(Session session, Session.Command command) implements Streams {
        @Override
        public InputStream in() {
            return command.getInputStream();
        }

        @Override
        public OutputStream out() {
            return command.getOutputStream();
        }

        @Override
        public void close() throws IOException {
            command.close();
            session.close();
        }
    }

    @Override
    public Streams exec(String command) throws IOException {
        var session = ssh.startSession();
        return new Command(session, session.exec(command));
    }

    private record Tunnel(DirectConnection connection) implements Streams {
        @Override
        public InputStream in() {
            return connection.getInputStream();
        }

        @Override
        public OutputStream out() {
            return connection.getOutputStream();
        }

        @Override
        public void close() throws IOException {
            connection.close();
        }
    }

    @Override
    public Streams forward(int port) throws IOException {
        return new Tunnel(ssh.newDirectConnection(Target.HOST, port));
    }

    private SFTPClient sftp() throws IOException {
        if (sftp == null) {
            sftp = ssh.newSFTPClient();
        }
        return sftp;
    }

    @Override
    public void openSFTP() throws IOException {
        sftp();
    }

    @Override
    public void get(Path remote, Path local) throws IOException {
        sftp().get(remote.toString(), local.toString());
    }

    @Override
    public void put(Path local, Path remote) throws IOException {
        sftp().put(local.toString(), remote.toString());
    }

    @Override
    public void stat(Path remote) throws IOException {
        sftp().stat(remote.toString());
    }

    @Override
    public int list(Path remote) throws IOException {
        return sftp().ls(remote.toString()).size();
    }
}
