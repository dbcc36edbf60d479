package io.javamiko.client;

import io.javamiko.connection.TerminalModes;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** How a command or shell is run, set within the call that runs it. Not thread-safe. */
public final class ExecOptions {
    private static final long DEFAULT_OUTPUT = 64L * 1024 * 1024; // bytes
    private static final int MAX_TERM = 255; // bytes

    /** A terminal to ask for (RFC 4254 §6.2). */
    record Terminal(String term, int columns, int rows, TerminalModes modes) {}

    final Map<String, String> environment = new LinkedHashMap<>();
    Terminal terminal; // null for none
    byte[] input = {};
    Duration timeout; // null for none
    long maxOutput = DEFAULT_OUTPUT;
    Charset charset = StandardCharsets.UTF_8;

    ExecOptions() {}

    /**
     * Sets an environment variable (RFC 4254 §6.4). Servers take few of them (sshd: AcceptEnv), and do not say which they
     * leave out.
     */
    public ExecOptions env(String name, String value) {
        if (name.isEmpty()) {
            throw new IllegalArgumentException("an environment variable needs a name");
        }
        environment.put(name, Objects.requireNonNull(value));
        return this;
    }

    /**
     * Asks for a terminal.
     *
     * @param term its type as in {@code $TERM}, 1–255 bytes of ASCII
     * @param columns width in characters, 1–65,535
     * @param rows height in characters, 1–65,535
     */
    public ExecOptions pty(String term, int columns, int rows) {
        return pty(term, columns, rows, TerminalModes.none());
    }

    /** As {@link #pty(String, int, int)}, with the modes of the terminal. */
    public ExecOptions pty(String term, int columns, int rows, TerminalModes modes) {
        if (term.isEmpty()
                || term.length() > MAX_TERM
                || columns < 1
                || columns > 65_535
                || rows < 1
                || rows > 65_535) {
            throw new IllegalArgumentException("no terminal is a " + term + " of " + columns + " by " + rows);
        }
        terminal = new Terminal(term, columns, rows, modes);
        return this;
    }

    /** What the command reads from its standard input; nothing by default. For {@code exec}. */
    public ExecOptions input(byte[] bytes) {
        input = bytes.clone();
        return this;
    }

    /** As {@link #input(byte[])}, in UTF-8. */
    public ExecOptions input(String text) {
        input = text.getBytes(StandardCharsets.UTF_8);
        return this;
    }

    /** How long the command may run; no limit by default. For {@code exec}. */
    public ExecOptions timeout(Duration value) {
        if (value.isNegative() || value.isZero()) {
            throw new IllegalArgumentException("a timeout must be positive, not " + value);
        }
        timeout = value;
        return this;
    }

    /** The most bytes of output, of each kind, that are kept; 64 MiB by default. More is an error. For {@code exec}. */
    public ExecOptions maxOutput(long bytes) {
        if (bytes < 0 || bytes > Integer.MAX_VALUE - 16) {
            throw new IllegalArgumentException("the most output that can be kept is 0 to 2 GiB, not " + bytes);
        }
        maxOutput = bytes;
        return this;
    }

    /** How the output's bytes are text; UTF-8 by default. For {@code exec}. */
    public ExecOptions charset(Charset value) {
        charset = Objects.requireNonNull(value);
        return this;
    }
}
