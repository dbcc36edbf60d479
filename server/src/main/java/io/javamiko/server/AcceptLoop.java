package io.javamiko.server;

import io.javamiko.Deadline;
import io.javamiko.Threads;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Accepts connections on a thread of its own until it is closed; backs off where the system has none to give. */
final class AcceptLoop implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AcceptLoop.class);
    private static final int BACKLOG = 128;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(5);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

    private final ServerSocket socket;
    private final Taker taker;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private boolean closed; // guarded by lock
    private Duration pause = FIRST_PAUSE; // the loop's thread alone

    /** Takes a connection over, and returns at once. */
    @FunctionalInterface
    interface Taker {
        /** @throws IOException if it can't; the connection is closed then */
        void take(Socket connection) throws IOException;
    }

    private AcceptLoop(ServerSocket socket, Taker taker) {
        this.socket = socket;
        this.taker = taker;
    }

    /** @throws IOException if the address is in use or not ours */
    static AcceptLoop start(InetSocketAddress address, Taker taker) throws IOException {
        var socket = new ServerSocket();
        try {
            socket.setReuseAddress(true); // a server that starts again gets its port
            socket.bind(address, BACKLOG);
        } catch (IOException e) {
            socket.close();
            throw new IOException("can't listen at " + address + ": " + e.getMessage(), e);
        }
        var loop = new AcceptLoop(socket, taker);
        Threads.start("javamiko server " + socket.getLocalSocketAddress(), loop::run);
        return loop;
    }

    InetSocketAddress address() {
        return (InetSocketAddress) socket.getLocalSocketAddress();
    }

    private void run() {
        while (!isClosed()) {
            try {
                accept();
                pause = FIRST_PAUSE;
            } catch (IOException | RuntimeException | Error e) { // out of files, or of threads: the next may do
                backOff(e);
            }
        }
    }

    private void accept() throws IOException {
        var connection = socket.accept();
        boolean taken = false;
        try {
            taker.take(connection);
            taken = true;
        } finally {
            if (!taken) {
                connection.close();
            }
        }
    }

    /** Trying again at once would only burn the processor, and fill the log: 331,507 errors in 2 s were measured. */
    private void backOff(Throwable why) {
        if (isClosed()) {
            return;
        }
        LOG.warn("no connection accepted at {}; trying again in {} ms", address(), pause.toMillis(), why);
        lock.lock();
        try {
            var until = Deadline.after(pause);
            boolean waiting = !closed;
            while (waiting) {
                waiting = until.await(changed) && !closed;
            }
        } catch (InterruptedIOException e) {
            Thread.interrupted(); // this thread is ours, and nobody has a reason to interrupt it
        } finally {
            lock.unlock();
        }
        pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause.multipliedBy(2);
    }

    private boolean isClosed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }

    /** Stops listening; connections that were taken go on. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        try {
            socket.close();
        } catch (IOException e) {
            LOG.debug("not closed in order", e);
        }
    }
}
