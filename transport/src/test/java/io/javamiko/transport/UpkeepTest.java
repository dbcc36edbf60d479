package io.javamiko.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.javamiko.Deadline;
import io.javamiko.SSHTimeoutException;
import io.javamiko.keys.SSHPublicKey;
import io.javamiko.keys.Signer;
import io.javamiko.transport.io.MemoryLink;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the clock does to a connection. */
class UpkeepTest {
    /** The first key exchange of a JVM loads what it needs: the short timeouts here are for later ones. */
    @BeforeAll
    static void warmUp() throws Exception {
        Connected.inMemory().close();
    }

    @Test
    void keysAreExchangedAnewAfterTheirTime() throws Exception {
        var rekeyed = new LinkedBlockingQueue<Negotiated>();
        var limits = Limits.of(l -> l.rekeyInterval(Duration.ofMillis(30)));
        var listener = new ConnectionListener() {
            @Override
            public void rekeyed(Negotiated negotiated) {
                rekeyed.add(negotiated);
            }
        };
        try (var pair =
                Connected.over(MemoryLink.pair(64 << 10), t -> t.limits(limits).listener(listener), t -> {})) {
            assertThat(rekeyed.poll(20, TimeUnit.SECONDS)).isNotNull();
            assertThat(rekeyed.poll(20, TimeUnit.SECONDS)).isNotNull();
            assertThat(pair.client.isOpen()).isTrue();
        }
    }

    @Test
    void aKeyExchangeThatThePeerNeverEndsEndsTheConnection() throws Exception {
        var limits =
                Limits.of(l -> l.keyExchangeTimeout(Duration.ofMillis(1500)).clientKeepaliveInterval(Duration.ZERO));
        var signer = new Stubborn();
        var links = MemoryLink.pair(64 << 10);
        var accepting = Connected.inBackground(
                () -> Transport.accept(links.server(), TransportOptions.server(List.of(signer), t -> {})));
        var client = Transport.connect(links.client(), Connected.client(t -> t.limits(limits)));
        try (var pair = Connected.authenticated(client, accepting.get(20, TimeUnit.SECONDS))) {
            signer.blocks.set(true);
            var rekeying = Connected.inBackground(() -> org.assertj.core.api.Assertions.catchThrowable(
                    () -> pair.client.rekey(Deadline.after(Connected.PATIENCE))));
            assertThat(pair.client.awaitClosed(Deadline.after(Connected.PATIENCE)))
                    .isTrue();
            assertThat(pair.client.failure().orElseThrow())
                    .isInstanceOf(SSHTimeoutException.class)
                    .hasMessageContaining("key exchange");
            assertThat(rekeying.get(20, TimeUnit.SECONDS))
                    .isInstanceOf(io.javamiko.ConnectionLostException.class)
                    .hasCause(pair.client.failure().orElseThrow());
            signer.released.countDown();
        }
    }

    /** Between the new keys and the call that tells of them the next exchange may begin: it has its timeout as well. */
    @Test
    void anExchangeThatBeginsWhileTheLastOneIsToldOfIsWatchedToo() throws Exception {
        var limits =
                Limits.of(l -> l.keyExchangeTimeout(Duration.ofMillis(1500)).clientKeepaliveInterval(Duration.ZERO));
        var signer = new Stubborn();
        var again = new AtomicReference<Transport>();
        var listener = new ConnectionListener() {
            @Override
            public void rekeyed(Negotiated negotiated) {
                signer.blocks.set(true);
                org.assertj.core.api.Assertions.assertThatThrownBy(
                                () -> again.get().rekey(Deadline.after(Duration.ofMillis(1))))
                        .isInstanceOf(SSHTimeoutException.class);
            }
        };
        var links = MemoryLink.pair(64 << 10);
        var accepting = Connected.inBackground(
                () -> Transport.accept(links.server(), TransportOptions.server(List.of(signer), t -> {})));
        var client = Transport.connect(
                links.client(), Connected.client(t -> t.limits(limits).listener(listener)));
        again.set(client);
        try (var pair = Connected.authenticated(client, accepting.get(20, TimeUnit.SECONDS))) {
            pair.client.rekey(Deadline.after(Connected.PATIENCE));
            assertThat(pair.client.awaitClosed(Deadline.after(Connected.PATIENCE)))
                    .isTrue();
            assertThat(pair.client.failure().orElseThrow()).hasMessageContaining("key exchange");
            signer.released.countDown();
        }
    }

