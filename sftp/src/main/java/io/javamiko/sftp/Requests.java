package io.javamiko.sftp;

import io.javamiko.ConnectionLostException;
import io.javamiko.Deadline;
import io.javamiko.ProtocolException;
import io.javamiko.SSHException;
import io.javamiko.SSHTimeoutException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/** The requests of a session that have no reply yet, by their ids, and who waits for them. Any thread. */
final class Requests {
    private static final int MAX_ABANDONED = 1024; // that nobody waits for any more and that were never answered

    private final Duration replyTimeout;
    private final ReentrantLock lock = new ReentrantLock();
    // guarded by lock
    private final Map<Integer, Call> pending = new HashMap<>();
    private final Set<Arrivals> waiting = new HashSet<>();
    private final ArrayDeque<SFTPHandle> orphans = new ArrayDeque<>(); // opened for callers that have given up
    private int abandoned;
    private int lastId;
    private boolean ended;
    private Throwable failure; // null also if it ended in order

    Requests(Duration replyTimeout) {
        this.replyTimeout = replyTimeout;
    }

    /** A new place for replies to arrive. */
    Arrivals arrivals() {
        return new Arrivals(lock.newCondition());
    }

    /**
     * Gives a request its id.
     *
     * @param arrivals where its reply goes; null if nobody waits for it
     */
    int register(Call call, Arrivals arrivals) throws SSHException {
        lock.lock();
        try {
            if (ended) {
                throw lost();
            }
            if (abandoned > MAX_ABANDONED) {
                throw new SSHException("the server leaves more than " + MAX_ABANDONED + " requests without an answer");
            }
            call.arrivals = arrivals;
            abandoned += arrivals == null ? 1 : 0;
            do {
                lastId++;
            } while (pending.putIfAbsent(lastId, call) != null); // an old one without an answer may have the number
            return lastId;
        } finally {
            lock.unlock();
        }
    }

    /** Takes out the request that a reply is for. */
    Call answered(int id) throws ProtocolException {
        lock.lock();
        try {
            var call = pending.remove(id);
            if (call == null) {
                throw new ProtocolException("a reply with the id " + Integer.toUnsignedString(id)
                        + ", which no request has (draft-ietf-secsh-filexfer-02 §6)");
            }
            return call;
        } finally {
            lock.unlock();
        }
    }

    /** Where the data of this READ goes; null if nobody wants it any more. */
    byte[] target(Call call) {
        lock.lock();
        try {
            return call.target;
        } finally {
            lock.unlock();
        }
    }

    /** Gives a request that has its reply to whom it is for. */
    void deliver(Call call) {
        lock.lock();
        try {
            if (call.arrivals != null) {
                call.arrivals.add(call);
                return;
            }
            abandoned--;
            if (call.reply() instanceof SFTPReply.Handle opened) {
                orphans.add(opened.handle());
            }
        } finally {
            lock.unlock();
        }
    }

    /** A handle that was opened for nobody and is to be closed, or null. */
    SFTPHandle nextOrphan() {
        lock.lock();
        try {
            return orphans.poll();
        } finally {
            lock.unlock();
        }
    }

    /** The next reply if one is there, else null. */
    Call poll(Arrivals arrivals) {
        lock.lock();
        try {
            return arrivals.poll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * The next reply.
     *
     * @param incoming tells when the server was last heard: what moves, however slowly, goes on
     * @throws SSHTimeoutException if the server was silent for the reply timeout
     */
    Call take(Arrivals arrivals, String verb, String path, Incoming incoming) throws IOException {
        lock.lock();
        try {
            if (!arrivals.isEmpty()) {
                return arrivals.poll();
            }
            waiting.add(arrivals);
            long began = System.nanoTime();
            while (arrivals.isEmpty()) {
                if (ended) {
                    throw lost();
                }
                long last = incoming.lastArrival();
                long left = replyTimeout.toNanos() - (System.nanoTime() - (last - began > 0 ? last : began));
                if (left <= 0) {
                    throw new SSHTimeoutException("no answer to " + SFTPException.what(verb, path), replyTimeout);
                }
                Deadline.after(Duration.ofNanos(left)).await(arrivals.changed);
            }
            return arrivals.poll();
        } finally {
            waiting.remove(arrivals);
            lock.unlock();
        }
    }

    /** Nobody waits for these any more: their replies are dropped when they come, what they open is closed again. */
    void abandon(Arrivals arrivals) {
        lock.lock();
        try {
            for (var call : pending.values()) {
                if (call.arrivals == arrivals) {
                    call.arrivals = null;
                    call.target = null;
                    abandoned++;
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * Ends them all; those to come fail at once.
     *
     * @param cause null if the session was closed in order
     * @return whether this was the first cause
     */
    boolean end(Throwable cause) {
        lock.lock();
        try {
            boolean first = !ended;
            if (first) {
                ended = true;
                failure = cause;
                waiting.forEach(arrivals -> arrivals.changed.signalAll());
            }
            return first;
        } finally {
            lock.unlock();
        }
    }

    boolean haveEnded() {
        lock.lock();
        try {
            return ended;
        } finally {
            lock.unlock();
        }
    }

    /** What a call that comes after the end throws: its own stack trace, the first cause. */
    SSHException lost() {
        lock.lock();
        try {
            return failure == null
                    ? new ConnectionLostException("the SFTP session was closed here", null)
                    : new ConnectionLostException(failure);
        } finally {
            lock.unlock();
        }
    }
}
