package io.javamiko.conformance;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/** Whether, and why, a run ends before all its checks were held. The first reason is kept. Thread-safe. */
final class Ending {
    private static final int MOST_RECENT = 4;

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Conversation, Thread> underWay = new HashMap<>(); // guarded by lock
    private final Deque<String> recent = new ArrayDeque<>(); // guarded by lock: ids of the checks that ended last
    private String why = ""; // guarded by lock; empty while the run goes on
    private boolean now; // guarded by lock: what is under way is given up too

    /** Why the run ends; empty while it goes on. */
    String why() {
        lock.lock();
        try {
            return why;
        } finally {
            lock.unlock();
        }
    }

    /** Whether checks under way were given up, so that what came of them means nothing. */
    boolean isNow() {
        lock.lock();
        try {
            return now;
        } finally {
            lock.unlock();
        }
    }

    /** The ids of the checks that ended last: one of them may have brought the target down. */
    List<String> recent() {
        lock.lock();
        try {
            return List.copyOf(recent);
        } finally {
            lock.unlock();
        }
    }

    /** No check begins any more; those under way go on. */
    void noMore(String reason) {
        lock.lock();
        try {
            why = why.isEmpty() ? reason : why;
        } finally {
            lock.unlock();
        }
    }

    /** No check begins any more, and those under way are given up. */
    void now(String reason) {
        Map<Conversation, Thread> all;
        lock.lock();
        try {
            why = why.isEmpty() ? reason : why;
            now = true;
            all = Map.copyOf(underWay);
            all.values().forEach(Thread::interrupt); // under the lock: a thread that has finished is not interrupted
        } finally {
            lock.unlock();
        }
        all.keySet().forEach(Conversation::abort);
    }

    /** The calling thread begins a check; false if it must not. */
    boolean begins(Conversation conversation) {
        lock.lock();
        try {
            if (why.isEmpty()) {
                underWay.put(conversation, Thread.currentThread());
            }
            return why.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    /** The calling thread has finished a check that it began. */
    void finished(Conversation conversation, String id) {
        lock.lock();
        try {
            underWay.remove(conversation);
            recent.addLast(id);
            if (recent.size() > MOST_RECENT) {
                recent.removeFirst();
            }
            if (now) {
                Thread.interrupted(); // ours, and it has served
            }
        } finally {
            lock.unlock();
        }
    }
}
