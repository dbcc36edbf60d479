package io.javamiko.client;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.javamiko.Deadline;
import io.javamiko.SSHTimeoutException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class DialerTest {
    private static final Deadline SOON = Deadline.after(Duration.ofSeconds(20));

    @Test
    void aLinkCarriesBytesBothWays() throws Exception {
        try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                var link = Dialer.tcp().dial("localhost", server.getLocalPort(), SOON);
                var accepted = server.accept()) {
            link.write("there".getBytes(US_ASCII), 0, 5);
            assertThat(accepted.getInputStream().readNBytes(5)).isEqualTo("there".getBytes(US_ASCII));
            accepted.getOutputStream().write('x');
            byte[] back = new byte[8];
            assertThat(link.read(back, 0, 8, SOON)).isEqualTo(1);
            assertThat(link).hasToString("localhost:" + server.getLocalPort());
        }
    }

    @Test
    void aClosedPortIsNamedWithEachAddress() throws Exception {
        int port;
        try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = server.getLocalPort();
        }
        var refused =
                catchThrowableOfType(ConnectException.class, () -> Dialer.tcp().dial("127.0.0.1", port, SOON));
        assertThat(refused).hasMessageContaining("127.0.0.1:" + port).hasMessageContaining("refused");
    }

    @Test
    void anUnknownNameSaysSo() {
        assertThatThrownBy(() -> Dialer.tcp().dial("no-such-host.invalid", 22, SOON))
                .isInstanceOf(ConnectException.class)
                .hasMessageContaining("no-such-host.invalid has no address");
    }

    /** A full backlog on loopback answers nothing, like a firewall that drops packets. */
    @Test
    void silenceEndsWithTheDeadlineAndAnInterruptEndsIt() throws Exception {
        try (var server = new ServerSocket()) {
            server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1);
            try (var fill = new Backlog(server)) {
                assertThatThrownBy(
                                () -> Dialer.tcp().dial("127.0.0.1", fill.port, Deadline.after(Duration.ofMillis(300))))
                        .isInstanceOf(SSHTimeoutException.class)
                        .hasMessageContaining("no TCP connection to 127.0.0.1:" + fill.port);
                Thread.currentThread().interrupt();
                assertThatThrownBy(() -> Dialer.tcp().dial("127.0.0.1", fill.port, SOON))
                        .isInstanceOf(InterruptedIOException.class);
                assertThat(Thread.interrupted()).isTrue();
            }
        }
    }

    /** Connections that nobody accepts, until the kernel takes no more. */
    private static final class Backlog implements AutoCloseable {
        final int port;
        private final java.util.List<Socket> sockets = new java.util.ArrayList<>();

        Backlog(ServerSocket server) throws Exception {
            port = server.getLocalPort();
            for (int i = 0; i < 8; i++) {
                var socket = new Socket();
                sockets.add(socket);
                try {
                    socket.connect(server.getLocalSocketAddress(), 200);
                } catch (java.net.SocketTimeoutException e) {
                    return;
                }
            }
            throw new AssertionError("the backlog takes everything");
        }

        @Override
        public void close() throws Exception {
            for (Socket socket : sockets) {
                socket.close();
            }
        }
    }
}
