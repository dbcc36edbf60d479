package io.javamiko.connection;

import java.util.concurrent.atomic.AtomicLong;

/** What all receive windows of a connection may come to together: peers fill them, our heap holds them. Thread-safe. */
final class WindowBudget {
    private final AtomicLong left;

    /** @param total bytes, for all channels */
    WindowBudget(long total) {
        left = new AtomicLong(total);
    }

    /**
     * Takes up to {@code wanted} bytes.
     *
     * @return what was taken; {@code least} at least, also where no more is left: a channel must be able to work
     */
    int take(int wanted, int least) {
        while (true) {
            long before = left.get();
            int taken = (int) Math.max(least, Math.min(wanted, before));
            if (left.compareAndSet(before, before - taken)) {
                return taken;
            }
        }
    }

    /** Gives bytes back when a channel has ended. */
    void giveBack(int bytes) {
        left.addAndGet(bytes);
    }

    long left() {
        return left.get();
    }
}
