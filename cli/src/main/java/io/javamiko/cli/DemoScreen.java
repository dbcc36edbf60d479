package io.javamiko.cli;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/** What the demo shows: steps with a tick or a cross, in colour where the output is a terminal. */
final class DemoScreen {
    private static final int WIDTH = 100;
    private static final int LABEL = 18;
    private static final String INDENT = " ".repeat(LABEL + 4);

    private final PrintStream out;
    private final boolean terminal;

    DemoScreen(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    void title(String text) {
        out.println();
        out.println(coloured("1;36", text));
    }

    /** A step that went as it should. */
    void good(String label, String text) {
        line(coloured("32", "✔"), label, text);
    }

    /** A step that did not. */
    void bad(String label, String text) {
        line(coloured("1;31", "✘"), label, text);
    }

    private void line(String mark, String label, String text) {
        out.println(" " + mark + " " + String.format(Locale.ROOT, "%-" + LABEL + "s", label) + " " + wrapped(text));
    }

    /** More about the last step: what an error says. */
    void detail(String text) {
        out.println(INDENT + coloured("33", wrapped(text)));
    }

    ProgressBar progress(String name) {
        return new ProgressBar(out, terminal, "   " + name);
    }

    void verdict(boolean good, Duration took) {
        out.println();
        String time = String.format(Locale.ROOT, " (%.1f s)", took.toMillis() / 1000.0);
        out.println(
                good
                        ? coloured("1;32", "Everything went as expected") + time
                        : coloured("1;31", "Something did not go as expected") + time);
        out.flush();
    }

    private String coloured(String code, String text) {
        return terminal ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }

    private static String wrapped(String text) {
        var out = new StringBuilder();
        int column = INDENT.length();
        for (String word : text.split(" ", -1)) {
            if (column + word.length() > WIDTH && column > INDENT.length()) {
                out.append('\n').append(INDENT);
                column = INDENT.length();
            }
            out.append(word).append(' ');
            column += word.length() + 1;
        }
        return out.toString().stripTrailing();
    }
}
