package io.javamiko.server.session;

import io.javamiko.connection.SessionRequest;
import java.util.Map;

/**
 * The terminal in front of a client (RFC 4254 §6.2). Immutable; another one after it has changed its size.
 */
public final class Terminal {
    private static final int MAX_SIZE = 65_535; // what a kernel's window size holds

    private final String type;
    private final int columns;
    private final int rows;
    private final int widthPixels;
    private final int heightPixels;
    private final Map<Integer, Long> modes;

    private Terminal(
            String type, long columns, long rows, long widthPixels, long heightPixels, Map<Integer, Long> modes) {
        this.type = type;
        this.columns = size(columns);
        this.rows = size(rows);
        this.widthPixels = size(widthPixels);
        this.heightPixels = size(heightPixels);
        this.modes = modes;
    }

    static Terminal of(SessionRequest.PTY request) {
        return new Terminal(
                request.term(),
                request.columns(),
                request.rows(),
                request.widthPixels(),
                request.heightPixels(),
                request.modes().values());
    }

    Terminal resized(SessionRequest.WindowChange change) {
        return new Terminal(type, change.columns(), change.rows(), change.widthPixels(), change.heightPixels(), modes);
    }

    private static int size(long value) {
        return (int) Math.min(value, MAX_SIZE);
    }

    /** The type as in {@code $TERM}: 1–64 letters, digits, dots, plus signs, underscores or hyphens. */
    public String type() {
        return type;
    }

    /** The width in characters, 0–65,535; 0 if it is not known. */
    public int columns() {
        return columns;
    }

    /** The height in characters, 0–65,535; 0 if it is not known. */
    public int rows() {
        return rows;
    }

    /** The width in pixels, 0–65,535; 0 if it is not known. */
    public int widthPixels() {
        return widthPixels;
    }

    /** The height in pixels, 0–65,535; 0 if it is not known. */
    public int heightPixels() {
        return heightPixels;
    }

    /** The modes that the client asked for, by the opcodes of RFC 4254 §8. */
    public Map<Integer, Long> modes() {
        return modes;
    }

    @Override
    public String toString() {
        return type + " " + columns + "x" + rows;
    }
}
