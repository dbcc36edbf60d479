package io.javamiko.client;

import java.time.Duration;

/**
 * How often to connect again where the server dropped the connection before it identified itself, with a pause that
 * doubles each time, half of it by chance. Nothing has been sent then that could be repeated.
 *
 * @param attempts in all, the first one included, at least 1
 * @param firstPause before the second attempt
 * @param longestPause the most it may grow to
 */
public record Retry(int attempts, Duration firstPause, Duration longestPause) {
    /** One attempt: the default. */
    public static final Retry NONE = new Retry(1, Duration.ZERO, Duration.ZERO);

    public Retry {
        if (attempts < 1 || firstPause.isNegative() || longestPause.compareTo(firstPause) < 0) {
            throw new IllegalArgumentException("attempts must be 1 or more, and pauses not negative and not shrinking");
        }
    }

    /** That many attempts, pausing 0.5 s at first and 10 s at most. */
    public static Retry times(int attempts) {
        return new Retry(attempts, Duration.ofMillis(500), Duration.ofSeconds(10));
    }

    /** The pause after the {@code failed}th failure; {@code chance} is from 0 to 1. */
    Duration pause(int failed, double chance) {
        double longest =
                Math.min((double) longestPause.toMillis(), (double) firstPause.toMillis() * Math.pow(2, failed - 1.0));
        return Duration.ofMillis((long) (longest * (0.5 + chance / 2)));
    }
}
