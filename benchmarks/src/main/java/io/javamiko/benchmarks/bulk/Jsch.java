package io.javamiko.benchmarks.bulk;

import com.jcraft.jsch.ChannelExec;
import com.jcraft.jsch.ChannelSftp;
import com.jcraft.jsch.JSch;
import com.jcraft.jsch.Session;
import java.io.OutputStream;
import java.nio.file.Path;

/** The JSch that is kept up (mwiede). */
final class Jsch implements BulkPeer {
    private static final int SOON = 20_000; // milliseconds

    @Override
    public String name() {
        return "JSch " + JSch.VERSION;
    }

    @Override
    public Connection connect(Target target) throws Exception {
        var jsch = new JSch();
        jsch.addIdentity(target.key().toString());
        var session = jsch.getSession(target.user(), "127.0.0.1", target.port());
        session.setConfig("StrictHostKeyChecking", "no");
        session.setConfig("cipher.c2s", target.cipher());
        session.setConfig("cipher.s2c", target.cipher());
        session.connect(SOON);
        var sftp = (ChannelSftp) session.openChannel("sftp");
        sftp.connect(SOON);
        return new Open(session, sftp);
    }

    private record Open(Session session, ChannelSftp sftp) implements Connection {
        @Override
        public void cat(Path remote, OutputStream sink) throws Exception {
            var exec = (ChannelExec) session.openChannel("exec");
            exec.setCommand("cat " + remote);
            var in = exec.getInputStream();
            exec.connect(SOON);
            in.transferTo(sink);
            exec.disconnect();
        }

        @Override
        public void get(Path remote, Path local) throws Exception {
            sftp.get(remote.toString(), local.toString());
        }

        @Override
        public void put(Path local, Path remote) throws Exception {
            sftp.put(local.toString(), remote.toString());
        }

        @Override
        public void close() {
            sftp.disconnect();
            session.disconnect();
        }
    }
}
