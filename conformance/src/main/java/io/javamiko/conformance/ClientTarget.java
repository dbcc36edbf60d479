package io.javamiko.conformance;

import io.javamiko.Deadline;
import io.javamiko.conformance.peer.Wire;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A client that is started anew for each connection, and told the port to connect to. */
public final class ClientTarget implements Target {
    private static final int STARTS = 4; // times our patience: a program must be loaded first
    private static final int LOOK = 50; // ms between two looks whether it still lives
    private static final Duration GRACE = Duration.ofSeconds(1); // for what it left running behind itself

    private final String name;
    private final int port;
    private final int atOnce;
    private final Starter starter;

    /** Starts a client. */
    @FunctionalInterface
    public interface Starter {
        /** Starts one that connects to that port of the loopback address; it returns before the client has. */
        Started start(int port) throws IOException;
    }

    /** A client that was started. */
    @FunctionalInterface
    public interface Started extends AutoCloseable {
        /** Ends it, if it has not ended by itself. */
        @Override
        void close();

        /** In a sentence, how it has ended before it connected; empty while it may still connect, or if nobody knows. */
        default Optional<String> ended() {
            return Optional.empty();
        }
    }

    /**
     * @param name for people
     * @param port where to listen; 0 for a free port, another one each time
     * @param atOnce how many checks may run at once, 1 unless the port is 0
     */
    public ClientTarget(String name, int port, int atOnce, Starter starter) {
        if (port != 0 && atOnce != 1) {
            throw new IllegalArgumentException("on one port one check runs at a time");
        }
        this.name = name;
        this.port = port;
        this.atOnce = atOnce;
        this.starter = starter;
    }

    /**
     * A command, run for each connection with <code>{port}</code> in its words replaced. What it has started itself is
     * ended with it.
     *
     * @param port where to listen; 0 for a free port, another one each time
     * @param atOnce how many checks may run at once, 1 unless the port is 0
     */
    public static ClientTarget command(List<String> words, int port, int atOnce) {
        var command = List.copyOf(words);
        return new ClientTarget(String.join(" ", command), port, atOnce, free -> ClientProcess.start(command, free));
    }

    @Override
    public Side side() {
        return Side.CLIENT;
    }

    @Override
    public Connection connect(Duration patience) throws IOException {
        try (var listener = ServerSocketChannel.open()) {
            listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1);
            var client = started(listener.socket().getLocalPort());
            try {
                return new Connected(
                        new Wire(accept(listener, client, patience.multipliedBy(STARTS)), name, patience), client);
            } catch (IOException e) {
                client.close();
                throw new UnreachableException(e, this);
            }
        }
    }

    private Started started(int free) throws IOException {
        try {
            return starter.start(free);
        } catch (IOException e) {
            throw new UnreachableException("the client can't be started: " + e.getMessage(), e);
        }
    }

    @Override
    public int atOnce() {
        return atOnce;
    }

    @Override
    public String toString() {
        return name;
    }

    private static SocketChannel accept(ServerSocketChannel listener, Started client, Duration patience)
            throws IOException {
        listener.socket().setSoTimeout(LOOK);
        var deadline = Deadline.after(patience);
        Optional<String> ended = Optional.empty();
        while (true) {
            try {
                return listener.socket().accept().getChannel();
            } catch (SocketTimeoutException e) {
                if (ended.isEmpty() && client.ended().isPresent()) {
                    ended = client.ended();
                    deadline = Deadline.after(GRACE.compareTo(patience) < 0 ? GRACE : patience);
                }
                if (deadline.expired()) {
                    throw new IOException(ended.orElse("it did not connect within " + patience.toMillis() + " ms"), e);
                }
            }
        }
    }

    private record Connected(Wire wire, Started client) implements Connection {
        @Override
        public void close() {
            client.close();
        }
    }
}
