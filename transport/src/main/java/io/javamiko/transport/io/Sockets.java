package io.javamiko.transport.io;

import io.javamiko.Deadline;
import io.javamiko.transport.Duplex;
import io.javamiko.transport.DuplexConnector;
import io.javamiko.transport.DuplexListener;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnknownHostException;
import java.util.concurrent.TimeUnit;

/** TCP connections for forwarding: opened, and waited for. */
public final class Sockets {
    private static final int BACKLOG = 128;

    private Sockets() {}

    /** Opens TCP connections; names are looked up as the system does. */
    public static DuplexConnector connector() {
        return SocketAttempt::new;
    }

    /**
     * Listens for TCP connections.
     *
     * @param address with port 0 for a free one
     * @throws IOException if it is in use or not ours
     */
    public static DuplexListener listen(InetSocketAddress address) throws IOException {
        var socket = new ServerSocket();
        try {
            socket.setReuseAddress(true); // a port whose last connections linger can be had again
            socket.bind(address, BACKLOG);
            return new SocketListener(socket);
        } catch (IOException e) {
            socket.close();
            throw new IOException("can't listen at " + address + ": " + e.getMessage(), e);
        }
    }

    private static void closeQuietly(AutoCloseable socket) {
        try {
            socket.close();
        } catch (Exception e) {
            // it is closed all the same
        }
    }

    private record SocketDuplex(Socket socket, InputStream input, OutputStream output) implements Duplex {
        static SocketDuplex of(Socket socket) throws IOException {
            socket.setTcpNoDelay(true); // the channel has its own packets; waiting to fill another only adds up
            return new SocketDuplex(socket, socket.getInputStream(), socket.getOutputStream());
        }

        @Override
        public void shutdownOutput() throws IOException {
            socket.shutdownOutput();
        }

        @Override
        public void close() {
            closeQuietly(socket);
        }

        @Override
        public String address() {
            return socket.getInetAddress().getHostAddress();
        }

        @Override
        public int port() {
            return socket.getPort();
        }
    }

    private static final class SocketAttempt implements DuplexConnector.Attempt {
        private final String host;
        private final int port;
        private final Socket socket = new Socket();

        SocketAttempt(String host, int port) {
            this.host = host;
            this.port = port;
        }

        @Override
        public Duplex connect(Deadline deadline) throws IOException {
            var address = new InetSocketAddress(host, port); // looks the name up
            try {
                if (address.isUnresolved()) {
                    throw new UnknownHostException(host);
                }
                long millis = Math.min(TimeUnit.NANOSECONDS.toMillis(deadline.remainingNanos()), Integer.MAX_VALUE);
                socket.connect(address, deadline.isLimited() ? (int) Math.max(1, millis) : 0);
                return SocketDuplex.of(socket);
            } catch (IOException e) {
                close();
                throw e;
            }
        }

        @Override
        public void close() {
            closeQuietly(socket);
        }
    }

    private record SocketListener(ServerSocket socket) implements DuplexListener {
        @Override
        public Duplex accept() throws IOException {
            Socket accepted = socket.accept();
            try {
                return SocketDuplex.of(accepted);
            } catch (IOException e) {
                accepted.close();
                throw e;
            }
        }

        @Override
        public int port() {
            return socket.getLocalPort();
        }

        @Override
        public void close() {
            closeQuietly(socket);
        }
    }
}
