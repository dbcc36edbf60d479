package io.javamiko.conformance.peer;

import java.time.Duration;

/**
 * How long a peer waits for what.
 *
 * @param reply for a message that must come; 10 s
 * @param closing for the end of the connection; 10 s
 * @param silence how long nothing must come to call it silence; 1 s
 * @param login for what the target ends at its own login time-out at the latest; 130 s
 * @param check for one whole check; 200 s
 */
public record Timing(Duration reply, Duration closing, Duration silence, Duration login, Duration check) {
    /** For targets that are not known: real networks, real login time-outs. */
    public static final Timing DEFAULT = new Timing(
            Duration.ofSeconds(10),
            Duration.ofSeconds(10),
            Duration.ofSeconds(1),
            Duration.ofSeconds(130),
            Duration.ofSeconds(200));

    /** All of it longer or shorter by that factor, which is over 0. */
    public Timing scaled(double factor) {
        return new Timing(
                scaled(reply, factor),
                scaled(closing, factor),
                scaled(silence, factor),
                scaled(login, factor),
                scaled(check, factor));
    }

    /** For a target whose login time-out is known. */
    public Timing withLogin(Duration value) {
        return new Timing(reply, closing, silence, value, check);
    }

    /** With another limit for a whole check. */
    public Timing withCheck(Duration value) {
        return new Timing(reply, closing, silence, login, value);
    }

    private static Duration scaled(Duration length, double factor) {
        if (!(factor > 0)) {
            throw new IllegalArgumentException("a factor is over 0, not " + factor);
        }
        return Duration.ofNanos((long) (length.toNanos() * factor));
    }
}
