package io.javamiko.sftp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** The window against a simulated path: a rate, a round trip, a first-in first-out queue. */
class FlightWindowProperties {
    private static final int CHUNK = 255 * 1024;
    private static final long MAX = 16L << 20;

    private record InFlight(long sentAt, long arrivesAt) {}

    /** Transfers {@code total} bytes; gives what share of the path's rate it had. */
    private static double share(FlightWindow window, long total, long bytesPerSecond, long roundTripNanos) {
        var flying = new ArrayDeque<InFlight>();
        long now = 0;
        long free = 0; // when the path has sent all that is queued
        long sent = 0;
        while (sent < total || !flying.isEmpty()) {
            while (sent < total && window.hasRoom()) {
                window.sent(CHUNK);
                sent += CHUNK;
                free = Math.max(free, now) + CHUNK * 1_000_000_000L / bytesPerSecond;
                flying.add(new InFlight(now, free + roundTripNanos));
            }
            var first = flying.poll();
            now = first.arrivesAt;
            window.replied(CHUNK, now - first.sentAt);
            assertThat(window.limit()).isLessThanOrEqualTo(MAX);
        }
        assertThat(window.inFlight()).isZero();
        return sent * 1e9 / now / bytesPerSecond;
    }

    @Property(tries = 200)
    void aPathIsFilledHoweverLongItIs(
            @ForAll @IntRange(min = 0, max = 100) int millis, @ForAll @IntRange(min = 1, max = 100) int megabytes) {
        var window = new FlightWindow(FlightWindow.START, MAX);
        long rate = megabytes * 1_000_000L;
        double share = share(window, rate * 60, rate, millis * 1_000_000L);
        assertThat(share).isGreaterThan(0.85);
    }

    @Example
    void aPathThatIsFullDoesNotGetMore() {
        var window = new FlightWindow(FlightWindow.START, MAX);
        share(window, 1L << 30, 100_000_000, 100_000); // 0.1 ms: 10 KB would do
        assertThat(window.limit()).isLessThan(2 * FlightWindow.START);
    }

    @Example
    void oneRequestMayAlwaysGo() {
        var window = new FlightWindow(1, 1);
        assertThat(window.hasRoom()).isTrue();
        window.sent(CHUNK);
        assertThat(window.hasRoom()).isFalse();
        window.replied(CHUNK, 1);
        assertThat(window.hasRoom()).isTrue();
    }

    @Example
    void noServerGetsHundredsOfSmallRequests() {
        var window = new FlightWindow(MAX, MAX);
        int sent = 0;
        while (window.hasRoom()) {
            window.sent(1);
            sent++;
        }
        assertThat(sent).isEqualTo(FlightWindow.MAX_REQUESTS);
    }
}
