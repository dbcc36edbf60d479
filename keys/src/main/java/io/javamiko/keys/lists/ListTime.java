package io.javamiko.keys.lists;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * A moment as lists and ssh-keygen write it, {@code YYYYMMDD[HHMM[SS]][Z]}: in UTC, or in the zone that the reader lives in.
 *
 * @param time by the clock on the wall
 * @param isUTC whether a {@code Z} stands behind it
 */
public record ListTime(LocalDateTime time, boolean isUTC) {
    /** @throws IllegalArgumentException if the text has another form, or names a moment that there is not */
    public static ListTime parse(String text) {
        boolean utc = text.endsWith("Z") || text.endsWith("z");
        String digits = utc ? text.substring(0, text.length() - 1) : text;
        if (!digits.matches("[0-9]{8}([0-9]{4}([0-9]{2})?)?")) {
            throw new IllegalArgumentException("a time must be YYYYMMDD[HHMM[SS]][Z]");
        }
        String all = digits + "000000".substring(digits.length() - 8);
        int[] parts = new int[5];
        for (int i = 0; i < parts.length; i++) {
            parts[i] = Integer.parseInt(all.substring(4 + 2 * i, 6 + 2 * i));
        }
        try {
            int year = Integer.parseInt(all.substring(0, 4));
            return new ListTime(LocalDateTime.of(year, parts[0], parts[1], parts[2], parts[3], parts[4]), utc);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("a time names a moment that there is not", e);
        }
    }

    /** The moment, for a reader who lives in {@code zone}. */
    public Instant in(ZoneId zone) {
        return time.atZone(isUTC ? ZoneOffset.UTC : zone).toInstant();
    }
}
