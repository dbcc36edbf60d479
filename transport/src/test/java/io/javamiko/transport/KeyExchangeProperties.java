package io.javamiko.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;

/** Any order in which two honest sides may act and packets may travel. */
class KeyExchangeProperties {
    /** What may happen next. */
    enum Event {
        CLIENT_STARTS,
        SERVER_STARTS,
        CLIENT_RECEIVES,
        SERVER_RECEIVES,
        CLIENT_SENDS_DATA,
        SERVER_SENDS_DATA,
        SERVER_SIGNS
    }

    @Property(tries = 300)
    void noOrderOfEventsBreaksAConnection(
            @ForAll @Size(max = 60) List<Event> events, @ForAll boolean strict, @ForAll boolean guess)
            throws IOException {
        var curve = Algorithms.modern().withKex(List.of("curve25519-sha256", "ecdh-sha2-nistp256"));
        var other = guess ? curve : curve.withKex(List.of("ecdh-sha2-nistp256", "curve25519-sha256"));
        var pair = Pair.of(
                curve,
                other,
                KexSetup::guessing,
                setup -> strict ? setup : setup.withoutStrictKex(),
                Pair.Keys.ED25519);
        pair.server.signsLater = true;
        int data = 0;
        byte[] sessionId = null;
        for (var event : events) {
            data += happens(pair, event) ? 1 : 0;
            sessionId = sessionId == null ? pair.server.kex.sessionId().orElse(null) : sessionId;
        }
        finish(pair);
        if (pair.client.established.isEmpty()) {
            pair.client.kex.start();
            finish(pair);
        }
        pair.assertWorks();
        if (sessionId != null) {
            assertThat(pair.client.kex.sessionId()).contains(sessionId);
        }
        assertThat(count(pair.client) + count(pair.server)).isEqualTo(data + 2); // two by assertWorks
    }

    private static boolean happens(Pair pair, Event event) throws IOException {
        switch (event) {
            case CLIENT_STARTS -> pair.client.kex.start();
            case SERVER_STARTS -> pair.server.kex.start();
            case CLIENT_RECEIVES -> pair.client.receive();
            case SERVER_RECEIVES -> pair.server.receive();
            case SERVER_SIGNS -> sign(pair);
            case CLIENT_SENDS_DATA -> {
                return data(pair.client);
            }
            case SERVER_SENDS_DATA -> {
                return data(pair.server);
            }
        }
        return false;
    }

    private static boolean data(Pair.End end) {
        boolean may = !end.established.isEmpty() && end.sending.maySend(MessageNumbers.DEBUG);
        if (may) {
            end.send(new TransportMessage.Debug(false, "data", ""));
        }
        return may;
    }

    private static void sign(Pair pair) throws IOException {
        while (!pair.server.signatures.isEmpty()) {
            var request = pair.server.signatures.remove(0);
            request.complete(request.sign());
        }
    }

    private static void finish(Pair pair) throws IOException {
        do {
            sign(pair);
            pair.deliver();
        } while (!pair.server.signatures.isEmpty());
    }

    private static long count(Pair.End end) {
        return end.received.stream().filter(n -> n == MessageNumbers.DEBUG).count();
    }
}
