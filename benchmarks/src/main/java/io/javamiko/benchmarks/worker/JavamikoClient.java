package io.javamiko.benchmarks.worker;

import io.javamiko.client.RemoteProcess;
import io.javamiko.client.SSHClient;
import io.javamiko.connection.Channel;
import io.javamiko.sftp.SFTPClient;
import io.javamiko.transport.Algorithms;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;

/** Ours. */
final class JavamikoClient implements Client {
    private SSHClient ssh;
    private SFTPClient sftp; // opened by the first who needs it

    @Override
    public String version() {
        return "Javamiko";
    }

    @Override
    public void connect(Target target) throws IOException {
        ssh = SSHClient.connect(
                Target.HOST,
                c -> c.port(target.port())
                        .user(target.user())
                        .noAgent()
                        .noDefaultIdentities()
                        .identity(target.key())
                        .knownHosts(target.knownHosts())
                        .algorithms(Algorithms.modern()
                                .withCiphers(List.of(target.cipher()))
                                .withMACs(List.of(Target.MAC))));
    }

    @Override
    public void close() {
        if (sftp != null) {
            sftp.close();
            sftp = null;
        }
        if (ssh != null) {
            ssh.close();
            ssh = null;
        }
    }

    private record Command(RemoteProcess process) implements Streams {
        @Override
        public InputStream in() {
            return process.input();
        }

        @Override
        public OutputStream out() {
            return process.output();
        }

        @Override
        public void close() {
            process.close();
        }
    }

    @Override
    public Streams exec(String command) throws IOException {
        return new Command(ssh.start(command));
    }

    private record Tunnel(Channel channel) implements Streams {
        @Override
        public InputStream in() {
            return channel.input();
        }

        @Override
        public OutputStream out() {
            return channel.output();
        }

        @Override
        public void close() {
            channel.close();
        }
    }

    @Override
    public Streams forward(int port) throws IOException {
        return new Tunnel(ssh.openDirectTCPIP(Target.HOST, port));
    }

    private SFTPClient sftp() throws IOException {
        if (sftp == null) {
            sftp = ssh.openSFTP();
        }
        return sftp;
    }

    @Override
    public void openSFTP() throws IOException {
        sftp();
    }

    @Override
    public void get(Path remote, Path local) throws IOException {
        sftp().get(remote.toString(), local);
    }

    @Override
    public void put(Path local, Path remote) throws IOException {
        sftp().put(local, remote.toString());
    }

    @Override
    public void getTree(Path remote, Path local) throws IOException {
        sftp().getTree(remote.toString(), local, o -> {});
    }

    @Override
    public void putTree(Path local, Path remote) throws IOException {
        sftp().putTree(local, remote.toString(), o -> {});
    }

    @Override
    public void stat(Path remote) throws IOException {
        sftp().stat(remote.toString());
    }

    @Override
    public int list(Path remote) throws IOException {
        return sftp().list(remote.toString()).size();
    }
}
