package io.javamiko.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.javamiko.Deadline;
import io.javamiko.transport.Connected.Say;
import io.javamiko.transport.io.MemoryLink;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class PacketTapTest {
    /** Keeps what it is told, in words; fails the test if two calls overlap. */
    private static class Told implements PacketTap {
        final List<String> sent = new ArrayList<>(); // guarded by turn, like all below
        final List<String> received = new ArrayList<>();
        final List<String> events = new ArrayList<>();
        final List<byte[]> arrays = new ArrayList<>();
        final CountDownLatch ended = new CountDownLatch(1);
        final AtomicReference<String> wrong = new AtomicReference<>();
        final ReentrantLock turn = new ReentrantLock();
        Duration latest = Duration.ZERO;

        @Override
        public void begun(Role us, String peer) {
            tell(null, "begun " + us + " " + peer, Duration.ZERO);
        }

        @Override
        public void identified(Direction direction, Identification identification, Duration elapsed) {
            tell(direction, identification.toString(), elapsed);
        }

        @Override
        public void packet(Direction direction, long sequence, byte[] payload, Duration elapsed) {
            arrays.add(payload);
            tell(direction, sequence + " " + Arrays.toString(payload), elapsed);
        }

        @Override
        public void closed(Throwable cause, Duration elapsed) {
            tell(null, "closed " + cause, elapsed);
            ended.countDown();
        }

        void tell(Direction direction, String what, Duration elapsed) {
            if (!turn.tryLock()) {
                wrong.set("two calls at once");
                return;
            }
            try {
                if (elapsed.compareTo(latest) < 0) {
                    wrong.set("time ran backwards");
                }
                latest = elapsed;
                (direction == null ? events : direction == Direction.SENT ? sent : received).add(what);
            } finally {
                turn.unlock();
            }
        }

        List<String> copy(List<String> list) {
            turn.lock();
            try {
                return List.copyOf(list);
            } finally {
                turn.unlock();
            }
        }
    }

    private static Connected connected(PacketTap client, PacketTap server) throws Exception {
        return Connected.over(MemoryLink.pair(64 << 10), t -> t.tap(client), t -> t.tap(server));
    }

    @Test
    void eachSideIsToldWhatTheOtherSideIsToldTheOtherWayRound() throws Exception {
        var client = new Told();
        var server = new Told();
        try (var pair = connected(client, server)) {
            var soon = Deadline.after(Connected.PATIENCE);
            var others = new ArrayList<java.util.concurrent.FutureTask<Void>>();
            for (int thread = 0; thread < 3; thread++) {
                others.add(Connected.inBackground(() -> {
                    for (int i = 0; i < 100; i++) {
                        pair.client.outbox().send(new Say("up " + i, i % 10 == 0), soon);
                        pair.server.outbox().send(new Say("down " + i, i % 10 == 0), soon);
                    }
                    return null;
                }));
            }
            pair.client.rekey(soon);
            for (var other : others) {
                other.get(20, TimeUnit.SECONDS);
            }
            pair.client.close();
            assertThat(client.ended.await(20, TimeUnit.SECONDS)).isTrue();
            assertThat(server.ended.await(20, TimeUnit.SECONDS)).isTrue();
        }
        var clientSent = client.copy(client.sent);
        assertThat(server.copy(server.received)).isEqualTo(clientSent);
        var serverSent = server.copy(server.sent);
        var came = client.copy(client.received); // what the server sent last may have come too late
        assertThat(serverSent).startsWith(came.toArray(String[]::new));
        assertThat(clientSent).first().asString().startsWith("SSH-2.0-Javamiko");
        assertThat(clientSent.get(1)).startsWith("0 [20, ");
        assertThat(clientSent.stream().filter(sent -> sent.endsWith(" [21]"))).hasSize(2);
        assertThat(clientSent).last().asString().contains(" [1, 0, 0, 0, 11,");
        assertThat(client.events).containsExactly("begun CLIENT memory server", "closed null");
        assertThat(server.events.get(0)).isEqualTo("begun SERVER memory client");
        assertThat(server.events.get(1)).contains("PeerDisconnectedException");
        assertThat(client.wrong).hasNullValue();
        assertThat(server.wrong).hasNullValue();
    }

    @Test
    void whatWasToldIsOverwrittenForItMayHaveBeenAPassword() throws Exception {
        var client = new Told();
        try (var pair = connected(client, new Told())) {
            pair.client.outbox().send(new Say("hunter2", false), Deadline.after(Connected.PATIENCE));
            pair.serverService.next();
        }
        assertThat(client.ended.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(client.arrays)
                .hasSizeGreaterThan(8)
                .allSatisfy(array -> assertThat(array).containsOnly(0));
    }

    @Test
    void aTapThatFailsHarmsNobody() throws Exception {
        PacketTap failing = (direction, sequence, payload, elapsed) -> {
            throw new IllegalStateException("tap");
        };
        try (var pair = connected(failing, failing)) {
            pair.client.outbox().send(new Say("still here", true), Deadline.after(Connected.PATIENCE));
            assertThat(pair.serverService.next()).isEqualTo("still here");
        }
    }

    @Test
    void aTapMaySendItself() throws Exception {
        var transport = new AtomicReference<Transport>();
        var told = new Told() {
            @Override
            public void packet(Direction direction, long sequence, byte[] payload, Duration elapsed) {
                super.packet(direction, sequence, payload, elapsed);
                var client = transport.getAndSet(null); // once
                if (client != null) {
                    try {
                        client.outbox().answer(new Say("said the tap", false));
                    } catch (java.io.IOException e) {
                        throw new IllegalStateException(e);
                    }
                }
            }
        };
        try (var pair = connected(told, new Told())) {
            transport.set(pair.client);
            pair.client.outbox().send(new Say("said the user", false), Deadline.after(Connected.PATIENCE));
            assertThat(pair.serverService.next()).isEqualTo("said the user");
            assertThat(pair.serverService.next()).isEqualTo("said the tap");
        }
        var last = told.copy(told.sent).stream()
                .filter(text -> text.contains(" [80, "))
                .collect(Collectors.toList());
        assertThat(last).hasSize(2);
    }

    @Test
    void aSlowTapSlowsTheConnectionAndNothingIsLost() throws Exception {
        var told = new Told() {
            @Override
            public void packet(Direction direction, long sequence, byte[] payload, Duration elapsed) {
                for (int i = 0; i < 2_000; i++) {
                    Thread.onSpinWait();
                }
                super.packet(direction, sequence, payload, elapsed);
            }
        };
        try (var pair = connected(told, new Told())) {
            var text = "x".repeat(30_000);
            for (int i = 0; i < 200; i++) { // 6 MB, which no queue keeps
                pair.client.outbox().send(new Say(text, false), Deadline.after(Connected.PATIENCE));
            }
            for (int i = 0; i < 200; i++) {
                assertThat(pair.serverService.next()).hasSize(30_000);
            }
        }
        assertThat(told.copy(told.sent).stream().filter(text -> text.contains(" [80, ")))
                .hasSize(200);
    }

    @Test
    void aHandshakeThatFailsIsToldUpToItsEnd() throws Exception {
        var told = new Told();
        var links = MemoryLink.pair(64 << 10);
        links.server().write("SSH-1.5-old\r\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII), 0, 13);
        assertThatThrownBy(() -> Transport.connect(links.client(), Connected.client(t -> t.tap(told))))
                .isInstanceOf(IdentificationException.class);
        assertThat(told.ended.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(told.sent).hasSize(1);
        assertThat(told.events).hasSize(2);
        assertThat(told.events.get(1)).contains("IdentificationException");
    }
}
