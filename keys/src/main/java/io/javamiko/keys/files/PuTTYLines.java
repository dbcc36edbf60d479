package io.javamiko.keys.files;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.javamiko.ProtocolException;
import io.javamiko.Sanitised;

/** Reads the lines of a PuTTY key file: {@code Name: value}, and counted lines of Base64. Not thread-safe. */
final class PuTTYLines {
    private static final int MAX_NAME = 64;
    private static final int MAX_VALUE = 64 * 1024; // bytes
    private static final int MAX_LINES = 10_000; // of Base64

    private final byte[] file;
    private int at;

    PuTTYLines(byte[] file) {
        this.file = file;
        this.at = PEM.indexOf(KeyFormat.PUTTY.beginning(), file, 0);
    }

    /** The name that comes next; then comes its {@link #value()}. */
    String name() throws ProtocolException {
        int from = at;
        while (at < file.length && at - from < MAX_NAME && file[at] != ':' && file[at] != '\n') {
            at++;
        }
        String name = new String(file, from, at - from, ISO_8859_1);
        if (at >= file.length || file[at] != ':') {
            throw new ProtocolException("a line should be \"Name: value\", and begins \"" + Sanitised.of(name) + "\"");
        }
        at++;
        return name;
    }

    String value() throws ProtocolException {
        int from = at;
        int end = endOfLine();
        if (from < end && file[from] == ' ') {
            from++;
        }
        if (end - from > MAX_VALUE) {
            throw new ProtocolException("a line has more than 65,536 bytes");
        }
        return new String(file, from, end - from, UTF_8);
    }

    /** Goes to the next line; gives the index of this one's end, without CR and LF. */
    private int endOfLine() {
        while (at < file.length && file[at] != '\n' && file[at] != '\r') {
            at++;
        }
        int end = at;
        if (at < file.length && file[at] == '\r') {
            at++;
        }
        if (at < file.length && file[at] == '\n') {
            at++;
        }
        return end;
    }

    /** The value of the next line, which must have this name. */
    String valueOf(String name) throws ProtocolException {
        String found = name();
        if (!found.equals(name)) {
            throw new ProtocolException(
                    "\"" + name + "\" is missing; there is \"" + Sanitised.of(found) + "\" in its place");
        }
        return value();
    }

    /** A number of the next line, 0 to {@code max}; a larger one is given as {@code max} + 1. */
    long numberOf(String name, long max) throws ProtocolException {
        String value = valueOf(name);
        if (value.isEmpty() || !value.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw new ProtocolException(name + " is no number");
        }
        return value.length() > 18 ? max + 1 : Math.min(Long.parseLong(value), max + 1);
    }

    /** What stands in Base64 in as many lines as the next one says. */
    byte[] base64Of(String name) throws ProtocolException, KeyFileException {
        long lines = numberOf(name, MAX_LINES);
        if (lines > MAX_LINES) {
            throw new ProtocolException(name + " says more than 10,000");
        }
        int from = at;
        int end = at;
        for (long i = 0; i < lines; i++) {
            end = endOfLine();
        }
        return PEM.base64(file, from, end, KeyFormat.PUTTY);
    }

    /** Checks that only blank lines are left. */
    void expectEnd() throws ProtocolException {
        for (; at < file.length; at++) {
            if (" \t\r\n\u001a\0".indexOf(file[at]) < 0) {
                throw new ProtocolException("something stands behind its last line");
            }
        }
    }
}
