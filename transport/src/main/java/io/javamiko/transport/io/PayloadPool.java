package io.javamiko.transport.io;

import io.javamiko.transport.Payload;
import java.util.ArrayDeque;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The packet buffers of one connection that are not in use. The reader takes, whoever has consumed a packet gives back;
 * thread-safe. What is more than a few is left to the garbage collector, and all of it when the connection is idle.
 */
final class PayloadPool {
    private static final int MOST = 32; // of 32 KiB: a connection in bulk keeps 1 MiB at most

    private final ReentrantLock lock = new ReentrantLock();
    private final ArrayDeque<Payload> free = new ArrayDeque<>(MOST); // guarded by lock

    Payload take() {
        lock.lock();
        try {
            var payload = free.pollLast();
            return payload != null ? payload : new Payload(this::give);
        } finally {
            lock.unlock();
        }
    }

    void clear() {
        lock.lock();
        try {
            free.clear();
        } finally {
            lock.unlock();
        }
    }

    private void give(Payload payload) {
        lock.lock();
        try {
            if (free.size() < MOST) {
                free.addLast(payload);
            }
        } finally {
            lock.unlock();
        }
    }
}
