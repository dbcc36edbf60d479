package io.javamiko.conformance.peer;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/** What passed on the connections of one check, in words and in order. Thread-safe; bounded. */
public final class Transcript {
    private static final int MOST_LINES = 2000;

    private final long begin = System.nanoTime();
    private final ReentrantLock lock = new ReentrantLock();
    private final List<Line> lines = new ArrayList<>(); // guarded by lock
    private int connections; // guarded by lock
    private int omitted; // guarded by lock

    /** An empty one, whose time begins now. */
    public Transcript() {}

    /** Who did it. */
    public enum Who {
        /** The kit sent it. */
        KIT,
        /** The target sent it. */
        TARGET,
        /** Nobody: something happened. */
        NOTE
    }

    /**
     * One line.
     *
     * @param connection 1 for the check's first connection, and so on
     * @param millis since the check began
     * @param who who did it
     * @param text the message in words, secrets masked
     */
    public record Line(int connection, long millis, Who who, String text) {
        /** The line for people. */
        @Override
        public String toString() {
            var arrow = switch (who) {
                case KIT -> "→";
                case TARGET -> "←";
                case NOTE -> "·";
            };
            return "%2d %6d ms %s %s".formatted(connection, millis, arrow, text);
        }
    }

    /** All lines until now. */
    public List<Line> lines() {
        lock.lock();
        try {
            var all = new ArrayList<>(lines);
            if (omitted > 0) {
                all.add(new Line(0, 0, Who.NOTE, omitted + " more lines"));
            }
            return List.copyOf(all);
        } finally {
            lock.unlock();
        }
    }

    int nextConnection() {
        lock.lock();
        try {
            return ++connections;
        } finally {
            lock.unlock();
        }
    }

    void add(int connection, Who who, String text) {
        lock.lock();
        try {
            if (lines.size() < MOST_LINES) {
                lines.add(new Line(connection, (System.nanoTime() - begin) / 1_000_000, who, text));
            } else {
                omitted++;
            }
        } finally {
            lock.unlock();
        }
    }
}
