package io.javamiko.agent;

import io.javamiko.Deadline;
import io.javamiko.ProtocolException;
import io.javamiko.Threads;
import io.javamiko.agent.AgentException.Reason;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One exchange after another over a link, each with a deadline. The exchange itself runs on a thread of its own: streams know
 * no deadline, and an interrupt of a caller in a socket would close it. Thread-safe.
 */
final class AgentTurns {
    private final AgentLink link;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private boolean busy; // guarded by lock
    private Throwable ended; // guarded by lock; the first cause

    /** An exchange that is under way; its fields are guarded by lock. */
    private static final class Exchange {
        private final byte[] request; // a copy, wiped by who sent it
        private byte[] reply;
        private Throwable failure;

        private Exchange(byte[] request) {
            this.request = request.clone();
        }
    }

    AgentTurns(AgentLink link) {
        this.link = link;
    }

    byte[] exchange(byte[] request, Duration timeout) throws IOException {
        var deadline = Deadline.after(timeout);
        begin(deadline);
        var exchange = new Exchange(request);
        try {
            Threads.start("javamiko agent request", () -> run(exchange));
            return await(exchange, deadline);
        } catch (IOException | RuntimeException | Error e) {
            end(e);
            throw e;
        }
    }

    private void begin(Deadline deadline) throws IOException {
        lock.lock();
        try {
            while (busy && ended == null) {
                if (!deadline.await(changed)) {
                    throw new AgentException(Reason.TIMED_OUT, "the agent is still busy with another request", null);
                }
            }
            if (ended != null) {
                throw new AgentException(Reason.CLOSED, "the connection to the agent has ended", ended);
            }
            busy = true;
        } finally {
            lock.unlock();
        }
    }

    private void run(Exchange exchange) {
        byte[] reply = null;
        Throwable failure = null;
        try {
            reply = link.exchange(exchange.request);
        } catch (IOException | RuntimeException | Error e) {
            failure = e;
        }
        Arrays.fill(exchange.request, (byte) 0);
        lock.lock();
        try {
            exchange.reply = reply;
            exchange.failure = failure;
            busy = false;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private byte[] await(Exchange exchange, Deadline deadline) throws IOException {
        lock.lock();
        try {
            while (exchange.reply == null && exchange.failure == null) {
                if (!deadline.await(changed)) {
                    throw new AgentException(
                            Reason.TIMED_OUT,
                            "the agent did not answer within "
                                    + deadline.length().toMillis() + " ms",
                            null);
                }
            }
            if (exchange.failure instanceof ProtocolException malformed) {
                throw malformed;
            }
            if (exchange.failure != null) {
                throw new AgentException(
                        Reason.CLOSED, "the connection to the agent broke: " + exchange.failure, exchange.failure);
            }
            return exchange.reply;
        } finally {
            lock.unlock();
        }
    }

    void close() {
        end(new AgentException(Reason.CLOSED, "this client of the agent is closed", null));
    }

    /** Closes the link, on another thread: closing a pipe may wait for a read that never ends. */
    private void end(Throwable cause) {
        lock.lock();
        try {
            if (ended != null) {
                return;
            }
            ended = cause;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        Threads.start("javamiko agent close", () -> {
            try {
                link.close();
            } catch (IOException e) {
                return; // it is gone, which was the aim
            }
        });
    }
}
