package io.javamiko.transport;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.javamiko.ConnectionLostException;
import io.javamiko.Deadline;
import io.javamiko.ProtocolException;
import io.javamiko.SSHException;
import io.javamiko.SSHTimeoutException;
import io.javamiko.Threads;
import io.javamiko.transport.IdentificationException.Reason;
import io.javamiko.transport.io.MemoryLink;
import io.javamiko.transport.io.SocketLink;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes wrong before a connection is one: each cause is its own error, and nothing is left open. */
class HandshakeTest {
    private static final Limits SHORT = Limits.of(l -> l.identificationTimeout(Duration.ofMillis(200))
            .keyExchangeTimeout(Duration.ofMillis(300))
            .closeTimeout(Duration.ofMillis(100)));

    /** What a peer sends, what it does then, and what that is called. */
    static Stream<Arguments> peersWithoutAnIdentification() {
        return Stream.of(
                arguments("", false, Reason.TIMED_OUT),
                arguments("SSH-2.0-half a li", false, Reason.TIMED_OUT),
                arguments("", true, Reason.CLOSED_BEFORE_A_BYTE),
                arguments("Exceeded MaxStartups\r\n", true, Reason.CLOSED_IN_THE_MIDDLE),
                arguments("SSH-2.0-x", true, Reason.CLOSED_IN_THE_MIDDLE),
                arguments("HTTP/1.1 400 Bad Request\r\n\r\n", true, Reason.NOT_SSH),
                arguments("SSH-1.5-old\r\n", false, Reason.PROTOCOL_1));
    }

    @ParameterizedTest
    @MethodSource("peersWithoutAnIdentification")
    void eachCauseIsItsOwnError(String sent, boolean closes, Reason reason) throws Exception {
        var links = MemoryLink.pair(64 << 10);
        links.server().write(sent.getBytes(US_ASCII), 0, sent.length());
        if (closes) {
            links.server().shutdownOutput();
        }
        assertThatThrownBy(() -> Transport.connect(links.client(), client()))
                .isInstanceOfSatisfying(
                        IdentificationException.class,
                        e -> assertThat(e.reason()).isEqualTo(reason));
        assertClosed(links);
    }

    @Test
    void aResetIsItsOwnError() throws Exception {
        try (var listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var socket = new Socket(listener.getInetAddress(), listener.getLocalPort());
            var accepted = listener.accept();
            accepted.setSoLinger(true, 0);
            accepted.close(); // with RST
            assertThatThrownBy(() -> Transport.connect(SocketLink.of(socket, "host:22"), client()))
                    .isInstanceOfSatisfying(
                            IdentificationException.class,
                            e -> assertThat(e.reason()).isEqualTo(Reason.RESET));
        }
    }

    @Test
    void aPeerThatIdentifiesItselfAndNoMoreIsATimeoutOfTheKeyExchange() throws Exception {
        var links = MemoryLink.pair(64 << 10);
        sendLine(links.server());
        assertThatThrownBy(() -> Transport.connect(links.client(), client()))
                .isInstanceOf(SSHTimeoutException.class)
                .hasMessage("memory server identified itself, but the key exchange did not end within 300 ms");
        assertClosed(links);
    }

    @Test
    void aPeerThatReadsNothingEndsTheHandshakeTooThoughOurWriteIsBlocked() throws Exception {
        var links = MemoryLink.pair(64);
        var sending = Connected.inBackground(() -> {
            sendLine(links.server());
            return null;
        });
        assertThatThrownBy(() -> Transport.connect(links.client(), client())).isInstanceOf(SSHTimeoutException.class);
        sending.get(20, TimeUnit.SECONDS);
        assertClosed(links);
    }

    @Test
    void aPeerThatGoesInTheKeyExchangeIsSaidToHaveGone() throws Exception {
        var links = MemoryLink.pair(64 << 10);
        sendLine(links.server());
        links.server().shutdownOutput();
        assertThatThrownBy(() -> Transport.connect(links.client(), client()))
                .isInstanceOf(SSHException.class)
                .hasMessageContaining("closed the connection and did not say why");
    }

    @Test
    void whatAPeerSaysWhenItGoesIsTheCause() throws Exception {
        var links = MemoryLink.pair(64 << 10);
        try (var peer = new PacketStream(links.server(), new SecureRandom())) {
            peer.sendRaw("SSH-2.0-peer\r\n".getBytes(US_ASCII));
            peer.send(new TransportMessage.Disconnect(DisconnectReason.TOO_MANY_CONNECTIONS, "too many", ""));
        }
        assertThatThrownBy(() -> Transport.connect(links.client(), client()))
                .isInstanceOfSatisfying(
                        PeerDisconnectedException.class,
                        e -> assertThat(e.reasonCode()).isEqualTo(DisconnectReason.TOO_MANY_CONNECTIONS));
    }

