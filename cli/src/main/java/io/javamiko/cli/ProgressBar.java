package io.javamiko.cli;

import java.io.PrintStream;

/**
 * One line that shows how a transfer goes: name, percent, bytes, rate, time left. It is drawn at most ten times a second,
 * and not at all where the output is no terminal.
 */
final class ProgressBar {
    private static final long INTERVAL = 100_000_000L; // ns
    private static final int NAME_WIDTH = 28;
    private static final int BAR_WIDTH = 20;

    private final PrintStream out;
    private final boolean visible;
    private final String name;
    private final long start = System.nanoTime();
    private long drawn;

    /**
     * A bar for one file.
     *
     * @param visible whether {@code out} is a terminal
     */
    ProgressBar(PrintStream out, boolean visible, String name) {
        this.out = out;
        this.visible = visible;
        this.name = name.length() <= NAME_WIDTH ? name : "…" + name.substring(name.length() - NAME_WIDTH + 1);
    }

    /** Draws the state, if it is time to. A {@code total} under zero means that nobody knows it. */
    void update(long done, long total) {
        long now = System.nanoTime();
        if (visible && (now - drawn >= INTERVAL || done == total)) {
            drawn = now;
            out.print("\r" + line(done, total, now - start) + "\u001b[K");
            out.flush();
        }
    }

    /** Ends the line. */
    void end() {
        if (visible) {
            out.println();
        }
    }

    String line(long done, long total, long nanos) {
        double rate = nanos > 0 ? done * 1e9 / nanos : 0;
        if (total < 0) {
            return String.format(
                    "%-" + NAME_WIDTH + "s %10s %10s/s",
                    name,
                    Quantities.inWords((double) done),
                    Quantities.inWords(rate));
        }
        double part = total == 0 ? 1 : Math.min(1, (double) done / total);
        int full = (int) (part * BAR_WIDTH);
        String bar = "█".repeat(full) + "░".repeat(BAR_WIDTH - full);
        long left = rate > 0 ? (long) ((total - done) / rate) : 0;
        return String.format(
                "%-" + NAME_WIDTH + "s %s %3d %% %10s %10s/s %02d:%02d",
                name,
                bar,
                (int) (part * 100),
                Quantities.inWords((double) done),
                Quantities.inWords(rate),
                left / 60,
                left % 60);
    }
}
