package io.javamiko.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.javamiko.ConnectionLostException;
import io.javamiko.Deadline;
import io.javamiko.transport.Connected.Say;
import io.javamiko.transport.TransportMessage.Debug;
import io.javamiko.transport.TransportMessage.Ping;
import io.javamiko.transport.io.MemoryLink;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A connection from its first byte to its end, both ends ours. */
class TransportTest {
    private static final Deadline SOON = Deadline.after(Connected.PATIENCE);

    @Test
    void messagesGoBothWays() throws Exception {
        try (var pair = Connected.inMemory()) {
            pair.client.outbox().send(new Say("from the client", false), SOON);
            pair.server.outbox().send(new Say("from the server", false), SOON);
            assertThat(pair.serverService.next()).isEqualTo("from the client");
            assertThat(pair.clientService.next()).isEqualTo("from the server");
            assertThat(pair.client.sessionId()).isEqualTo(pair.server.sessionId());
            assertThat(pair.client.negotiated().strictKex()).isTrue();
            assertThat(pair.client.hostKey().orElseThrow().key()).isEqualTo(Pair.Keys.ED25519.publicKey());
            assertThat(pair.client.extensions().serverSignatureAlgorithms().orElseThrow())
                    .contains("ssh-ed25519");
        }
    }

    @Test
    void closeTellsThePeerAndEveryCallOfOneself() throws Exception {
        var pair = Connected.inMemory();
        pair.client.close();
        assertThat(pair.server.awaitClosed(SOON)).isTrue();
        assertThat(pair.server.failure().orElseThrow())
                .isInstanceOfSatisfying(
                        PeerDisconnectedException.class,
                        e -> assertThat(e.reasonCode()).isEqualTo(DisconnectReason.BY_APPLICATION));
        assertThat(pair.client.failure()).isEmpty();
        assertThatThrownBy(() -> pair.client.outbox().send(new Say("late", false), SOON))
                .isInstanceOf(ConnectionLostException.class)
                .hasMessage("the connection was closed here");
        assertThatThrownBy(() -> pair.server.outbox().send(new Say("late", false), SOON))
                .isInstanceOf(ConnectionLostException.class)
                .hasCause(pair.server.failure().orElseThrow());
        assertThat(pair.serverService.closed.await(1, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void whatWasAcceptedIsSentBeforeAnOrderlyEnd() throws Exception {
        var pair = Connected.over(MemoryLink.pair(1 << 10), t -> {}, t -> {});
        var reads = new CountDownLatch(1);
        var recorder = pair.serverService;
        recorder.delegate = payload -> {
            try {
                reads.await(); // the reader stands still, and most of it waits in the send buffer
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            recorder.delegate = null;
            recorder.message(payload);
        };
        for (int i = 0; i < 1000; i++) {
            pair.client.outbox().send(new Say("message " + i, false), SOON);
        }
        var closing = Connected.inBackground(() -> {
            pair.client.close();
            return null;
        });
        Connected.await(() -> !pair.client.isOpen());
        assertThat(pair.client.awaitClosed(Deadline.after(Duration.ofMillis(100))))
                .isFalse();
        reads.countDown();
        for (int i = 0; i < 1000; i++) {
            assertThat(recorder.next()).isEqualTo("message " + i);
        }
        closing.get(20, TimeUnit.SECONDS);
        pair.server.close();
    }

    @Test
    void keysAreExchangedAnewOnRequestOfEitherSideAndOfBothAtOnce() throws Exception {
        var rekeyed = new LinkedBlockingQueue<Negotiated>();
        var listener = new ConnectionListener() {
            @Override
            public void rekeyed(Negotiated negotiated) {
                rekeyed.add(negotiated);
            }
        };
        try (var pair = Connected.over(MemoryLink.pair(64 << 10), t -> t.listener(listener), t -> {})) {
            pair.client.rekey(SOON);
            pair.server.rekey(SOON);
            var other = Connected.inBackground(() -> {
                pair.server.rekey(SOON);
                return null;
            });
            pair.client.rekey(SOON);
            other.get(20, TimeUnit.SECONDS);
            assertThat(rekeyed).hasSizeGreaterThanOrEqualTo(2); // one may serve two who ask
            messagesStillGo(pair);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"zlib@openssh.com", "zlib"})
    void compressionIsThereBehindAuthenticationAndNewWithNewKeys(String compression) throws Exception {
        var zlib = Algorithms.modern().withCompressions(List.of(compression));
        try (var pair = Connected.over(MemoryLink.pair(64 << 10), t -> t.algorithms(zlib), t -> t.algorithms(zlib))) {
            messagesStillGo(pair);
            pair.client.rekey(SOON);
            messagesStillGo(pair);
        }
    }

    @Test
    void pingIsAnswered() throws Exception {
        try (var pair = Connected.inMemory()) {
            pair.client.outbox().send(new Ping(new byte[] {1, 2}), SOON);
            pair.client.outbox().send(new Say("behind it", false), SOON);
            assertThat(pair.serverService.next()).isEqualTo("behind it");
            messagesStillGo(pair);
        }
    }

    @Test
    void debugThatWantsToBeShownIsAWarning() throws Exception {
        var warnings = new LinkedBlockingQueue<Warning>();
        var listener = new ConnectionListener() {
            @Override
            public void warning(Warning warning) {
                warnings.add(warning);
                throw new IllegalStateException("a listener that fails harms nobody");
            }
        };
        try (var pair = Connected.over(MemoryLink.pair(64 << 10), t -> {}, t -> t.listener(listener))) {
            pair.client.outbox().send(new Debug(true, "hear \u001b[31mthis", ""), SOON);
            messagesStillGo(pair);
            assertThat(warnings).containsExactly(new Warning(Warning.Kind.PEER_MESSAGE, "hear \\x1b[31mthis"));
        }
    }

    @Test
    void silenceIsAskedAboutAndEndsTheConnection() throws Exception {
        var limits =
                Limits.of(l -> l.clientKeepaliveInterval(Duration.ofMillis(50)).keepaliveMisses(2));
        try (var pair = Connected.over(MemoryLink.pair(64 << 10), t -> t.limits(limits), t -> {})) {
            assertThat(pair.serverService.next()).isEqualTo("keepalive@openssh.com");
            assertThat(pair.serverService.next()).isEqualTo("keepalive@openssh.com");
            assertThat(pair.serverService.next()).isEqualTo("keepalive@openssh.com");
            assertThat(pair.client.isOpen()).isTrue(); // since they are answered
            pair.serverService.answers = false;
            assertThat(pair.client.awaitClosed(SOON)).isTrue();
            assertThat(pair.client.failure().orElseThrow()).hasMessageContaining("no sign of life");
        }
    }

    private static void messagesStillGo(Connected pair) throws Exception {
        pair.client.outbox().send(new Say("up", false), SOON);
        pair.server.outbox().send(new Say("down", false), SOON);
        assertThat(pair.serverService.next()).isEqualTo("up");
        assertThat(pair.clientService.next()).isEqualTo("down");
    }
}
