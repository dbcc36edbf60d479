package io.javamiko.transport;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import io.javamiko.Sanitised;
import java.util.Arrays;

/**
 * An identification string (RFC 4253 §4.2), {@code SSH-2.0-softwareversion comments}: byte for byte what was sent, since
 * the exchange hash covers it (§8). Immutable.
 */
public final class Identification {
    /** What this library says it is, unless told otherwise. */
    public static final Identification JAVAMIKO = of("Javamiko_0.1");

    private static final String PREFIX = "SSH-2.0-";
    private static final int LINE_END = 2; // CR LF

    private final byte[] line; // without the line end

    Identification(byte[] line) {
        this.line = line;
    }

    /**
     * Our own identification.
     *
     * @param software software version, which may have a space and comments behind it: printable US-ASCII, at most 245
     *     bytes in all, no minus sign in the version (RFC 4253 §4.2)
     */
    public static Identification of(String software) {
        String version = software.split(" ", 2)[0];
        if (version.isEmpty() || version.indexOf('-') >= 0 || !isPrintable(software)) {
            throw new IllegalArgumentException("a software version is printable US-ASCII without a minus sign: \""
                    + Sanitised.of(software) + "\"");
        }
        if (PREFIX.length() + software.length() + LINE_END > Limits.IDENTIFICATION_LINE) {
            throw new IllegalArgumentException("a software version has at most 245 bytes, not " + software.length());
        }
        return new Identification((PREFIX + software).getBytes(US_ASCII));
    }

    /**
     * A line as it came from a peer, or as a tool sends it: nothing is checked.
     *
     * @param line without the line end; taken over
     */
    public static Identification ofLine(byte[] line) {
        return new Identification(line);
    }

    /** The line as it goes into the exchange hash ({@code V_C} or {@code V_S}): without CR LF; a copy. */
    public byte[] bytes() {
        return line.clone();
    }

    /** The line as it goes over the wire, CR LF behind it. */
    public byte[] wireBytes() {
        byte[] bytes = Arrays.copyOf(line, line.length + LINE_END);
        bytes[line.length] = '\r';
        bytes[line.length + 1] = '\n';
        return bytes;
    }

    /** What the peer runs, its comments included, safe to show: what stands behind {@code SSH-2.0-}. */
    public String software() {
        var text = new String(line, ISO_8859_1);
        return Sanitised.of(text.substring(text.indexOf('-', text.indexOf('-') + 1) + 1));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Identification that && Arrays.equals(line, that.line);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(line);
    }

    /** The whole line, safe to show. */
    @Override
    public String toString() {
        return Sanitised.of(line);
    }

    private static boolean isPrintable(String text) {
        return text.chars().allMatch(c -> c >= ' ' && c < 0x7f);
    }
}
