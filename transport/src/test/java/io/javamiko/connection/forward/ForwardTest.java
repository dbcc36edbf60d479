package io.javamiko.connection.forward;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.javamiko.Deadline;
import io.javamiko.Threads;
import io.javamiko.connection.Channel;
import io.javamiko.connection.ChannelAcceptor;
import io.javamiko.connection.ChannelOpenException;
import io.javamiko.connection.JoinedPeers;
import io.javamiko.transport.DuplexConnector;
import io.javamiko.transport.Limits;
import io.javamiko.transport.io.Sockets;
import io.javamiko.wire.WireReader;
import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A socket, a forward, two multiplexers, an acceptor and a socket: what goes in at one end comes out at the other. */
class ForwardTest {
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
    private static final int TIMEOUT = 20_000;

    private ServerSocket target;
    private JoinedPeers peers;
    private LocalForward forward;

    @BeforeEach
    void start() throws IOException {
        target = new ServerSocket(0, 50, LOOPBACK);
        target.setSoTimeout(TIMEOUT);
        peers = peers(asked -> asked.portToConnect() == target.getLocalPort(), Sockets.connector());
        forward = LocalForward.start(
                peers.client,
                Sockets.listen(new InetSocketAddress(LOOPBACK, 0)),
                LOOPBACK.getHostAddress(),
                target.getLocalPort());
    }

    private static JoinedPeers peers(ForwardPolicy policy, DuplexConnector connector) {
        ChannelAcceptor acceptor = new DirectTCPIPAcceptor(policy, connector);
        return new JoinedPeers(Limits.DEFAULT, ChannelAcceptor.ofTypes(Map.of(DirectTCPIP.TYPE, acceptor)));
    }

    @AfterEach
    void stop() throws Exception {
        peers.close();
        target.close();
    }

    private Socket connect() throws IOException {
        var socket = new Socket(LOOPBACK, forward.port());
        socket.setSoTimeout(TIMEOUT);
        return socket;
    }

    private Socket accept() throws IOException {
        var socket = target.accept();
        socket.setSoTimeout(TIMEOUT);
        return socket;
    }

    @Test
    void halfClosedConnectionsGoOnInTheOtherDirection() throws Exception {
        try (var near = connect();
                var far = accept()) {
            near.getOutputStream().write("question".getBytes(US_ASCII));
            near.shutdownOutput();
            assertThat(far.getInputStream().readAllBytes()).isEqualTo("question".getBytes(US_ASCII));
            byte[] answer = new byte[5_000_000];
            answer[4_999_999] = 1;
            far.getOutputStream().write(answer);
            far.shutdownOutput();
            assertThat(near.getInputStream().readAllBytes()).isEqualTo(answer);
        }
        awaitNoChannels();
    }

    @Test
    void aConnectionThatBreaksBreaksTheOtherOne() throws Exception {
        try (var near = connect();
                var far = accept()) {
            near.getOutputStream().write(1);
            assertThat(far.getInputStream().read()).isEqualTo(1);
            near.setSoLinger(true, 0); // a reset
            near.close();
            far.getOutputStream().write(1);
            assertThatThrownBy(() -> {
                        while (far.getInputStream().read() >= 0) {
                            far.getOutputStream().write(1);
                        }
                        throw new SocketException("an end is fine, too");
                    })
                    .isInstanceOf(SocketException.class);
        }
        awaitNoChannels();
    }

    @Test
    void aChannelThatThePeerClosesEndsTheConnectionBehindWhatItSent() throws Exception {
        Channel channel = new DirectTCPIP(LOOPBACK.getHostAddress(), target.getLocalPort(), "127.0.0.1", 1)
                .open(peers.client, Deadline.after(Duration.ofSeconds(20)));
        try (var far = accept()) {
            byte[] last = new byte[1_000_000];
            channel.output().write(last);
            channel.close();
            assertThat(far.getInputStream().readAllBytes()).isEqualTo(last);
            assertThatThrownBy(() -> {
                        while (true) { // the other end is gone, not only its output
                            far.getOutputStream().write(last);
                        }
                    })
                    .isInstanceOf(SocketException.class);
        }
        awaitNoChannels();
    }

    @Test
    void manyConnectionsAtOnce() throws Exception {
        var sockets = new Socket[100];
        for (int i = 0; i < sockets.length; i++) {
            sockets[i] = connect();
            sockets[i].getOutputStream().write(i);
        }
        for (int i = 0; i < sockets.length; i++) {
            try (var far = accept()) {
                far.getOutputStream().write(far.getInputStream().read() + 1);
            }
        }
        for (int i = 0; i < sockets.length; i++) {
            assertThat(sockets[i].getInputStream().readAllBytes()).containsExactly(i + 1);
            sockets[i].close();
        }
        awaitNoChannels();
    }

    @Test
    void theListenerEndsWithTheForwardAndItsConnectionsGoOn() throws Exception {
        try (var near = connect();
                var far = accept()) {
            forward.close();
            assertThatThrownBy(() -> {
                        while (true) { // the system lets one in until the thread that accepted has woken
                            connect().close();
                        }
                    })
                    .isInstanceOf(ConnectException.class);
            near.getOutputStream().write(1);
            assertThat(far.getInputStream().read()).isEqualTo(1);
        }
    }

