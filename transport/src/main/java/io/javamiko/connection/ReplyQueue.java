package io.javamiko.connection;

import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Requests of ours that the peer has not answered, in the order in which they were sent: replies carry no number (RFC 4254
 * §4, §5.4). {@link #add} is called under the send lock, where that order is decided; the queue itself needs no lock. Who
 * gives up waiting leaves his place in it, so that no answer is taken for another's.
 */
final class ReplyQueue<T> {
    private final ConcurrentLinkedQueue<Pending<T>> waiting = new ConcurrentLinkedQueue<>();
    private volatile Ending ending;

    /** The request is being sent. */
    void add(Pending<T> reply) {
        waiting.add(reply);
        if (ending != null) {
            end(ending); // it was ended meanwhile: either loop finds the reply
        }
    }

    /** A reply came: for the oldest request. One that nobody waits for is dropped (CVE-2026-39830). */
    void received(T reply) {
        Pending<T> oldest = waiting.poll();
        if (oldest != null) {
            oldest.complete(reply);
        }
    }

    /** No reply will come any more, to none of them. */
    void end(Ending why) {
        ending = why;
        for (Pending<T> reply = waiting.poll(); reply != null; reply = waiting.poll()) {
            reply.fail(why);
        }
    }
}
