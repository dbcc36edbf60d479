package io.javamiko.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.javamiko.ConnectionLostException;
import io.javamiko.Deadline;
import io.javamiko.ProtocolException;
import io.javamiko.Threads;
import io.javamiko.keys.SSHKeyPair;
import io.javamiko.transport.Limits;
import io.javamiko.transport.PeerDisconnectedException;
import io.javamiko.transport.Transport;
import io.javamiko.transport.TransportMessage.ServiceAccept;
import io.javamiko.transport.TransportMessage.ServiceRequest;
import io.javamiko.transport.TransportOptions;
import io.javamiko.transport.io.MemoryLink;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The connection layer over the real transport: packets, keys, the gate and the writer between two multiplexers. */
class ConnectionOverTransportTest {
    private static final Deadline NONE = Deadline.none();
    private Transport clientTransport;
    private Transport serverTransport;
    private Multiplexer client;
    private Multiplexer server;

    /** Sends everything back. */
    private static final ChannelHandler ECHO = new ChannelHandler() {
        @Override
        public void opened(Channel channel) {
            Threads.start("echo", () -> {
                try (channel) {
                    channel.input().transferTo(channel.output());
                } catch (IOException e) {
                    // the connection has ended, as some tests want
                }
            });
        }
    };

    @BeforeEach
    void connect() throws Exception {
        var limits = Limits.of(l -> l.rekeyBytes(1 << 20)); // keys are exchanged all the while
        var pair = MemoryLink.pair(64 * 1024);
        var key = SSHKeyPair.generate("ssh-ed25519");
        var accepting = PlayedPeer.later(() -> {
            var transport =
                    Transport.accept(pair.server(), TransportOptions.server(List.of(key), t -> t.limits(limits)));
            transport.receive(PlayedPeer.soon());
            transport.send(new ServiceAccept("ssh-userauth"));
            return transport;
        });
        clientTransport = Transport.connect(
                pair.client(), TransportOptions.client((hostKey, negotiated) -> {}, t -> t.limits(limits)));
        clientTransport.send(new ServiceRequest("ssh-userauth"));
        clientTransport.receive(PlayedPeer.soon());
        serverTransport = accepting.get();
        client = new Multiplexer(
                clientTransport.outbox(),
                limits,
                task -> Threads.start("task", task),
                ChannelAcceptor.NONE,
                GlobalRequestHandler.NONE);
        server = new Multiplexer(
                serverTransport.outbox(),
                limits,
                task -> Threads.start("task", task),
                PlayedPeer.accepting(ECHO),
                GlobalRequestHandler.NONE);
        serverTransport.authenticated(server);
        clientTransport.authenticated(client);
    }

    @AfterEach
    void end() {
        clientTransport.abort();
        serverTransport.abort();
    }

    @Test
    void dataComeBackWholeAcrossKeyExchanges() throws Exception {
        int length = 16 << 20;
        byte[] block = new byte[64 * 1024];
        new Random(1).nextBytes(block);
        var expected = new CRC32();
        for (int i = 0; i < length / block.length; i++) {
            expected.update(block);
        }
        var transfers = new PlayedPeer.Later<?>[3];
        for (int t = 0; t < transfers.length; t++) {
            transfers[t] = PlayedPeer.later(() -> {
                var channel = client.openSession(PlayedPeer.soon()).channel();
                var reading = PlayedPeer.later(() -> {
                    var in = new CheckedInputStream(channel.input(), new CRC32());
                    in.transferTo(OutputStream.nullOutputStream());
                    return in.getChecksum().getValue();
                });
                for (int i = 0; i < length / block.length; i++) {
                    channel.output().write(block);
                }
                channel.sendEOF();
                return reading.get();
            });
        }
        for (var transfer : transfers) {
            assertThat(transfer.get()).isEqualTo(expected.getValue());
        }
    }

    @Test
    void aRekeyWaitsForNobodyAndLosesNothing() throws Exception {
        var channel = client.openSession(PlayedPeer.soon()).channel();
        for (int i = 0; i < 20; i++) {
            channel.output().write(i);
            (i % 2 == 0 ? clientTransport : serverTransport).rekey(PlayedPeer.soon());
            assertThat(channel.input().read()).isEqualTo(i);
        }
    }

    @Test
    void aViolationEndsTheConnectionForBothWithTheirCauses() throws Exception {
        var channel = client.openSession(PlayedPeer.soon()).channel();
        var reading = PlayedPeer.later(() -> channel.input().read());
        clientTransport.outbox().send(new ConnectionMessage.ChannelEOF(4711), NONE);
        assertThatThrownBy(reading::get)
                .hasCauseInstanceOf(ConnectionLostException.class)
                .hasRootCauseInstanceOf(PeerDisconnectedException.class);
        assertThat(serverTransport.awaitClosed(Deadline.after(Duration.ofSeconds(20))))
                .isTrue();
        assertThat(serverTransport.failure()).containsInstanceOf(ProtocolException.class);
    }

    @Test
    void closingInOrderEndsTheCallsOfBoth() throws Exception {
        var channel = client.openSession(PlayedPeer.soon()).channel();
        var reading = PlayedPeer.later(() -> channel.input().read());
        serverTransport.close();
        assertThatThrownBy(reading::get).hasCauseInstanceOf(ConnectionLostException.class);
        assertThatThrownBy(() -> client.openSession(PlayedPeer.soon())).isInstanceOf(ConnectionLostException.class);
        assertThatThrownBy(() -> server.globalRequest("x", new byte[0], PlayedPeer.soon()))
                .isInstanceOf(ConnectionLostException.class)
                .hasMessageContaining("closed");
    }

    @Test
    void aWriterWhoseChannelClosesIsWoken() throws Exception {
        var channel = client.openChannel("session", new byte[0], ChannelHandler.NONE, PlayedPeer.soon());
        var writing = PlayedPeer.later(() -> {
            while (true) {
                channel.output().write(new byte[100_000]); // nobody reads the echo: it stops
            }
        });
        var errors = PlayedPeer.later(() -> {
            while (true) {
                channel.errorOutput().write(new byte[100_000]); // dropped by the server, but the window is one
            }
        });
        while (channel.input().available() < (2 << 20)) {
            Thread.onSpinWait();
        }
        channel.close();
        assertThatThrownBy(writing::get).hasCauseInstanceOf(ChannelClosedException.class);
        assertThatThrownBy(errors::get).hasCauseInstanceOf(ChannelClosedException.class);
    }
}
