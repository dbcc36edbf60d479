package io.javamiko.interop.peers;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.jcraft.jsch.ChannelExec;
import com.jcraft.jsch.JSch;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.Session;
import io.javamiko.testing.Await;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** JSch as a client: the peer for what OpenSSH 9.2 does not have. */
public final class JSchClient implements AutoCloseable {
    private static final int MILLIS = 20_000;

    private final Session session;

    private JSchClient(Session session) {
        this.session = session;
    }

    /**
     * Connects to a loopback port, and logs in with a key.
     *
     * @param settings JSch's own: {@code kex}, {@code cipher.s2c}, …
     */
    public static JSchClient connect(int port, String user, Path key, Path knownHosts, Map<String, String> settings)
            throws JSchException {
        var jsch = new JSch();
        jsch.setKnownHosts(knownHosts.toString());
        jsch.addIdentity(key.toString());
        var session = jsch.getSession(user, "127.0.0.1", port);
        session.setConfig("PreferredAuthentications", "publickey");
        settings.forEach(session::setConfig);
        session.connect(MILLIS);
        return new JSchClient(session);
    }

    /** What a command wrote, and how it ended. */
    public record Ended(String output, int exitStatus) {}

    /** Runs a command with this input. */
    public Ended exec(String command, byte[] input) throws JSchException, IOException {
        var channel = (ChannelExec) session.openChannel("exec");
        channel.setCommand(command);
        channel.setInputStream(new ByteArrayInputStream(input));
        var output = new ByteArrayOutputStream();
        var stream = channel.getInputStream();
        channel.connect(MILLIS);
        try {
            stream.transferTo(output);
            Await.until(Duration.ofMillis(MILLIS), () -> "the channel is open", channel::isClosed);
            return new Ended(output.toString(UTF_8), channel.getExitStatus());
        } finally {
            channel.disconnect();
        }
    }

    /** Exchanges the keys again. */
    public void rekey() throws Exception {
        session.rekey();
    }

    @Override
    public void close() {
        session.disconnect();
    }
}
