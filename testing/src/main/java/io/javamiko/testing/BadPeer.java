package io.javamiko.testing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.javamiko.Threads;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A listener on the loopback address that does to each connection what a script says, and is no SSH server. A script that
 * ends keeps its connection open and silent until the peer or this one closes it. Thread-safe.
 */
public final class BadPeer implements AutoCloseable {
    private final ServerSocket listener;
    private final Script script;
    private final AtomicInteger connections = new AtomicInteger();
    private final List<Socket> open = new ArrayList<>(); // guarded by itself

    private BadPeer(ServerSocket listener, Script script) {
        this.listener = listener;
        this.script = script;
    }

    /** What is done to one connection. */
    @FunctionalInterface
    public interface Script {
        /** Plays it. */
        void play(Connection connection) throws IOException;
    }

    /** One connection, in the hands of a script. */
    public static final class Connection {
        private final Socket socket;
        private final int count;

        private Connection(Socket socket, int count) {
            this.socket = socket;
            this.count = count;
        }

        /** Which one it is: 1 for the first. */
        public int count() {
            return count;
        }

        /** Sends text, a byte a character. */
        public Connection says(String text) throws IOException {
            return says(text.getBytes(ISO_8859_1));
        }

        /** Sends bytes. */
        public Connection says(byte[] bytes) throws IOException {
            socket.getOutputStream().write(bytes);
            return this;
        }

        /** Reads until the end of a line, which is returned without it. */
        public String reads() throws IOException {
            var line = new StringBuilder();
            for (int c = socket.getInputStream().read();
                    c >= 0 && c != '\n';
                    c = socket.getInputStream().read()) {
                line.append((char) c);
            }
            return line.toString().stripTrailing();
        }

        /** Closes in order: the peer reads the end of the stream. */
        public void closes() throws IOException {
            socket.shutdownOutput();
            socket.getInputStream().skip(Long.MAX_VALUE); // unread bytes would turn the close into a reset
            socket.close();
        }

        /** Turns into another server: from here on all bytes go to it and come from it. */
        public void becomes(InetSocketAddress server) throws IOException {
            try (var other = new Socket(server.getAddress(), server.getPort())) {
                Threads.start("test bad peer's other half", () -> pass(socket, other));
                pass(other, socket);
            }
        }

        private static void pass(Socket from, Socket to) {
            try {
                from.getInputStream().transferTo(to.getOutputStream());
                to.shutdownOutput();
            } catch (IOException e) {
                return; // one of both has closed
            }
        }

        /** Resets once the peer has sent a byte: its next read fails. */
        public void resets() throws IOException {
            socket.getInputStream()
                    .read(); // a reset that comes before the peer has seen the connection is a failed connect
            socket.setSoLinger(true, 0);
            socket.close();
        }
    }

    /** Starts one. */
    public static BadPeer start(Script script) throws IOException {
        var peer = new BadPeer(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), script);
        Threads.start("test bad peer", peer::accept);
        return peer;
    }

    /** A port of the loopback address where nothing listens. */
    public static InetSocketAddress nobody() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return new InetSocketAddress(socket.getInetAddress(), socket.getLocalPort());
        }
    }

    /** Where it listens. */
    public InetSocketAddress address() {
        return new InetSocketAddress(listener.getInetAddress(), listener.getLocalPort());
    }

    /** The port it listens on. */
    public int port() {
        return listener.getLocalPort();
    }

    /** How many connections there have been. */
    public int connections() {
        return connections.get();
    }

    @Override
    public void close() throws IOException {
        listener.close();
        synchronized (open) {
            for (var socket : open) {
                socket.close();
            }
        }
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                var socket = listener.accept();
                synchronized (open) {
                    open.add(socket);
                }
                if (listener.isClosed()) {
                    socket.close();
                }
                var connection = new Connection(socket, connections.incrementAndGet());
                Threads.start("test bad peer's connection", () -> play(connection));
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    private void play(Connection connection) {
        try {
            script.play(connection);
            while (!connection.socket.isClosed()
                    && connection.socket.getInputStream().read() >= 0) {
                Thread.onSpinWait(); // whatever else the peer sends is not answered
            }
            connection.socket.close();
        } catch (IOException e) {
            return; // the other side or the test has closed it
        }
    }
}
