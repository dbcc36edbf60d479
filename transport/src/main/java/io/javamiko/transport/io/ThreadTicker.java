package io.javamiko.transport.io;

import io.javamiko.Threads;
import io.javamiko.transport.Ticker;
import java.util.PriorityQueue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A ticker with one thread, which exists only while tasks wait. */
public final class ThreadTicker implements Ticker {
    private static final Logger LOG = LoggerFactory.getLogger(ThreadTicker.class);

    private final String name;
    private final ReentrantLock lock = new ReentrantLock(); // guards all below
    private final Condition changed = lock.newCondition();
    private final PriorityQueue<Waiting> waiting = new PriorityQueue<>();
    private boolean runs;

    /** @param name of its thread */
    public ThreadTicker(String name) {
        this.name = name;
    }

    @Override
    public Tick at(long nanoTime, Runnable task) {
        var tick = new Waiting(this, nanoTime, task);
        boolean start;
        lock.lock();
        try {
            waiting.add(tick);
            changed.signal();
            start = !runs;
            runs = true;
        } finally {
            lock.unlock();
        }
        if (start) {
            start();
        }
        return tick;
    }

    /** Whether its thread exists. */
    boolean runs() {
        lock.lock();
        try {
            return runs;
        } finally {
            lock.unlock();
        }
    }

    private void start() {
        try {
            Threads.start(name, this::run);
        } catch (Throwable e) {
            lock.lock();
            try {
                runs = false;
            } finally {
                lock.unlock();
            }
            throw e;
        }
    }

    private void run() {
        for (var task = next(); task != null; task = next()) {
            try {
                task.run();
            } catch (Throwable e) {
                LOG.warn("a timed task of a connection failed", e);
            }
        }
    }

    /** Waits for the next task that is due; {@code null} if none is left, and the thread ends. */
    private Runnable next() {
        lock.lock();
        try {
            for (var first = waiting.peek(); first != null; first = waiting.peek()) {
                long left = first.at - System.nanoTime();
                if (left <= 0) {
                    return waiting.poll().task;
                }
                changed.awaitNanos(left);
            }
            runs = false;
            return null;
        } catch (InterruptedException e) {
            runs = false;
            Thread.currentThread().interrupt(); // nobody does that; the next task starts another thread
            return null;
        } finally {
            lock.unlock();
        }
    }

    private void cancel(Waiting tick) {
        lock.lock();
        try {
            waiting.remove(tick);
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    /** A task and its time; earlier ones are less. */
    private record Waiting(ThreadTicker ticker, long at, Runnable task) implements Tick, Comparable<Waiting> {
        @Override
        public int compareTo(Waiting other) {
            return Long.signum(at - other.at); // the clock's numbers may wrap
        }

        @Override
        public void cancel() {
            ticker.cancel(this);
        }
    }
}
