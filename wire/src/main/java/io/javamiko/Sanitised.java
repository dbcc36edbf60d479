package io.javamiko;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * Text from a peer made safe to show: in a message, a log, a terminal. Control characters, escape sequences, bidirectional
 * overrides and what is not text at all become visible escapes, and the length is bounded.
 */
public final class Sanitised {
    private static final int MAX_CHARACTERS = 2048;
    private static final int MAX_CHARACTERS_IN_LINES = 8192; // a banner is meant to be read in full

    private Sanitised() {}

    /** One line of printable text: everything else, line ends and tabs included, is shown as an escape. */
    public static String of(String text) {
        return escape(text, text.length() + " characters", MAX_CHARACTERS, false);
    }

    /** As {@link #of(String)}, of bytes that should be UTF-8; what is not appears as U+FFFD. */
    public static String of(byte[] bytes) {
        int length = Math.min(bytes.length, 4 * (MAX_CHARACTERS + 1)); // UTF-8 has at most four bytes a character
        return escape(new String(bytes, 0, length, UTF_8), bytes.length + " bytes", MAX_CHARACTERS, false);
    }

    /**
     * As {@link #of(String)}, but line feeds, tabs and backslashes stay, and it may be four times as long: for banners and
     * instructions, which are meant to have lines, and pictures made of characters in them.
     */
    public static String lines(String text) {
        return escape(text.replace("\r\n", "\n"), text.length() + " characters", MAX_CHARACTERS_IN_LINES, true);
    }

    private static String escape(String text, String size, int max, boolean keepLines) {
        var out = new StringBuilder(Math.min(text.length(), max) + 16);
        int i = 0;
        for (int shown = 0; i < text.length() && shown < max; shown++) {
            int c = text.codePointAt(i);
            i += Character.charCount(c);
            if (keepLines && (c == '\n' || c == '\t' || c == '\\')) {
                out.append((char) c);
            } else if (c == '\\') {
                out.append("\\\\");
            } else if (isPlain(c)) {
                out.appendCodePoint(c);
            } else {
                appendEscape(out, c);
            }
        }
        return i < text.length() ? out.append("… (").append(size).append(')').toString() : out.toString();
    }

    private static boolean isPlain(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL, // C0 and C1: escape sequences begin here
                    Character.FORMAT, // bidirectional overrides, invisible joiners
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.PRIVATE_USE,
                    Character.SURROGATE,
                    Character.UNASSIGNED -> false;
            default -> true;
        };
    }

    private static void appendEscape(StringBuilder out, int c) {
        switch (c) {
            case '\r' -> out.append("\\r");
            case '\n' -> out.append("\\n");
            case '\t' -> out.append("\\t");
            default -> out.append(c < 0x100 ? String.format("\\x%02x", c) : String.format("\\u{%x}", c));
        }
    }
}
