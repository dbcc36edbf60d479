package io.javamiko.client;

import io.javamiko.connection.Exit;
import java.nio.charset.Charset;

/** How a command ended, and what it wrote. Immutable. */
public final class ExecResult {
    private final Exit exit;
    private final byte[] output;
    private final byte[] errors;
    private final Charset charset;

    ExecResult(Exit exit, byte[] output, byte[] errors, Charset charset) {
        this.exit = exit;
        this.output = output;
        this.errors = errors;
        this.charset = charset;
    }

    /** How it ended: by itself with a status, by a signal, or without a word. */
    public Exit exit() {
        return exit;
    }

    /** Its exit status, 0–2³²−1; −1 if a signal ended it or the server did not say ({@link #exit()} tells). */
    public long exitStatus() {
        return exit instanceof Exit.Code code ? code.status() : -1;
    }

    /** Whether it ended by itself with status 0. */
    public boolean isSuccess() {
        return exitStatus() == 0;
    }

    /** What it wrote to its standard output, a copy. */
    public byte[] bytes() {
        return output.clone();
    }

    /** What it wrote to its standard error, a copy. */
    public byte[] errorBytes() {
        return errors.clone();
    }

    /** {@link #bytes()} as text; what is not in the charset becomes U+FFFD. Not sanitised. */
    public String text() {
        return new String(output, charset);
    }

    /** {@link #errorBytes()} as text, likewise. */
    public String errorText() {
        return new String(errors, charset);
    }

    /** How it ended, and how much it wrote, for logs. */
    @Override
    public String toString() {
        return exit + ", " + output.length + " bytes of output, " + errors.length + " of errors";
    }
}
