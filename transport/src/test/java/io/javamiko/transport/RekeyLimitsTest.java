package io.javamiko.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RekeyLimitsTest {
    @Test
    void bytesAreCountedPerKey() {
        var limits = limits(Limits.of(l -> l.rekeyBytes(100_000)), 16);
        assertThat(limits.packet(99_999)).isFalse();
        assertThat(limits.packet(1)).isTrue();
        limits.newKeys(16, at(0));
        assertThat(limits.packet(99_999)).isFalse();
    }

    @Test
    void packetsAreCountedPerKey() {
        var limits = limits(Limits.of(l -> l.rekeyPackets(16)), 16);
        for (int i = 1; i < 16; i++) {
            assertThat(limits.packet(1)).isFalse();
        }
        assertThat(limits.packet(1)).isTrue();
    }

    @Test
    void smallBlocksServeForOneGigabyteAtMost() {
        var large = limits(Limits.DEFAULT, 16);
        var small = limits(Limits.DEFAULT, 8);
        for (int i = 0; i < 1023; i++) {
            large.packet(1 << 20);
            assertThat(small.packet(1 << 20)).isFalse();
        }
        assertThat(large.packet(1 << 20)).isFalse();
        assertThat(small.packet(1 << 20)).isTrue();
        var less = limits(Limits.of(l -> l.rekeyBytes(1 << 20)), 8);
        assertThat(less.packet(1 << 20)).isTrue();
    }

    @Test
    void timeIsCountedFromTheNewKeys() {
        var limits = limits(Limits.of(l -> l.rekeyInterval(Duration.ofMillis(5))), 16);
        assertThat(limits.isDue(at(0))).isFalse();
        assertThat(limits.isDue(at(4_999_999))).isFalse();
        assertThat(limits.isDue(at(5_000_000))).isTrue();
        assertThat(limits.nextDue()).isEqualTo(at(5_000_000));
    }

    @Test
    void theHardLimitIsTwoToTheThirtyFirst() {
        assertThat(Limits.PACKETS_UNDER_ONE_KEY).isEqualTo(2_147_483_648L); // RFC 4344 §3.1
        assertThat(limits(Limits.DEFAULT, 16).isExhausted()).isFalse();
    }

    private static RekeyLimits limits(Limits limits, int blockLength) {
        var made = new RekeyLimits(limits);
        made.newKeys(blockLength, at(0));
        return made;
    }

    /** That many nanoseconds after the start, by a clock that overflows meanwhile. */
    private static long at(long nanos) {
        return Long.MAX_VALUE - 5 + nanos;
    }
}
