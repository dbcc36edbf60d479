package io.javamiko.transport.io;

import io.javamiko.Deadline;
import io.javamiko.Threads;
import io.javamiko.transport.ByteLink;
import java.io.InterruptedIOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.function.Consumer;

/**
 * The one thread that writes to the link, taking all there is each time. It runs only while there is something to write: a
 * platform thread lingers for a second then, since it is dear to start; a virtual one writes no more at once, since its
 * timed waits are dear. The first of them that leaves large buffers stays to give them back, a wait a second: one for each
 * pause of a bulk transfer took half a second of CPU a GiB.
 */
final class LinkWriter implements Runnable {
    private static final long LINGER_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final byte[] NOTHING = {};

    private final ByteLink link;
    private final SendLock lock; // guards all below
    private final SealedBytes sealed;
    private final PacketWriter packets;
    private final Consumer<Throwable> failed;
    private final Condition work; // waited for by who lingers
    private final Condition idle; // all is written, or no writer runs
    private final boolean virtual; // its threads
    private boolean runs;
    private boolean lingers;
    private boolean tidies; // a thread that was a writer stays to give buffers back
    private boolean used; // since it looked last
    private boolean writes;
    private Throwable broken; // why nothing is written any more; null where it can be
    private byte[] batch = NOTHING; // what is written now; the writer's own
    private Thread thread; // of the writer; null where none runs

    /**
     * @param virtual whether its threads are, where the runtime has them
     * @param failed is told, on the writer's thread, what ended it against its will
     */
    LinkWriter(
            ByteLink link,
            SendLock lock,
            SealedBytes sealed,
            PacketWriter packets,
            boolean virtual,
            Consumer<Throwable> failed) {
        this.link = link;
        this.lock = lock;
        this.sealed = sealed;
        this.packets = packets;
        this.virtual = virtual;
        this.failed = failed;
        this.work = lock.newCondition();
        this.idle = lock.newCondition();
    }

    /** Wakes the writer for what there is; whether one must be started, which {@link #start} does without the lock. */
    boolean isNeeded() {
        boolean hasWork = sealed.length() > 0 && broken == null;
        if (lingers && hasWork || lock.isEnded()) {
            work.signalAll();
        }
        boolean start = hasWork && !runs;
        runs |= hasWork;
        return start;
    }

    /** @throws OutOfMemoryError if there is no room for another thread */
    void start() {
        try {
            Threads.start(virtual, "javamiko writer " + link, this);
        } catch (Throwable e) {
            gone(e);
            throw e;
        }
    }

    @Override
    public void run() {
        try {
            for (int count = take(); count > 0; count = take()) {
                link.write(batch, 0, count);
            }
            tidy();
        } catch (Throwable e) {
            gone(e);
            failed.accept(e);
        }
    }

    private int take() {
        lock.lock();
        try {
            thread = Thread.currentThread();
            writes = false;
            sealed.written();
            if (sealed.length() == 0) {
                idle.signalAll();
                if (!virtual) {
                    linger();
                }
            }
            int count = sealed.length();
            if (count == 0) {
                end();
            } else {
                batch = sealed.swap();
                writes = true;
                used = true;
                lock.nextTurn();
            }
            return count;
        } finally {
            lock.unlock();
        }
    }

    private void linger() {
        long left = LINGER_NANOS;
        lingers = true;
        try {
            while (sealed.length() == 0 && !lock.isEnded() && left > 0) {
                left = work.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // nobody does that; then it ends now
        } finally {
            lingers = false;
        }
    }

    /** In one step with "nothing is left", or bytes would stay unsent. */
    private void end() {
        runs = false;
        thread = null;
        batch = NOTHING;
        if (!virtual) {
            shrink();
        }
        idle.signalAll();
    }

    private void shrink() {
        sealed.shrink();
        packets.shrink();
    }

    /** Gives large buffers back once nothing was written for a second; other writers come and go meanwhile. */
    private void tidy() {
        lock.lock();
        try {
            if (!tidies && (sealed.isLarge() || packets.isLarge())) {
                awaitQuiet();
                if (!runs) {
                    shrink();
                }
                idle.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    private void awaitQuiet() {
        tidies = true;
        try {
            do {
                used = false;
                for (long left = LINGER_NANOS; left > 0 && !lock.isEnded(); ) {
                    left = work.awaitNanos(left);
                }
            } while ((used || runs) && !lock.isEnded());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // nobody does that; then it ends now
        } finally {
            tidies = false;
        }
    }

    private void gone(Throwable e) {
        lock.lock();
        try {
            broken = e;
            writes = false;
            sealed.clear();
            end();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until all is written, at most until the deadline; what came between, or {@code null} for nothing. */
    Throwable flush(Deadline deadline) throws InterruptedIOException {
        lock.lock();
        try {
            while ((sealed.length() > 0 || writes) && broken == null && deadline.await(idle)) {}
            return broken;
        } finally {
            lock.unlock();
        }
    }

    /** Waits until no writer runs, at most until the deadline; the writer itself does not wait. */
    void awaitEnd(Deadline deadline) throws InterruptedIOException {
        lock.lock();
        try {
            while ((runs || tidies) && thread != Thread.currentThread() && deadline.await(idle)) {}
        } finally {
            lock.unlock();
        }
    }

    /** Whether a writer's thread is there. */
    boolean runs() {
        lock.lock();
        try {
            return runs || tidies;
        } finally {
            lock.unlock();
        }
    }
}
