package io.javamiko.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.javamiko.ConnectionLostException;
import io.javamiko.Deadline;
import io.javamiko.SSHException;
import io.javamiko.SSHTimeoutException;
import io.javamiko.transport.Connected.Say;
import io.javamiko.transport.io.MemoryLink;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How connections end, and that nothing is left of them. */
class EndingTest {
    @Test
    void closeIsBoundedWhereThePeerReadsNothing() throws Exception {
        var links = MemoryLink.pair(8 << 10);
        var limits = Limits.of(l -> l.closeTimeout(Duration.ofMillis(300)));
        var deaf = new DeafLink(links.server());
        var pair = Connected.over(links.client(), deaf, t -> t.limits(limits), t -> t.limits(limits));
        deaf.deaf = true;
        try {
            for (; ; ) {
                pair.client.outbox().send(new Say("x".repeat(1000), false), Deadline.after(Duration.ofMillis(300)));
            }
        } catch (SSHTimeoutException e) {
            // nothing more goes
        }
        long start = System.nanoTime();
        pair.client.close();
        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .isBetween(Duration.ofMillis(250), Duration.ofSeconds(2));
        pair.server.abort();
    }

    /** A link whose reader stops reading when it is told to. */
    private static final class DeafLink implements ByteLink {
        private final ByteLink link;
        private final java.util.concurrent.CountDownLatch closed = new java.util.concurrent.CountDownLatch(1);
        volatile boolean deaf;

        DeafLink(ByteLink link) {
            this.link = link;
        }

        @Override
        public int read(byte[] bytes, int offset, int length, Deadline deadline) throws IOException {
            int count = link.read(bytes, offset, length, deadline);
            if (deaf) {
                try {
                    closed.await();
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
            }
            return count;
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            link.write(bytes, offset, length);
        }

        @Override
        public void close() {
            closed.countDown();
            link.close();
        }

        @Override
        public String toString() {
            return link.toString();
        }
    }

    @Test
    void everyCallThatWaitsAndEveryLaterOneHasTheFirstCause() throws Exception {
        var pair = Connected.inMemory();
        pair.serverService.delegate = payload -> {
            throw new SSHException("the service can't go on");
        };
        var flow = new Closed();
        var sending = Connected.inBackground(
                () -> catchThrowable(() -> pair.server.outbox().send(flow, new byte[1], 0, 1, Deadline.none())));
        pair.client.outbox().send(new Say("trigger", false), Deadline.after(Connected.PATIENCE));
        assertThat(pair.server.awaitClosed(Deadline.after(Connected.PATIENCE))).isTrue();
        var first = pair.server.failure().orElseThrow();
        assertThat(first).hasMessage("the service can't go on");
        var pending = sending.get(20, TimeUnit.SECONDS);
        var later = catchThrowable(() -> pair.server.outbox().send(new Say("late", false), Deadline.none()));
        var rekeying = catchThrowable(() -> pair.server.rekey(Deadline.none()));
        assertThat(List.of(pending, later, rekeying))
                .doesNotHaveDuplicates()
                .allSatisfy(e -> assertThat(e)
                        .isInstanceOf(ConnectionLostException.class)
                        .hasCause(first));
        assertThat(pair.serverService.cause).isSameAs(first);
        assertThat(pair.client.awaitClosed(Deadline.after(Connected.PATIENCE))).isTrue();
        assertThat(pair.client.failure().orElseThrow())
                .isInstanceOfSatisfying(
                        PeerDisconnectedException.class, // which says nothing of our affairs
                        e -> assertThat(e.text()).doesNotContain("service can't"));
    }

    /** A flow without window. */
    private static final class Closed implements Flow {
        @Override
        public int grant(int wanted) {
            return 0;
        }

        @Override
        public int header(byte[] packet, int at, int granted) {
            return at;
        }

        @Override
        public void adjust(long bytes) {}
    }

    @Test
    void closedIsToldOnceAndLast() throws Exception {
        var told = new LinkedBlockingQueue<String>();
        var listener = new ConnectionListener() {
            @Override
            public void negotiated(Negotiated negotiated) {
                told.add("negotiated");
            }

            @Override
            public void closed(Throwable cause) {
                told.add("closed " + cause);
            }
        };
        var pair = Connected.over(MemoryLink.pair(64 << 10), t -> t.listener(listener), t -> {});
        pair.client.close();
        pair.client.close();
        pair.client.abort();
        pair.server.close();
        assertThat(told).containsExactly("negotiated", "closed null");
    }

    @Test
    void aServiceThatClosesItsOwnConnectionDoesNotWaitForItself() throws Exception {
        var pair = Connected.inMemory();
        pair.serverService.delegate = payload -> pair.server.close();
        pair.client.outbox().send(new Say("go", false), Deadline.after(Connected.PATIENCE));
        assertThat(pair.server.awaitClosed(Deadline.after(Connected.PATIENCE))).isTrue();
        assertThat(pair.client.awaitClosed(Deadline.after(Connected.PATIENCE))).isTrue();
    }

    @Test
    void theEndOfTheStreamIsAFailureThatSaysSo() throws Exception {
        var links = MemoryLink.pair(64 << 10);
        var pair = Connected.over(links, t -> {}, t -> {});
        links.server().close();
        assertThat(pair.client.awaitClosed(Deadline.after(Connected.PATIENCE))).isTrue();
        assertThat(pair.client.failure().orElseThrow())
                .hasMessageContaining("memory server closed the connection and did not say why");
        pair.server.abort();
    }

    @Test
    void aListenerAndAServiceThatFailHarmNothingOfTheEnd() throws Exception {
        var listener = new ConnectionListener() {
            @Override
            public void closed(Throwable cause) {
                throw new IllegalStateException("listener");
            }
        };
        var links = MemoryLink.pair(64 << 10);
        var pair = Connected.over(links, t -> t.listener(listener), t -> {});
        pair.client.close();
        assertThatThrownBy(() -> links.client().read(new byte[1], 0, 1, Deadline.none()))
                .hasMessage("the link is closed");
        pair.server.close();
    }

    /** Readers, writers and tickers end with their connections: failed, aborted, closed. */
    @Test
    @Timeout(100)
    void noThreadIsLeft() throws Exception {
        for (int i = 0; i < 30; i++) {
            var pair = Connected.inMemory();
            pair.client.outbox().send(new Say("hello", false), Deadline.after(Connected.PATIENCE));
            if (i % 3 == 0) {
                pair.close();
            } else if (i % 3 == 1) {
                pair.client.abort();
            } else {
                pair.server.disconnect(DisconnectReason.BY_APPLICATION, "bye");
            }
        }
        for (int i = 0; i < 30; i++) {
            var links = MemoryLink.pair(64 << 10);
            links.server().close();
            assertThatThrownBy(() -> Transport.connect(links.client(), Connected.client(t -> {})))
                    .isInstanceOf(IdentificationException.class);
        }
        Connected.await(() -> Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().startsWith("javamiko ")
                        && thread.getName().contains("memory")));
    }
}