    @Test
    void anErrorOfTheClocksThreadEndsTheConnection() throws Exception {
        var limits = Limits.of(l -> l.clientKeepaliveInterval(Duration.ofMillis(10)));
        var links = MemoryLink.pair(64 << 10);
        var accepting = Connected.inBackground(() -> Transport.accept(links.server(), Connected.server(t -> {})));
        var client = Transport.connect(links.client(), Connected.client(t -> t.limits(limits)));
        var outOfMemory = new OutOfMemoryError("as it were");
        try (var pair = Connected.authenticated(
                client, accepting.get(20, TimeUnit.SECONDS), transport -> new Connected.Recorder(transport) {
                    @Override
                    public void probe() {
                        throw outOfMemory;
                    }
                })) {
            assertThat(pair.client.awaitClosed(Deadline.after(Connected.PATIENCE)))
                    .isTrue();
            assertThat(pair.client.failure()).containsSame(outOfMemory);
        }
    }

    /** An agent, a hardware module: the reader goes on while it takes its time. */
    @Test
    void theReaderDoesNotWaitForASignerThatBlocks() throws Exception {
        var signer = new Stubborn();
        var links = MemoryLink.pair(64 << 10);
        var heard = new LinkedBlockingQueue<String>();
        var listener = new ConnectionListener() {
            @Override
            public void warning(Warning warning) {
                heard.add(warning.text());
            }
        };
        var accepting = Connected.inBackground(() ->
                Transport.accept(links.server(), TransportOptions.server(List.of(signer), t -> t.listener(listener))));
        var client = Transport.connect(links.client(), Connected.client(t -> {}));
        try (var pair = Connected.authenticated(client, accepting.get(20, TimeUnit.SECONDS))) {
            signer.blocks.set(true);
            var rekeying = Connected.inBackground(() -> {
                pair.client.rekey(Deadline.after(Connected.PATIENCE));
                return null;
            });
            signer.entered.await();
            pair.client.outbox().answer(new TransportMessage.Debug(true, "in the key exchange", ""));
            assertThat(heard.poll(20, TimeUnit.SECONDS)).isEqualTo("in the key exchange");
            assertThat(rekeying.isDone()).isFalse();
            signer.released.countDown();
            rekeying.get(20, TimeUnit.SECONDS);
            pair.client.outbox().send(new Connected.Say("after it", false), Deadline.after(Connected.PATIENCE));
            assertThat(pair.serverService.next()).isEqualTo("after it");
        }
    }

    @Test
    void aUserWaitsAtTheGateUnderHisOwnDeadlineAndReadsGoOn() throws Exception {
        var signer = new Stubborn();
        var links = MemoryLink.pair(64 << 10);
        var accepting = Connected.inBackground(
                () -> Transport.accept(links.server(), TransportOptions.server(List.of(signer), t -> {})));
        var client = Transport.connect(links.client(), Connected.client(t -> {}));
        try (var pair = Connected.authenticated(client, accepting.get(20, TimeUnit.SECONDS))) {
            signer.blocks.set(true);
            var rekeying = Connected.inBackground(() -> {
                pair.client.rekey(Deadline.after(Connected.PATIENCE));
                return null;
            });
            signer.entered.await();
            org.assertj.core.api.Assertions.assertThatThrownBy(() -> pair.client
                            .outbox()
                            .send(new Connected.Say("too late", false), Deadline.after(Duration.ofMillis(50))))
                    .isInstanceOf(SSHTimeoutException.class)
                    .hasMessageContaining("the key exchange did not end");
            pair.client.outbox().answer(new Connected.Say("held back", false)); // as the reader's answers are
            signer.released.countDown();
            rekeying.get(20, TimeUnit.SECONDS);
            pair.client.outbox().send(new Connected.Say("sent later", false), Deadline.after(Connected.PATIENCE));
            assertThat(pair.serverService.next()).isEqualTo("held back");
            assertThat(pair.serverService.next()).isEqualTo("sent later");
        }
    }

    /** Signs at once, until it is told to block. */
    private static final class Stubborn implements Signer {
        final AtomicBoolean blocks = new AtomicBoolean();
        final CountDownLatch entered = new CountDownLatch(1);
        final CountDownLatch released = new CountDownLatch(1);

        @Override
        public SSHPublicKey publicKey() {
            return Pair.Keys.ED25519.publicKey();
        }

        @Override
        public List<String> signatureAlgorithms() {
            return Pair.Keys.ED25519.signatureAlgorithms();
        }

        @Override
        public byte[] sign(String algorithm, byte[] data) throws IOException {
            if (blocks.get()) {
                entered.countDown();
                try {
                    released.await();
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
            }
            return Pair.Keys.ED25519.sign(algorithm, data);
        }
    }
}
