package io.javamiko.sftp.server;

import io.javamiko.Sanitised;
import io.javamiko.sftp.SFTPAttributes;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** A line as of {@code ls -l}, for people (filexfer-02 §7 recommends its form; no program should read it). */
final class LongName {
    private static final DateTimeFormatter RECENT = DateTimeFormatter.ofPattern("MMM d HH:mm", Locale.ROOT);
    private static final DateTimeFormatter OLD = DateTimeFormatter.ofPattern("MMM d  yyyy", Locale.ROOT);
    private static final long HALF_A_YEAR = 182 * 24 * 3600; // seconds
    private static final String LETTERS = "rwxrwxrwx";

    private LongName() {}

    /** The line; times are in UTC, and what of the name can't be shown is escaped. */
    static String of(String name, SFTPAttributes attributes, long links, String owner, String group, Instant now) {
        return String.format(
                Locale.ROOT,
                "%s %4d %-8s %-8s %8d %12s %s",
                mode(attributes),
                links,
                owner,
                group,
                attributes.size().orElse(0),
                attributes.modified().map(time -> date(time, now)).orElse(""),
                Sanitised.of(name));
    }

    private static String date(Instant time, Instant now) {
        long age = now.getEpochSecond() - time.getEpochSecond();
        return (age > HALF_A_YEAR || age < 0 ? OLD : RECENT).format(time.atOffset(ZoneOffset.UTC));
    }

    private static String mode(SFTPAttributes attributes) {
        var mode = new StringBuilder(10).append(attributes.type().letter());
        int permissions = attributes.permissions().orElse(0);
        for (int i = 0; i < LETTERS.length(); i++) {
            mode.append((permissions >> (8 - i) & 1) != 0 ? LETTERS.charAt(i) : '-');
        }
        special(mode, 3, permissions & 04000, 's');
        special(mode, 6, permissions & 02000, 's');
        special(mode, 9, permissions & 01000, 't');
        return mode.toString();
    }

    private static void special(StringBuilder mode, int at, int bit, char letter) {
        if (bit != 0) {
            mode.setCharAt(at, mode.charAt(at) == 'x' ? letter : Character.toUpperCase(letter));
        }
    }
}
