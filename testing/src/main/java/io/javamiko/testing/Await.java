package io.javamiko.testing;

import io.javamiko.Deadline;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for what no event announces: a thread that is gone, a file that appears. Bounded. */
public final class Await {
    private static final long PAUSE = Duration.ofMillis(2).toNanos();

    private Await() {}

    /**
     * Returns as soon as {@code condition} holds.
     *
     * @param what what is waited for, asked for only when it fails
     * @throws AssertionError if it does not hold within {@code limit}
     */
    public static void until(Duration limit, Supplier<String> what, BooleanSupplier condition) {
        var deadline = Deadline.after(limit);
        while (!condition.getAsBoolean()) {
            if (deadline.expired()) {
                throw new AssertionError("not within " + limit + ": " + what.get());
            }
            LockSupport.parkNanos(PAUSE);
        }
    }
}
