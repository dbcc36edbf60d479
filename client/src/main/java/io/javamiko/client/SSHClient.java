package io.javamiko.client;

import io.javamiko.Deadline;
import io.javamiko.connection.Channel;
import io.javamiko.connection.Multiplexer;
import io.javamiko.connection.Session;
import io.javamiko.connection.SessionRequest;
import io.javamiko.connection.forward.DirectTCPIP;
import io.javamiko.connection.forward.LocalForward;
import io.javamiko.keys.SSHPublicKey;
import io.javamiko.sftp.SFTPClient;
import io.javamiko.sftp.SFTPClientOptions;
import io.javamiko.transport.Negotiated;
import io.javamiko.transport.Transport;
import io.javamiko.transport.io.Sockets;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.function.Consumer;

/**
 * A connection to an SSH server, with a user who is authenticated.
 *
 * <pre>{@code
 * try (var ssh = SSHClient.connect("host", c -> c.user("me"))) {
 *     ExecResult result = ssh.exec("uname -a");
 * }
 * }</pre>
 *
 * <p>Thread-safe: any number of threads run commands, transfer files and forward ports over one connection at the same
 * time. Where the connection ends, every call throws {@link io.javamiko.ConnectionLostException} with the first cause.
 */
public final class SSHClient implements AutoCloseable {
    private final Transport transport;
    private final Multiplexer multiplexer;
    private final String user;

    SSHClient(Transport transport, Multiplexer multiplexer, String user) {
        this.transport = transport;
        this.multiplexer = multiplexer;
        this.user = user;
    }

    /**
     * Connects to a server, checks its host key and authenticates the user; all of it on this thread, which an interrupt
     * frees.
     *
     * @param host a name or an address
     * @param settings changes the options from their defaults
     * @throws ConnectException if there is no TCP connection
     * @throws io.javamiko.transport.IdentificationException if what answers is not an SSH server
     * @throws io.javamiko.transport.NegotiationException if there is no algorithm in common
     * @throws io.javamiko.transport.BadHostKeyException if the host key is unknown, changed or revoked
     * @throws io.javamiko.auth.AuthenticationException if the user can't be authenticated; it lists every attempt
     * @throws io.javamiko.SSHTimeoutException if a stage takes too long
     * @throws java.io.InterruptedIOException if the thread is interrupted; its flag stays set
     */
    public static SSHClient connect(String host, Consumer<SSHClientOptionsBuilder> settings) throws IOException {
        return connect(host, SSHClientOptions.of(settings));
    }

    /** As {@link #connect(String, Consumer)}, with options made before. */
    public static SSHClient connect(String host, SSHClientOptions options) throws IOException {
        if (host.isBlank()) {
            throw new IllegalArgumentException("a host's name must not be empty");
        }
        return Connecting.connect(host, options);
    }

    /**
     * Runs a command to its end, and reads all it writes.
     *
     * @throws ExecException if it writes more than 64 MiB
     */
    public ExecResult exec(String command) throws IOException {
        return exec(command, e -> {});
    }

    /**
     * As {@link #exec(String)}, with input, a deadline, an environment or other settings.
     *
     * @throws ExecException if it takes or writes too much; what it wrote so far is in there
     */
    public ExecResult exec(String command, Consumer<ExecOptions> settings) throws IOException {
        var options = set(settings);
        return Exec.run(start(new SessionRequest.Exec(command), options), options);
    }

    /** Starts a command; the caller reads its streams and ends it. */
    public RemoteProcess start(String command) throws IOException {
        return start(command, e -> {});
    }

    /** As {@link #start(String)}, with a terminal or an environment. */
    public RemoteProcess start(String command, Consumer<ExecOptions> settings) throws IOException {
        return start(new SessionRequest.Exec(command), set(settings));
    }

    /** Starts the user's shell, usually with a terminal. */
    public RemoteProcess shell(Consumer<ExecOptions> settings) throws IOException {
        return start(new SessionRequest.Shell(), set(settings));
    }

