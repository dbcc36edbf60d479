package io.javamiko.client.agent;

import io.javamiko.Deadline;
import io.javamiko.Threads;
import io.javamiko.agent.AgentKeyring;
import io.javamiko.keys.files.OwnerOnlyFile;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A keyring behind a Unix domain socket that only its owner can use: what {@code ssh-agent} is. Each connection has a thread;
 * keys whose lifetime has ended are wiped within a second. Thread-safe.
 */
public final class AgentListener implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(AgentListener.class);
    private static final int MAX_CONNECTIONS = 64;
    private static final Duration TICK = Duration.ofSeconds(1);

    private final AgentKeyring keyring;
    private final Path socket;
    private final ServerSocketChannel server;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Set<SocketChannel> connections = new HashSet<>(); // guarded by lock
    private boolean closed; // guarded by lock

    private AgentListener(AgentKeyring keyring, Path socket, ServerSocketChannel server) {
        this.keyring = keyring;
        this.socket = socket;
        this.server = server;
    }

    /**
     * Listens until it is closed.
     *
     * @param keyring stays the caller's, who closes it
     * @param socket where; its directory is made, for its owner alone, if it is not there
     * @throws FileAlreadyExistsException if there is something at {@code socket}
     */
    public static AgentListener listen(AgentKeyring keyring, Path socket) throws IOException {
        Path target = socket.toAbsolutePath();
        var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            bind(server, target);
        } catch (IOException | RuntimeException e) {
            server.close();
            throw e;
        }
        var listener = new AgentListener(keyring, target, server);
        Threads.start("javamiko agent accept", listener::accept);
        Threads.start("javamiko agent lifetimes", listener::expire);
        return listener;
    }

    /** Binds in a new directory of ours alone, so that nobody can come in before the socket has its permissions. */
    private static void bind(ServerSocketChannel server, Path socket) throws IOException {
        Path directory = socket.getParent();
        Files.createDirectories(directory, OwnerOnlyFile.directoryAttributes(directory));
        if (Files.exists(socket, LinkOption.NOFOLLOW_LINKS)) {
            throw new FileAlreadyExistsException(socket.toString());
        }
        Path ours = Files.createTempDirectory(directory, ".", OwnerOnlyFile.directoryAttributes(directory));
        Path first = ours.resolve("s");
        try {
            server.bind(UnixDomainSocketAddress.of(first));
            if (first.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                Files.setPosixFilePermissions(first, PosixFilePermissions.fromString("rw-------"));
            }
            Files.move(first, socket, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(first);
            Files.delete(ours);
        }
    }

    /** The socket's path: what {@code SSH_AUTH_SOCK} is to say. */
    public Path socket() {
        return socket;
    }

    private void accept() {
        while (!isClosed()) {
            try {
                var connection = server.accept();
                boolean started = false;
                try {
                    if (admit(connection)) {
                        Threads.start("javamiko agent connection", () -> serve(connection));
                        started = true;
                    }
                } finally {
                    if (!started) {
                        end(connection);
                    }
                }
            } catch (IOException | OutOfMemoryError e) {
                if (!isClosed()) {
                    log.warn("the agent could not take a connection", e);
                    pause(); // too many open files does not go away at once
                }
            }
        }
    }

    private boolean admit(SocketChannel connection) {
        lock.lock();
        try {
            return !closed && connections.size() < MAX_CONNECTIONS && connections.add(connection);
        } finally {
            lock.unlock();
        }
    }

    private void serve(SocketChannel connection) {
        try {
            keyring.session().serve(Channels.newInputStream(connection), Channels.newOutputStream(connection));
        } catch (IOException | RuntimeException | OutOfMemoryError e) {
            log.debug("a connection to the agent ended: {}", e.toString());
        } finally {
            end(connection);
        }
    }

    private void end(SocketChannel connection) {
        lock.lock();
        try {
            connections.remove(connection);
        } finally {
            lock.unlock();
        }
        try {
            connection.close();
        } catch (IOException e) {
            log.debug("closing a connection to the agent failed", e);
        }
    }

    private void expire() {
        while (!isClosed()) {
            keyring.expire();
            pause();
        }
    }

    /** Waits for a second, or for the end. */
    private void pause() {
        var deadline = Deadline.after(TICK);
        lock.lock();
        try {
            boolean early = true;
            while (!closed && early) {
                early = deadline.await(changed);
            }
        } catch (IOException e) {
            log.debug("interrupted; nobody does that to this thread", e);
        } finally {
            lock.unlock();
        }
    }

    private boolean isClosed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }

    /** Ends all connections and removes the socket. */
    @Override
    public void close() {
        List<SocketChannel> open;
        lock.lock();
        try {
            if (closed) {
                return;
            }
            closed = true;
            changed.signalAll();
            open = List.copyOf(connections);
        } finally {
            lock.unlock();
        }
        try {
            server.close();
            for (var connection : open) {
                connection.close();
            }
            Files.deleteIfExists(socket);
        } catch (IOException e) {
            log.debug("closing the agent's socket failed", e);
        }
    }
}
