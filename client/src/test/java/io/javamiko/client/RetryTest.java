package io.javamiko.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class RetryTest {
    @Test
    void pausesDoubleUpToTheLongest() {
        var retry = new Retry(9, Duration.ofMillis(100), Duration.ofMillis(700));
        assertThat(retry.pause(1, 1)).isEqualTo(Duration.ofMillis(100));
        assertThat(retry.pause(2, 1)).isEqualTo(Duration.ofMillis(200));
        assertThat(retry.pause(3, 0)).isEqualTo(Duration.ofMillis(200));
        assertThat(retry.pause(8, 1)).isEqualTo(Duration.ofMillis(700));
    }

    @Property
    void noPauseIsLongerThanTheLongestOrShorterThanHalf(
            @ForAll @IntRange(min = 1, max = 10_000) int failed, @ForAll @DoubleRange(max = 1) double chance) {
        var pause = Retry.times(5).pause(failed, chance);
        assertThat(pause).isBetween(Duration.ofMillis(250), Duration.ofSeconds(10));
    }

    @Test
    void sillyValuesAreRefused() {
        assertThatThrownBy(() -> Retry.times(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Retry(2, Duration.ofSeconds(2), Duration.ofSeconds(1)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
