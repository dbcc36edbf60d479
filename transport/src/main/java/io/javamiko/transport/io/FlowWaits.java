package io.javamiko.transport.io;

import io.javamiko.Deadline;
import io.javamiko.transport.Flow;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;

/**
 * Who waits for which flow's window: so that a WINDOW_ADJUST wakes the senders of its channel, not those of a thousand
 * others. Under the send lock.
 */
final class FlowWaits {
    private final SendLock lock;
    private final List<Wait> waits = new ArrayList<>();

    /** One thread that waits; no record, since no two are equal. */
    private static final class Wait {
        private final Flow flow;
        private final Condition condition;

        Wait(Flow flow, Condition condition) {
            this.flow = flow;
            this.condition = condition;
        }
    }

    FlowWaits(SendLock lock) {
        this.lock = lock;
    }

    /** Waits until somebody wakes this flow's senders; {@code false} if the deadline has passed. */
    boolean await(Flow flow, Deadline deadline) throws InterruptedIOException {
        var wait = new Wait(flow, lock.newCondition());
        waits.add(wait);
        try {
            return deadline.await(wait.condition);
        } finally {
            waits.remove(wait);
        }
    }

    void wake(Flow flow) {
        for (int i = 0; i < waits.size(); i++) { // no iterator: a WINDOW_ADJUST makes no object
            if (waits.get(i).flow == flow) {
                waits.get(i).condition.signal();
            }
        }
    }

    void wakeAll() {
        waits.forEach(wait -> wait.condition.signal());
    }
}
