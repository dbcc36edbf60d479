package io.javamiko.benchmarks.worker;

import com.jcraft.jsch.ChannelDirectTCPIP;
import com.jcraft.jsch.ChannelExec;
import com.jcraft.jsch.ChannelSftp;
import com.jcraft.jsch.JSch;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.Session;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;

/** The JSch that is kept up (mwiede). */
final class JschClient implements Client {
    private static final int SOON = 20_000; // milliseconds

    private Session session;
    private ChannelSftp sftp; // opened by the first who needs it; it serves one thread
    private ChannelSftp up; // for who puts while another gets

    @Override
    public String version() {
        return "JSch " + JSch.VERSION;
    }

    @Override
    public void connect(Target target) throws JSchException {
        var jsch = new JSch();
        jsch.addIdentity(target.key().toString());
        session = jsch.getSession(target.user(), Target.HOST, target.port());
        session.setConfig("StrictHostKeyChecking", "no");
        session.setConfig("cipher.c2s", target.cipher());
        session.setConfig("cipher.s2c", target.cipher());
        session.setConfig("mac.c2s", Target.MAC);
        session.setConfig("mac.s2c", Target.MAC);
        session.connect(SOON);
    }

    @Override
    public void close() {
        if (up != null) {
            up.disconnect();
            up = null;
        }
        if (sftp != null) {
            sftp.disconnect();
            sftp = null;
        }
        if (session != null) {
            session.disconnect();
            session = null;
        }
    }

    private record Channel(com.jcraft.jsch.Channel channel, InputStream in, OutputStream out) implements Streams {
        @Override
        public void close() {
            channel.disconnect();
        }
    }

    @Override
    public Streams exec(String command) throws Exception {
        var exec = (ChannelExec) session.openChannel("exec");
        exec.setCommand(command);
        return connected(exec);
    }

    @Override
    public Streams forward(int port) throws Exception {
        var channel = (ChannelDirectTCPIP) session.openChannel("direct-tcpip");
        channel.setHost(Target.HOST);
        channel.setPort(port);
        return connected(channel);
    }

    private static Streams connected(com.jcraft.jsch.Channel channel) throws Exception {
        var streams = new Channel(channel, channel.getInputStream(), channel.getOutputStream());
        channel.connect(SOON);
        return streams;
    }

    private ChannelSftp sftp() throws JSchException {
        if (sftp == null) {
            sftp = newSFTP();
        }
        return sftp;
    }

    private ChannelSftp newSFTP() throws JSchException {
        var channel = (ChannelSftp) session.openChannel("sftp");
        channel.connect(SOON);
        return channel;
    }

    @Override
    public void openSFTP() throws JSchException {
        sftp();
        up = newSFTP();
    }

    @Override
    public void get(Path remote, Path local) throws Exception {
        sftp().get(remote.toString(), local.toString());
    }

    @Override
    public void put(Path local, Path remote) throws Exception {
        (up == null ? sftp() : up).put(local.toString(), remote.toString());
    }

    @Override
    public void stat(Path remote) throws Exception {
        sftp().stat(remote.toString());
    }

    @Override
    public int list(Path remote) throws Exception {
        return sftp().ls(remote.toString()).size();
    }
}
