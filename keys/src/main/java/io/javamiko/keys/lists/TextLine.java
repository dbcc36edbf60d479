package io.javamiko.keys.lists;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A line of a list, as bytes that can be written back unchanged.
 *
 * @param number from 1
 * @param bytes with its line end, if it has one
 */
record TextLine(int number, byte[] bytes) {
    private static final int MAX_LENGTH = 64 * 1024; // bytes; a longer line is passed over whole, never read as two

    /** Splits at line feeds, and at nothing else: what other programs take for part of a comment must not become a line here. */
    static List<TextLine> split(byte[] file) {
        var lines = new ArrayList<TextLine>();
        int from = 0;
        for (int i = 0; i < file.length; i++) {
            if (file[i] == '\n' || i == file.length - 1) {
                lines.add(new TextLine(lines.size() + 1, Arrays.copyOfRange(file, from, i + 1)));
                from = i + 1;
            }
        }
        return lines;
    }

    /** Without blanks and line end around it. */
    String text() {
        return new String(bytes, UTF_8).strip();
    }

    /** Whether it is empty or a comment. */
    boolean isBlank() {
        String text = text();
        return text.isEmpty() || text.startsWith("#");
    }

    /** @throws MalformedLineException if no line of a list can look like this */
    void check() throws MalformedLineException {
        if (bytes.length > MAX_LENGTH) {
            throw new MalformedLineException("it has " + bytes.length + " bytes; 65,536 are allowed");
        }
        for (byte b : bytes) {
            if (b == 0) {
                throw new MalformedLineException("it has a NUL byte");
            }
        }
    }
}
