package io.javamiko.auth;

import java.security.SecureRandom;
import java.time.Duration;

/**
 * How long a server waits before it refuses an attempt, so that neither guessing pays nor the time tells who exists
 * (RFC 4252 §5, its note on user names). The free first {@code none} and questions about keys are not delayed.
 */
@FunctionalInterface
public interface FailurePacing {
    /** Refuses at once. */
    FailurePacing NONE = (user, failures, taken) -> Duration.ZERO;

    /**
     * How much longer to wait.
     *
     * @param user the user's name as the client gave it
     * @param failures failed attempts on this connection, this one included
     * @param taken how long the decision took
     */
    Duration delay(String user, int failures, Duration taken);

    /**
     * The default, as OpenSSH does: a refusal takes 5 to 10 ms, always the same for a user and a server, or twice that, or
     * four times, as long as the decision took longer.
     *
     * @param random chooses what nobody can foresee of a user's time
     */
    static FailurePacing minimumTime(SecureRandom random) {
        long secret = random.nextLong();
        return (user, failures, taken) -> {
            long least = 5_000_000 + Math.floorMod(mixed(secret, user), 5_000_000L); // ns
            while (least < taken.toNanos()) {
                least *= 2; // a decision takes far less than the 292 years that this can count
            }
            return Duration.ofNanos(least).minus(taken);
        };
    }

    private static long mixed(long secret, String user) {
        long mixed = secret;
        for (int i = 0; i < user.length(); i++) { // SplitMix64's step, a character at a time
            mixed = (mixed ^ user.charAt(i)) * 0xbf58476d1ce4e5b9L;
            mixed ^= mixed >>> 29;
        }
        return mixed;
    }
}
