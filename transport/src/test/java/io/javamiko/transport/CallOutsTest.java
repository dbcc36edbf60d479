package io.javamiko.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.javamiko.Deadline;
import io.javamiko.transport.Connected.Recorder;
import io.javamiko.transport.Connected.Say;
import io.javamiko.transport.io.MemoryLink;
import io.javamiko.transport.io.ThreadTicker;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

/** Nothing is called out with a lock held: whoever is called can let another thread send. */
class CallOutsTest {
    private final Set<String> called = ConcurrentHashMap.newKeySet();
    private final Set<String> locked = ConcurrentHashMap.newKeySet();
    private volatile Transport client;

    @Test
    void theSendLockIsFreeInEveryCall() throws Exception {
        var links = MemoryLink.pair(8 << 10);
        var limits = Limits.of(l -> l.rekeyBytes(1 << 16)
                .clientKeepaliveInterval(Duration.ofMillis(20))
                .keepaliveMisses(100)
                .rekeyInterval(Duration.ofMillis(100)));
        var ticker = new ThreadTicker("test ticker");
        Ticker checkingTicker = (nanoTime, task) -> {
            check("ticker");
            return ticker.at(nanoTime, task);
        };
        var accepting = Connected.inBackground(() -> Transport.accept(links.server(), Connected.server(t -> {})));
        client = Transport.connect(
                new CheckingLink(links.client()),
                Connected.client(t -> t.listener(new CheckingListener())
                        .tap((direction, sequence, payload, elapsed) -> check("tap"))
                        .limits(limits)
                        .ticker(checkingTicker)));
        var pair = Connected.authenticated(client, accepting.get(20, TimeUnit.SECONDS), CheckingService::new);
        for (int i = 0; i < 200; i++) {
            client.outbox().send(new Say("x".repeat(1000), true), Deadline.after(Connected.PATIENCE));
            pair.server.outbox().send(new Say("y", true), Deadline.after(Connected.PATIENCE));
        }
        client.outbox().send(new TransportMessage.Debug(false, "", ""), Deadline.after(Connected.PATIENCE));
        pair.server.outbox().send(new TransportMessage.Debug(true, "hi", ""), Deadline.after(Connected.PATIENCE));
        Connected.await(() -> called.containsAll(Set.of("rekeyed", "warning", "probe", "message")));
        pair.close();
        Connected.await(() -> called.contains("closed"));
        assertThat(called)
                .contains(
                        "read",
                        "write",
                        "close",
                        "ticker",
                        "probe",
                        "message",
                        "service closed",
                        "rekeyed",
                        "warning",
                        "tap");
        assertThat(locked).isEmpty();
    }

    /** Another thread takes the lock while the call lasts. */
    private void check(String call) {
        called.add(call);
        var transport = client;
        if (transport == null) {
            return; // the handshake, when nobody else knows the connection
        }
        var other = Connected.inBackground(() -> {
            transport.outbox().update(() -> {});
            return null;
        });
        try {
            other.get(5, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            locked.add(call);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private final class CheckingService extends Recorder {
        CheckingService(Transport transport) {
            super(transport);
        }

        @Override
        public void message(Payload payload) throws IOException {
            check("message");
            super.message(payload);
        }

        @Override
        public void closed(Throwable firstCause) {
            check("service closed");
            super.closed(firstCause);
        }

        @Override
        public void probe() throws IOException {
            check("probe");
            super.probe();
        }
    }

    private final class CheckingListener implements ConnectionListener {
        @Override
        public void negotiated(Negotiated negotiated) {
            check("negotiated");
        }

        @Override
        public void rekeyed(Negotiated negotiated) {
            check("rekeyed");
        }

        @Override
        public void warning(Warning warning) {
            check("warning");
        }

        @Override
        public void closed(Throwable cause) {
            check("closed");
        }
    }

    private final class CheckingLink implements ByteLink {
        private final ByteLink link;

        CheckingLink(ByteLink link) {
            this.link = link;
        }

        @Override
        public int read(byte[] bytes, int offset, int length, Deadline deadline) throws IOException {
            check("read");
            return link.read(bytes, offset, length, deadline);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            check("write");
            link.write(bytes, offset, length);
        }

        @Override
        public void close() {
            check("close");
            link.close();
        }

        @Override
        public String toString() {
            return link.toString();
        }
    }
}
