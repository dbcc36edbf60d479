package io.javamiko.conformance;

import io.javamiko.conformance.peer.Wire;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;

/** A client that is started anew for each connection, and told the port to connect to. */
public final class ClientTarget implements Target {
    private static final int STARTS = 4; // times our patience: a program must be loaded first

    private final String name;
    private final int port;
    private final int atOnce;
    private final Starter starter;

    /** Starts a client. */
    @FunctionalInterface
    public interface Starter {
        /**
         * Starts one that connects to that port of the loopback address; it returns before the client has.
         *
         * @return ends the client
         */
        AutoCloseable start(int port) throws IOException;
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

    @Override
    public Side side() {
        return Side.CLIENT;
    }

    @Override
    public Connection connect(Duration patience) throws IOException {
        try (var listener = ServerSocketChannel.open()) {
            listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1);
            var client = starter.start(listener.socket().getLocalPort());
            try {
                return new Started(new Wire(accept(listener, patience.multipliedBy(STARTS)), name, patience), client);
            } catch (IOException e) {
                end(client);
                throw new UnreachableException(e, this);
            }
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

    private static SocketChannel accept(ServerSocketChannel listener, Duration patience) throws IOException {
        listener.socket().setSoTimeout((int) patience.toMillis());
        try {
            return listener.socket().accept().getChannel();
        } catch (SocketTimeoutException e) {
            throw new IOException("it did not connect within " + patience.toMillis() + " ms", e);
        }
    }

    private static void end(AutoCloseable client) {
        try {
            client.close();
        } catch (Exception e) {
            // it is of no further interest
        }
    }

    private record Started(Wire wire, AutoCloseable client) implements Connection {
        @Override
        public void close() {
            end(client);
        }
    }
}
