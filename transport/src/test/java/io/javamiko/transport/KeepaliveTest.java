package io.javamiko.transport;

import static io.javamiko.transport.Keepalive.Action.GIVE_UP;
import static io.javamiko.transport.Keepalive.Action.NONE;
import static io.javamiko.transport.Keepalive.Action.PROBE;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class KeepaliveTest {
    private final Keepalive keepalive = new Keepalive(Duration.ofNanos(10), 3, at(0));

    @Test
    void asksAfterEachIntervalOfSilenceAndGivesUpAfterTheLast() {
        assertThat(keepalive.check(at(9))).isEqualTo(NONE);
        assertThat(keepalive.check(at(10))).isEqualTo(PROBE);
        assertThat(keepalive.check(at(11))).isEqualTo(NONE);
        assertThat(keepalive.check(at(20))).isEqualTo(PROBE);
        assertThat(keepalive.check(at(30))).isEqualTo(PROBE);
        assertThat(keepalive.nextDue()).hasValue(at(40));
        assertThat(keepalive.check(at(39))).isEqualTo(NONE);
        assertThat(keepalive.check(at(40))).isEqualTo(GIVE_UP);
    }

    @Test
    void anySignOfLifeBeginsAnew() {
        keepalive.check(at(10));
        keepalive.check(at(20));
        keepalive.check(at(30));
        keepalive.heard(at(35));
        assertThat(keepalive.check(at(44))).isEqualTo(NONE);
        assertThat(keepalive.check(at(45))).isEqualTo(PROBE);
        assertThat(keepalive.check(at(55))).isEqualTo(PROBE);
    }

    @Test
    void aLateTimerAsksOnceAndNotForEachMissedInterval() {
        assertThat(keepalive.check(at(1000))).isEqualTo(PROBE);
        assertThat(keepalive.check(at(1001))).isEqualTo(NONE);
    }

    @Test
    void anIntervalOfZeroNeverAsks() {
        var off = new Keepalive(Duration.ZERO, 3, at(0));
        assertThat(off.nextDue()).isEmpty();
        assertThat(off.check(at(1_000_000_000))).isEqualTo(NONE);
    }

    /** That many nanoseconds after the start, by a clock that overflows meanwhile. */
    private static long at(long nanos) {
        return Long.MAX_VALUE - 7 + nanos;
    }
}
