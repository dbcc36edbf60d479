package io.javamiko.sftp;

import java.util.ArrayDeque;
import java.util.concurrent.locks.Condition;

/** The replies that one caller waits for, in the order in which they come. Guarded by the session's lock. */
final class Arrivals {
    final Condition changed;
    private final ArrayDeque<Call> arrived = new ArrayDeque<>();

    Arrivals(Condition changed) {
        this.changed = changed;
    }

    void add(Call call) {
        arrived.add(call);
        changed.signal();
    }

    /** The next one, or null if there is none yet. */
    Call poll() {
        return arrived.poll();
    }

    boolean isEmpty() {
        return arrived.isEmpty();
    }
}