    @Test
    void aConnectionThatNoThreadIsLeftForIsClosedAndTheNextIsServed() throws Exception {
        var tasks = new AtomicInteger();
        Executor executor = task -> {
            if (tasks.incrementAndGet() == 2) { // the first is the listener's
                throw new RejectedExecutionException("no room for another thread");
            }
            Threads.start("task", task);
        };
        try (var few = new JoinedPeers(Limits.DEFAULT, executor, noForwarding())) {
            var listener = Sockets.listen(new InetSocketAddress(LOOPBACK, 0));
            forward = LocalForward.start(few.client, listener, "host", 1);
            for (int i = 0; i < 2; i++) { // the first is dropped, the second refused by the server
                try (var near = connect()) {
                    assertThat(near.getInputStream().read()).isEqualTo(-1);
                }
            }
            assertThat(tasks).hasValueGreaterThan(2);
        }
    }

    @Test
    void aForwardThatDoesNotBeginListensNoMore() throws Exception {
        var listener = Sockets.listen(new InetSocketAddress(LOOPBACK, 0));
        assertThatThrownBy(() -> LocalForward.start(peers.client, listener, "host", 65_536))
                .isInstanceOf(IllegalArgumentException.class);
        awaitPortIsFree(listener.port());
    }

    private static ChannelAcceptor noForwarding() {
        return ChannelAcceptor.ofTypes(
                Map.of(DirectTCPIP.TYPE, new DirectTCPIPAcceptor(ForwardPolicy.NONE, Sockets.connector())));
    }

    @Test
    void everythingEndsWithTheConnection() throws Exception {
        try (var near = connect();
                var far = accept()) {
            near.getOutputStream().write(1);
            assertThat(far.getInputStream().read()).isEqualTo(1);
            peers.close();
            assertThat(near.getInputStream().read()).isEqualTo(-1);
            assertThat(far.getInputStream().read()).isEqualTo(-1);
            awaitPortIsFree(forward.port());
        }
    }

    /** The system frees it once the thread that accepted has woken. */
    private static void awaitPortIsFree(int port) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(5);
        while (true) {
            try {
                new ServerSocket(port, 1, LOOPBACK).close();
                return;
            } catch (BindException e) {
                assertThat(System.nanoTime()).as("the port is free").isLessThan(end);
                TimeUnit.MILLISECONDS.sleep(1);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 2", "65536, 2", "65558, 2", "4294967295, 2", "1, 1"})
    void portsThatAreNoneAndTargetsThatAreNotAllowedAreRefused(long port, long reason) {
        assertThatThrownBy(() -> new DirectTCPIP("127.0.0.1", port, "127.0.0.1", 1)
                        .open(peers.client, Deadline.after(Duration.ofSeconds(20))))
                .isInstanceOfSatisfying(
                        ChannelOpenException.class,
                        e -> assertThat(e.reasonCode()).isEqualTo(reason));
    }

    @ParameterizedTest
    @CsvSource({"''", "'a b'", "'a\u0000b'", "no-such-host.invalid"})
    void hostsThatAreNoneAreRefused(String host) {
        assertThatThrownBy(() -> new DirectTCPIP(host, target.getLocalPort(), "127.0.0.1", 1)
                        .open(peers.client, Deadline.after(Duration.ofSeconds(20))))
                .isInstanceOfSatisfying(
                        ChannelOpenException.class,
                        e -> assertThat(e.reasonCode()).isEqualTo(2));
    }

    @Test
    void withoutAPolicyNothingIsConnected() throws Exception {
        try (var closed = peers(ForwardPolicy.NONE, (host, port) -> {
            throw new AssertionError("asked to connect");
        })) {
            assertThatThrownBy(() -> new DirectTCPIP("127.0.0.1", 22, "127.0.0.1", 1)
                            .open(closed.client, Deadline.after(Duration.ofSeconds(20))))
                    .isInstanceOfSatisfying(
                            ChannelOpenException.class,
                            e -> assertThat(e.reasonCode())
                                    .isEqualTo(ChannelOpenException.ADMINISTRATIVELY_PROHIBITED));
        }
    }

    @Test
    void anAttemptThatHangsEndsWithTheConnection() throws Exception {
        var begun = new CountDownLatch(1);
        var closed = new CountDownLatch(1);
        DuplexConnector hangs = (host, port) -> new DuplexConnector.Attempt() {
            @Override
            public io.javamiko.transport.Duplex connect(Deadline deadline) throws IOException {
                begun.countDown();
                try {
                    closed.await();
                } catch (InterruptedException e) {
                    throw new IOException(e);
                }
                throw new IOException("closed");
            }

            @Override
            public void close() {
                closed.countDown();
            }
        };
        try (var hanging = peers(asked -> true, hangs)) {
            assertThatThrownBy(() -> new DirectTCPIP("192.0.2.1", 1, "127.0.0.1", 1)
                            .open(hanging.client, Deadline.after(Duration.ofMillis(20))))
                    .isInstanceOf(IOException.class);
            assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(closed.await(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void fieldsAreReadAsTheyWereWritten() throws Exception {
        var fields = new DirectTCPIP("höst", 0xffff_ffffL, "::1", 0);
        assertThat(DirectTCPIP.decode(new WireReader(fields.encoded()))).isEqualTo(fields);
    }

    private void awaitNoChannels() throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (peers.client.channels() + peers.server.channels() > 0) {
            assertThat(System.nanoTime()).as("channels are closed").isLessThan(end);
            TimeUnit.MILLISECONDS.sleep(1); // there is no event for the last of them
        }
    }
}