    /** Starts a subsystem (RFC 4254 §6.5): {@code sftp}, {@code netconf}. */
    public RemoteProcess subsystem(String name) throws IOException {
        return start(new SessionRequest.Subsystem(name), new ExecOptions());
    }

    /** Opens a session for files, which ends with this connection or when it is closed. */
    public SFTPClient openSFTP() throws IOException {
        return openSFTP(SFTPClientOptions.defaults());
    }

    /** As {@link #openSFTP()}, with options. */
    public SFTPClient openSFTP(SFTPClientOptions options) throws IOException {
        var process = subsystem("sftp");
        process.errorInput().close(); // what nobody reads must not stop the server
        return SFTPClient.open(process.input(), process.output(), process, options);
    }

    /**
     * Forwards a port of this machine's loopback address to a host as the server sees it (RFC 4254 §7.2, {@code ssh -L}).
     *
     * @param port 0 for a free one, which {@link LocalForward#port()} tells
     * @param host a name or an address, looked up by the server
     * @param hostPort 1–65,535
     */
    public LocalForward forwardLocal(int port, String host, int hostPort) throws IOException {
        return forwardLocal(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), host, hostPort);
    }

    /** As {@link #forwardLocal(int, String, int)}, from an address of this machine's that others may reach. */
    public LocalForward forwardLocal(InetSocketAddress local, String host, int hostPort) throws IOException {
        return LocalForward.start(multiplexer, Sockets.listen(local), host, hostPort);
    }

    /** Opens a TCP connection from the server to a host (RFC 4254 §7.2, {@code ssh -W}): its streams are the channel's. */
    public Channel openDirectTCPIP(String host, int port) throws IOException {
        return new DirectTCPIP(host, port, "127.0.0.1", 0).open(multiplexer, replyDeadline());
    }

    private RemoteProcess start(SessionRequest request, ExecOptions options) throws IOException {
        Session session = multiplexer.openSession(replyDeadline());
        try {
            var deadline = replyDeadline();
            for (var variable : options.environment.entrySet()) { // without a reply: most servers refuse most of them
                session.send(new SessionRequest.Env(variable.getKey(), variable.getValue()), deadline);
            }
            if (options.terminal != null) {
                var pty = options.terminal;
                session.request(
                        new SessionRequest.PTY(pty.term(), pty.columns(), pty.rows(), 0, 0, pty.modes()), deadline);
            }
            session.request(request, deadline);
            return new RemoteProcess(session, transport.limits().replyTimeout());
        } catch (IOException | RuntimeException | Error e) {
            session.close();
            throw e;
        }
    }

    private static ExecOptions set(Consumer<ExecOptions> settings) {
        var options = new ExecOptions();
        settings.accept(options);
        return options;
    }

    private Deadline replyDeadline() {
        return Deadline.after(transport.limits().replyTimeout());
    }

    /** The user's name on the server. */
    public String user() {
        return user;
    }

    /** The server's key, which it proved to have and which was found trustworthy. */
    public SSHPublicKey hostKey() {
        return transport.hostKey().orElseThrow().key();
    }

    /** The algorithms in use. */
    public Negotiated negotiated() {
        return transport.negotiated();
    }

    /** Exchanges keys anew, and waits until both sides use them; by itself that happens by bytes, packets and time. */
    public void rekey() throws IOException {
        transport.rekey(Deadline.after(transport.limits().keyExchangeTimeout()));
    }

    /** Whether the connection is open. */
    public boolean isOpen() {
        return transport.isOpen();
    }

    /** The layer below: channels of any kind and global requests. */
    public Multiplexer multiplexer() {
        return multiplexer;
    }

    /** The layer below that: the transport protocol. */
    public Transport transport() {
        return transport;
    }

    /** Ends the connection in order, within two seconds; may be called again, throws nothing. */
    @Override
    public void close() {
        transport.close();
    }

    /** Drops the connection at once: what was not sent yet is lost. */
    public void abort() {
        transport.abort();
    }

    /** The user, the server, and whether the connection is open. */
    @Override
    public String toString() {
        return user + "@" + transport + (isOpen() ? "" : " (closed)");
    }
}
