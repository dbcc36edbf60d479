package io.javamiko.keys.lists;

import io.javamiko.Sanitised;
import java.util.Locale;

/**
 * What names hosts in a list: patterns, or a hash of one name. Upper and lower case are the same. Immutable.
 *
 * <p>Names are as in known_hosts: {@code host} for port 22, {@code [host]:port} for any other ({@link #name}).
 */
public sealed interface HostPattern permits PatternList, HashedName {
    /** The port that goes without saying. */
    int DEFAULT_PORT = 22;

    /** Whether it names this host; {@code name} is as {@link #name} makes it. */
    boolean matches(String name);

    /**
     * Reads {@code a,*.b,!c.b} or {@code |1|salt|hash}.
     *
     * @throws IllegalArgumentException if it is neither, or has over 1,024 patterns or one of over 1,024 characters
     */
    static HostPattern parse(String text) {
        return text.startsWith("|") ? HashedName.parse(text) : PatternList.parse(text);
    }

    /** The name of a host's port in a list: lower case, with brackets and port if it is not 22. */
    static String name(String host, int port) {
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("a port is 1–65,535, not " + port);
        }
        String lower = host.toLowerCase(Locale.ROOT);
        return port == DEFAULT_PORT ? lower : "[" + lower + "]:" + port;
    }

    /**
     * As {@link #name}, for what is written into a list.
     *
     * @throws IllegalArgumentException if the host would be read as something else: a list, a pattern, a marker, a line of its own
     */
    static String nameToWrite(String host, int port) {
        boolean plain = !host.isEmpty()
                && host.length() <= PatternList.MAX_PATTERN
                && host.chars().allMatch(c -> c > ' ' && c < 0x7f && ",*?!|[]\"\\#".indexOf(c) < 0)
                && !host.startsWith("@");
        if (!plain) {
            throw new IllegalArgumentException("\"" + Sanitised.of(host)
                    + "\" can't stand in a list of hosts: a name is 1–1,024 characters of ASCII"
                    + " without blanks and , * ? ! | [ ] \" \\ # (an international name in its xn-- form)");
        }
        return name(host, port);
    }
}