    @Test
    void aPeerThatBreaksTheProtocolIsToldSo() throws Exception {
        var links = MemoryLink.pair(64 << 10);
        try (var peer = new PacketStream(links.server(), new SecureRandom())) {
            peer.sendRaw("SSH-2.0-peer\r\n".getBytes(US_ASCII));
            peer.send(new byte[] {94, 0, 0, 0, 0});
            assertThatThrownBy(() -> Transport.connect(links.client(), client()))
                    .isInstanceOf(ProtocolException.class)
                    .hasMessageContaining("message 94 may not come now");
            peer.receiveIdentification(new IdentificationParser(Role.SERVER), Deadline.none());
            assertThat(peer.receive(Deadline.none()).number()).isEqualTo(MessageNumbers.KEXINIT);
            var last = peer.receive(Deadline.none());
            assertThat(last.number()).isEqualTo(MessageNumbers.DISCONNECT);
            assertThat(last.reader().uint32()).isEqualTo(DisconnectReason.PROTOCOL_ERROR);
            assertThat(peer.receive(Deadline.none())).isNull();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void anInterruptEndsTheConnectWithinASecondAndKeepsTheFlag(boolean virtual) throws Exception {
        try (var listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                var socket = new Socket(listener.getInetAddress(), listener.getLocalPort());
                var silent = listener.accept()) {
            var flag = new AtomicReference<Boolean>();
            var connecting = new CountDownLatch(1);
            var result = new FutureTask<>(() -> {
                var link = SocketLink.of(socket, "host:22");
                connecting.countDown();
                var thrown =
                        catchThrowable(() -> Transport.connect(link, client().with(t -> t.limits(Limits.DEFAULT))));
                flag.set(Thread.currentThread().isInterrupted());
                return thrown;
            });
            var thread = virtual ? Threads.start("test", result) : new Thread(result, "test");
            if (!virtual) {
                thread.start();
            }
            connecting.await();
            assertThat(silent.getInputStream().read()).isEqualTo('S'); // it waits for our identification now
            long start = System.nanoTime();
            thread.interrupt();
            assertThat(result.get(20, TimeUnit.SECONDS)).isInstanceOf(InterruptedIOException.class);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMillis(1500));
            assertThat(flag.get()).isTrue();
            assertThat(socket.isClosed()).isTrue();
        }
    }

    @Test
    void theLoginsGraceEndsTheConnectionAlsoWhileTheServerThinks() throws Exception {
        var links = MemoryLink.pair(64 << 10);
        var limits = Limits.of(l -> l.loginGraceTime(Duration.ofMillis(500)));
        var accepting =
                Connected.inBackground(() -> Transport.accept(links.server(), Connected.server(t -> t.limits(limits))));
        try (var client = Transport.connect(links.client(), Connected.client(t -> {}))) {
            var server = accepting.get(20, TimeUnit.SECONDS);
            assertThatThrownBy(() -> client.receive(Deadline.after(Connected.PATIENCE)))
                    .isInstanceOf(SSHException.class);
            assertThat(server.failure().orElseThrow()).isInstanceOf(SSHTimeoutException.class);
            assertThatThrownBy(() -> server.receive(Deadline.after(Connected.PATIENCE)))
                    .isInstanceOf(ConnectionLostException.class)
                    .hasCauseInstanceOf(SSHTimeoutException.class);
        }
    }

    @Test
    void aTimeoutInReceiveHarmsNothing() throws Exception {
        var links = MemoryLink.pair(64 << 10);
        var accepting = Connected.inBackground(() -> Transport.accept(links.server(), Connected.server(t -> {})));
        var client = Transport.connect(links.client(), Connected.client(t -> {}));
        assertThatThrownBy(() -> client.receive(Deadline.after(Duration.ofMillis(20))))
                .isInstanceOf(SSHTimeoutException.class);
        Connected.authenticated(client, accepting.get(20, TimeUnit.SECONDS)).close();
    }

    @Test
    void aHostKeyThatIsNotTrustedEndsTheConnectionBeforeAnythingIsSent() throws Exception {
        var links = MemoryLink.pair(64 << 10);
        var accepting = Connected.inBackground(
                () -> catchThrowable(() -> Transport.accept(links.server(), Connected.server(t -> {}))));
        var refusing = TransportOptions.client(
                (key, negotiated) -> {
                    throw new BadHostKeyException(BadHostKeyException.Reason.UNKNOWN, key, "not known");
                },
                t -> {});
        assertThatThrownBy(() -> Transport.connect(links.client(), refusing)).isInstanceOf(BadHostKeyException.class);
        assertThat(accepting.get(20, TimeUnit.SECONDS)).isInstanceOfSatisfying(PeerDisconnectedException.class, e -> {
            assertThat(e.reasonCode()).isEqualTo(DisconnectReason.HOST_KEY_NOT_VERIFIABLE);
            assertThat(e.text()).isEqualTo("host key not verifiable");
        });
    }

    private static TransportOptions client() {
        return Connected.client(t -> t.limits(SHORT));
    }

    private static void sendLine(MemoryLink link) throws IOException {
        byte[] line = "SSH-2.0-peer\r\n".getBytes(US_ASCII);
        link.write(line, 0, line.length);
    }

    private static void assertClosed(MemoryLink.Pair links) {
        assertThatThrownBy(() -> links.client().read(new byte[1], 0, 1, Deadline.none()))
                .hasMessage("the link is closed");
    }
}
