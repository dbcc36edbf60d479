package io.javamiko.cli;

import io.javamiko.keys.certificates.Certificate;
import io.javamiko.keys.lists.ListTime;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

/**
 * How long a certificate is valid, as {@code -V} says it (ssh-keygen(1)): {@code +52w}, {@code -1d:20300101Z},
 * {@code always:forever}.
 *
 * @param before {@link Certificate#FOREVER} for no end
 */
record ValidityInterval(Instant after, Instant before) {
    static final ValidityInterval ALWAYS = new ValidityInterval(Instant.EPOCH, Certificate.FOREVER);

    private static final Duration GRACE = Duration.ofMinutes(1); // clocks differ

    /**
     * Reads {@code from:to}, or {@code to} alone, which is from now.
     *
     * @param zone of times without a {@code Z}
     */
    static ValidityInterval parse(String text, Instant now, ZoneId zone) {
        int colon = text.indexOf(':');
        Instant from =
                colon < 0 ? now.minus(GRACE) : time(text.substring(0, colon), "always", Instant.EPOCH, now, zone);
        Instant to = time(text.substring(colon + 1), "forever", Certificate.FOREVER, now, zone);
        if (!from.isBefore(to)) {
            throw new UsageException("-V " + text + ": it ends before it begins");
        }
        return new ValidityInterval(from, to);
    }

    private static Instant time(String text, String word, Instant meaning, Instant now, ZoneId zone) {
        if (text.equals(word)) {
            return meaning;
        }
        try {
            if (text.startsWith("+")) {
                return now.plus(Quantities.time("-V", text.substring(1)));
            }
            if (text.startsWith("-")) {
                return now.minus(Quantities.time("-V", text.substring(1)));
            }
            return text.startsWith("0x")
                    ? seconds(text.substring(2))
                    : ListTime.parse(text).in(zone);
        } catch (IllegalArgumentException e) {
            throw new UsageException("-V: \"" + text + "\" is no time; expected " + word
                    + ", YYYYMMDD[HHMM[SS]][Z], +1d, -4w, or seconds since 1970 in hexadecimal behind 0x");
        }
    }

    private static Instant seconds(String hex) {
        long seconds = Long.parseUnsignedLong(hex, 16);
        return seconds < 0 || seconds > Instant.MAX.getEpochSecond()
                ? Certificate.FOREVER
                : Instant.ofEpochSecond(seconds);
    }
}
