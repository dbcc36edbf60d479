package io.javamiko.testing;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.javamiko.Threads;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LeakCheck.class)
class LoopbackTest {
    @Test
    void badPeerSpeaksAndCloses() throws Exception {
        try (var peer = BadPeer.start(c -> c.says("HTTP/1.1 400\r\n").closes());
                var socket = connect(peer.address())) {
            socket.shutdownOutput();
            assertThat(socket.getInputStream().readAllBytes()).isEqualTo("HTTP/1.1 400\r\n".getBytes(US_ASCII));
            assertThat(peer.connections()).isEqualTo(1);
        }
    }

    @Test
    void badPeerResets() throws Exception {
        try (var peer = BadPeer.start(BadPeer.Connection::resets);
                var socket = connect(peer.address())) {
            socket.getOutputStream().write(1);
            assertThatThrownBy(() -> socket.getInputStream().read()).isInstanceOf(SocketException.class);
        }
    }

    @Test
    void badPeerSaysNothing() throws Exception {
        try (var peer = BadPeer.start(c -> {});
                var socket = connect(peer.address())) {
            socket.setSoTimeout(50);
            assertThatThrownBy(() -> socket.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
        }
    }

    @Test
    void nobodyListensWhereNobodyShould() throws Exception {
        var nobody = BadPeer.nobody();
        assertThatThrownBy(() -> connect(nobody)).isInstanceOf(IOException.class);
    }

    @Test
    void relayCarriesAndDelays() throws Exception {
        try (var echo = echo();
                var relay = Relay.to(addressOf(echo));
                var socket = connect(relay.address())) {
            socket.getOutputStream().write(1);
            assertThat(socket.getInputStream().read()).isEqualTo(1);
            relay.delay(Duration.ofMillis(50));
            long before = System.nanoTime();
            socket.getOutputStream().write(2);
            assertThat(socket.getInputStream().read()).isEqualTo(2);
            assertThat(System.nanoTime() - before)
                    .isGreaterThanOrEqualTo(Duration.ofMillis(100).toNanos());
            assertThat(relay.bytesToServer()).isEqualTo(2);
            assertThat(relay.bytesToClient()).isEqualTo(2);
        }
    }

    @Test
    void relayIsSilentAndLosesNothing() throws Exception {
        try (var echo = echo();
                var relay = Relay.to(addressOf(echo));
                var socket = connect(relay.address())) {
            relay.silence();
            socket.getOutputStream().write(new byte[] {1, 2});
            socket.setSoTimeout(50);
            assertThatThrownBy(() -> socket.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
            socket.setSoTimeout(0);
            relay.speak();
            assertThat(socket.getInputStream().readNBytes(2)).containsExactly(1, 2);
        }
    }

    @Test
    void relayCutsInTheMiddle() throws Exception {
        try (var echo = echo();
                var relay = Relay.to(addressOf(echo)).cutAfter(3);
                var socket = connect(relay.address())) {
            socket.getOutputStream().write(new byte[] {1, 2, 3, 4});
            assertThatThrownBy(() -> socket.getInputStream().readNBytes(4)).isInstanceOf(SocketException.class);
            assertThat(relay.bytesToClient()).isEqualTo(3);
        }
    }

    @Test
    void relayPassesTheEndOfEachDirectionOn() throws Exception {
        try (var echo = echo();
                var relay = Relay.to(addressOf(echo));
                var socket = connect(relay.address())) {
            socket.getOutputStream().write(7);
            socket.shutdownOutput();
            assertThat(socket.getInputStream().readAllBytes()).containsExactly(7);
        }
    }

    private static ServerSocket echo() throws IOException {
        var listener = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        Threads.start("test echo", () -> {
            try (var socket = listener.accept()) {
                socket.getInputStream().transferTo(socket.getOutputStream());
            } catch (IOException e) {
                return; // the test has closed it
            }
        });
        return listener;
    }

    private static InetSocketAddress addressOf(ServerSocket listener) {
        return new InetSocketAddress(listener.getInetAddress(), listener.getLocalPort());
    }

    private static Socket connect(InetSocketAddress address) throws IOException {
        return new Socket(address.getAddress(), address.getPort());
    }
}
