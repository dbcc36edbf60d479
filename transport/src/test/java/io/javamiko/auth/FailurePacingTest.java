package io.javamiko.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class FailurePacingTest {
    private static final FailurePacing PACING = FailurePacing.minimumTime(new SecureRandom());

    @Property
    void theWholeTimeIsTheUsersOwnOrAPowerOfTwoOfIt(
            @ForAll String user, @ForAll @LongRange(max = 10_000_000_000L) long taken) {
        long least = PACING.delay(user, 1, Duration.ZERO).toNanos();
        assertThat(least).isBetween(5_000_000L, 10_000_000L);
        long whole = taken + PACING.delay(user, 1, Duration.ofNanos(taken)).toNanos();
        assertThat(whole).isGreaterThanOrEqualTo(taken);
        assertThat(whole % least).isZero();
        assertThat(Long.bitCount(whole / least)).isEqualTo(1);
    }

    @Test
    void theRefusalOfAServerTakesThatLong() throws Exception {
        var both = BothRoles.serverWith(
                new Users(), o -> o.pacing((user, failures, taken) -> Duration.ofMillis(50L * failures)));
        var client = both.client("me");
        client.none(); // free, and not delayed
        long began = System.nanoTime();
        client.password("wrong".toCharArray(), PasswordMethod.PasswordChanger.NONE);
        assertThat(System.nanoTime() - began).isGreaterThan(49_000_000L);
    }
}
