package io.javamiko.connection;

import java.util.ArrayDeque;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Serves a peer's requests one after another, in order, on a thread that is there only while there are some; the reader
 * never waits for it. What does not fit is not kept but counted, and refused when its turn comes: replies carry no number,
 * so an early one would be taken for that of another request.
 */
final class RequestQueue {
    /** A request as it came. */
    record Incoming(String type, boolean wantReply, byte[] data) {}

    /** Who serves. Called with no lock held, one call at a time, and {@link #ended} last. */
    interface Server {
        /** Serves a request and replies to it if a reply is wanted; throws nothing. */
        void serve(Incoming request);

        /** Replies to that many requests that did not fit. */
        void refuse(long count);

        /** Nothing more will come. */
        default void ended() {}
    }

    static final int MAX_WAITING = 128; // requests in one queue
    static final long MAX_BYTES = 1 << 20; // in all queues of a connection

    private final Executor executor;
    private final Server server;
    private final AtomicLong bytesLeft;

    private final ReentrantLock lock = new ReentrantLock();
    private final ArrayDeque<Incoming> waiting = new ArrayDeque<>(); // guarded by lock
    private long refused; // guarded by lock; came behind those, wanting a reply
    private boolean running; // guarded by lock
    private boolean ended; // guarded by lock
    private boolean told; // guarded by lock; whether the server knows of the end

    /** @param bytesLeft of {@link #MAX_BYTES}, shared by the connection's queues */
    RequestQueue(Executor executor, AtomicLong bytesLeft, Server server) {
        this.executor = executor;
        this.bytesLeft = bytesLeft;
        this.server = server;
    }

    /** Lets requests wait until {@link #run} is called; before anything is offered. */
    void hold() {
        running = true;
    }

    /** The reader brings a request. */
    void offer(Incoming request) {
        lock.lock();
        try {
            if (ended) {
                return;
            }
            if (refused == 0 && waiting.size() < MAX_WAITING && takeBytes(request.data().length)) {
                waiting.add(request);
            } else if (request.wantReply()) {
                refused++;
            }
            if (running) {
                return;
            }
            running = true;
        } finally {
            lock.unlock();
        }
        start();
    }

    /** The channel or the connection has ended: what waits is dropped. */
    void end() {
        lock.lock();
        try {
            if (ended) {
                return;
            }
            ended = true;
            refused = 0;
            waiting.forEach(request -> bytesLeft.addAndGet(request.data().length));
            waiting.clear();
            if (running) {
                return; // it will see
            }
            running = true;
        } finally {
            lock.unlock();
        }
        start();
    }

    private void start() {
        try {
            executor.execute(this::run);
        } catch (RejectedExecutionException | OutOfMemoryError noThread) {
            refuseAll();
        }
    }

    /** Serves until there is nothing left. */
    void run() {
        while (true) {
            Incoming next;
            long refuse = 0;
            boolean end = false;
            lock.lock();
            try {
                next = waiting.poll();
                if (next != null) {
                    bytesLeft.addAndGet(next.data().length);
                } else if (refused > 0) {
                    refuse = refused;
                    refused = 0;
                } else if (ended && !told) {
                    told = true;
                    end = true;
                } else {
                    running = false;
                    return;
                }
            } finally {
                lock.unlock();
            }
            if (next != null) {
                server.serve(next);
            } else if (end) {
                server.ended();
            } else {
                server.refuse(refuse);
            }
        }
    }

    /** There is no thread to serve with: on the reader, since a refusal never waits. */
    private void refuseAll() {
        long refuse;
        boolean end;
        lock.lock();
        try {
            refuse = refused + waiting.stream().filter(Incoming::wantReply).count();
            waiting.forEach(request -> bytesLeft.addAndGet(request.data().length));
            waiting.clear();
            refused = 0;
            running = false;
            end = ended && !told;
            told |= end;
        } finally {
            lock.unlock();
        }
        if (refuse > 0) {
            server.refuse(refuse);
        }
        if (end) {
            server.ended();
        }
    }

    private boolean takeBytes(int bytes) {
        if (bytesLeft.addAndGet(-bytes) >= 0) {
            return true;
        }
        bytesLeft.addAndGet(bytes);
        return false;
    }
}
