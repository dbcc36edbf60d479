package io.javamiko.cli;

import java.time.Duration;
import java.util.Locale;
import java.util.regex.Pattern;

/** Numbers with units as ssh_config(5) and sshd_config(5) write them. */
final class Quantities {
    private static final Pattern TIME = Pattern.compile("(\\d{1,9})([sSmMhHdDwW]?)");
    private static final Pattern SIZE = Pattern.compile("(\\d{1,12})([kKmMgG]?)");

    private Quantities() {}

    /** A TIME FORMAT of sshd_config(5): {@code 90}, {@code 90s}, {@code 1h30m}. */
    static Duration time(String option, String text) {
        var matcher = TIME.matcher(text);
        var sum = Duration.ZERO;
        int end = 0;
        while (matcher.find() && matcher.start() == end) {
            long count = Long.parseLong(matcher.group(1));
            sum = sum.plus(
                    switch (matcher.group(2).toLowerCase(Locale.ROOT)) {
                        case "m" -> Duration.ofMinutes(count);
                        case "h" -> Duration.ofHours(count);
                        case "d" -> Duration.ofDays(count);
                        case "w" -> Duration.ofDays(7 * count);
                        default -> Duration.ofSeconds(count);
                    });
            end = matcher.end();
        }
        if (end == 0 || end != text.length()) {
            throw new UsageException(
                    option + ": \"" + text + "\" is not a time; expected seconds or something like 1h30m");
        }
        return sum;
    }

    /** A number of bytes with an optional K, M or G. */
    static long bytes(String option, String text) {
        var matcher = SIZE.matcher(text);
        if (!matcher.matches()) {
            throw new UsageException(
                    option + ": \"" + text + "\" is not a size; expected bytes, or a number with K, M or G");
        }
        int shift = switch (matcher.group(2)) {
            case "k", "K" -> 10;
            case "m", "M" -> 20;
            case "g", "G" -> 30;
            default -> 0;
        };
        return Long.parseLong(matcher.group(1)) << shift;
    }

    /** A whole number within bounds. */
    static int number(String option, String text, int min, int max) {
        try {
            int value = Integer.parseInt(text);
            if (value >= min && value <= max) {
                return value;
            }
        } catch (NumberFormatException e) {
            // falls through to the one message for both
        }
        throw new UsageException(option + ": \"" + text + "\" is not a number from " + min + " to " + max);
    }

    /** Bytes for people: {@code 12.3 MiB}. */
    static String inWords(double bytes) {
        String[] units = {"B", "KiB", "MiB", "GiB", "TiB"};
        int unit = 0;
        while (bytes >= 1024 && unit < units.length - 1) {
            bytes /= 1024;
            unit++;
        }
        return unit == 0 ? (long) bytes + " B" : String.format(Locale.ROOT, "%.1f %s", bytes, units[unit]);
    }
}
