package io.javamiko.server;

import io.javamiko.Deadline;
import io.javamiko.Threads;
import io.javamiko.crypto.agreement.DHGroup;
import io.javamiko.crypto.agreement.Moduli;
import io.javamiko.keys.SSHPublicKey;
import io.javamiko.keys.Signer;
import io.javamiko.transport.ByteLink;
import io.javamiko.transport.TransportOptions;
import io.javamiko.transport.io.SocketLink;
import io.javamiko.transport.io.ThreadTicker;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An SSH server: listens at one address, lets users in, and runs what its owner set up for them.
 *
 * <pre>{@code
 * try (var server = SSHServer.start(s -> s.port(0).hostKey(SSHKeyPair.generate("ssh-ed25519"))
 *         .authorizedKeys(path).exec(session -> { … return 0; }))) {
 *     … server.port() …
 * }
 * }</pre>
 *
 * <p>Each connection has threads of its own, and so has each session; they end with it. Thread-safe.
 */
public final class SSHServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SSHServer.class);

    private static final int MODULI_FILE = 16 << 20; // bytes

    private final SSHServerOptions options;
    private final ServerSetup setup;
    private final Admission admission;
    private final AcceptLoop acceptLoop;

    private final ReentrantLock lock = new ReentrantLock(); // guards all below
    private final Condition changed = lock.newCondition();
    private final Set<ServerConnection> connections = new LinkedHashSet<>();
    private boolean stopping;

    private SSHServer(SSHServerOptions options) throws IOException {
        this.options = options;
        var ticker = new ThreadTicker("javamiko server ticker");
        var moduli = options.moduli().isPresent() ? moduli(options.moduli().get()) : List.<DHGroup>of();
        var transportOptions = TransportOptions.server(
                options.shownHostKeys(),
                t -> t.algorithms(options.algorithms())
                        .limits(options.limits())
                        .moduli(moduli)
                        .identification(options.identification())
                        .random(options.random())
                        .ticker(ticker));
        this.setup = new ServerSetup(options, transportOptions, options.handlers());
        this.admission = options.admission();
        this.acceptLoop = AcceptLoop.start(options.address(), this::take);
    }

    private static List<DHGroup> moduli(Path file) throws IOException {
        if (Files.size(file) > MODULI_FILE) {
            throw new IOException(file + " has more than " + MODULI_FILE + " bytes: it is no moduli file");
        }
        var groups = Moduli.parse(Files.readAllLines(file, StandardCharsets.ISO_8859_1));
        if (groups.isEmpty()) {
            throw new IOException(file + " has no line with a usable group; expected lines as in moduli(5)");
        }
        return groups;
    }

    /**
     * Starts a server.
     *
     * @throws IllegalArgumentException if there is no host key, or nobody could log in
     * @throws IOException if it can't listen there, or the root of SFTP or the moduli file is not there
     */
    public static SSHServer start(Consumer<SSHServerOptionsBuilder> settings) throws IOException {
        return start(SSHServerOptions.of(settings));
    }

    /** As {@link #start(Consumer)}. */
    public static SSHServer start(SSHServerOptions options) throws IOException {
        options.check();
        return new SSHServer(options);
    }

    /** Where it listens, with the port that it has. */
    public InetSocketAddress address() {
        return acceptLoop.address();
    }

    /** The port that it listens at, 1–65,535. */
    public int port() {
        return address().getPort();
    }

    /** The public halves of its host keys. */
    public List<SSHPublicKey> hostKeys() {
        return options.hostKeys().stream().map(Signer::publicKey).toList();
    }

    /** The connections that are open now, in the order they came. */
    public List<ServerConnection> connections() {
        lock.lock();
        try {
            return List.copyOf(connections);
        } finally {
            lock.unlock();
        }
    }

    /** On the accept loop's thread. */
    private void take(Socket socket) throws IOException {
        var client = (InetSocketAddress) socket.getRemoteSocketAddress();
        if (client == null) {
            throw new IOException("a connection was gone before it was accepted");
        }
        var answer = admission.admit(client.getAddress());
        if (answer instanceof Admission.Answer.Admitted admitted) {
            serve(SocketLink.of(socket, name(client)), client, admitted.place());
        } else if (answer instanceof Admission.Answer.Dropped dropped) {
            LOG.debug("{} was dropped: {}", name(client), dropped.why());
            socket.close();
        }
    }

    private static String name(InetSocketAddress client) {
        String address = client.getAddress().getHostAddress();
        return (address.indexOf(':') < 0 ? address : "[" + address + "]") + ":" + client.getPort();
    }

    private void serve(ByteLink link, InetSocketAddress client, Admission.Place place) {
        var connection = new ServerConnection(setup, link, client, place, this::remove);
        boolean started = false;
        try {
            if (add(connection)) {
                Threads.start("javamiko connection " + link, connection::run);
                started = true;
            }
        } finally {
            if (!started) {
                connection.failed();
            }
        }
    }

    private boolean add(ServerConnection connection) {
        lock.lock();
        try {
            return !stopping && connections.add(connection);
        } finally {
            lock.unlock();
        }
    }

    private void remove(ServerConnection connection) {
        lock.lock();
        try {
            connections.remove(connection);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Stops gracefully: accepts no connection and opens no channel any more, lets what runs run to its end, and ends each
     * connection when nothing is open on it; those that have not logged in at once.
     *
     * @param most how long that may take; then what is left is ended
     * @return whether everything ended by itself
     */
    public boolean stop(Duration most) {
        var deadline = Deadline.after(most);
        stopAccepting().forEach(ServerConnection::drain);
        boolean drained = awaitNone(deadline);
        close();
        return drained;
    }

    /** Ends the server and all its connections, with what runs on them. Bounded; throws nothing. */
    @Override
    public void close() {
        var open = stopAccepting();
        open.forEach(connection -> Threads.start("javamiko stop " + connection, connection::close)); // all at once
        awaitNone(Deadline.after(options.limits().closeTimeout().plusSeconds(2)));
    }

    private List<ServerConnection> stopAccepting() {
        lock.lock();
        try {
            stopping = true;
        } finally {
            lock.unlock();
        }
        acceptLoop.close();
        return connections();
    }

    private boolean awaitNone(Deadline deadline) {
        lock.lock();
        try {
            boolean inTime = true;
            while (!connections.isEmpty() && inTime) {
                inTime = deadline.await(changed);
            }
            return connections.isEmpty();
        } catch (InterruptedIOException e) {
            return connections.isEmpty(); // the flag stays set
        } finally {
            lock.unlock();
        }
    }

    /** Where it listens. */
    @Override
    public String toString() {
        return "SSH server at " + address();
    }
}
