package io.javamiko.transport.io;

import io.javamiko.transport.Identification;
import io.javamiko.transport.PacketTap;
import io.javamiko.transport.PacketTap.Direction;
import io.javamiko.transport.Payload;
import io.javamiko.transport.Role;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Between a connection and its {@link PacketTap}: keeps what there is to tell in order, and tells it where no lock of the
 * connection's is held. What is sent is noted under the send lock, what comes by the thread that reads. Thread-safe.
 */
public final class TapQueue {
    private static final Logger LOG = LoggerFactory.getLogger(TapQueue.class);
    private static final long MOST_WAITING = 1 << 20; // bytes; above it the connection waits for its tap
    private static final int OVERHEAD = 128; // bytes that a note counts beside its payload
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final PacketTap tap;
    private final Duration patience;
    private final long begin = System.nanoTime();
    private final ConcurrentLinkedQueue<Note> notes = new ConcurrentLinkedQueue<>();
    private final AtomicLong waiting = new AtomicLong(); // bytes in notes
    private final ReentrantLock telling = new ReentrantLock(); // whose turn it is to tell, and guards the field below
    private volatile boolean givenUp;
    private long latest; // nanoseconds that the last note told of

    /** What a note tells the tap. */
    private interface Telling {
        void tell(PacketTap tap, Duration elapsed);
    }

    private record Note(long nanos, byte[] bytes, Telling telling) {}

    /** Of one connection, which begins now. */
    public TapQueue(PacketTap tap) {
        this(tap, PATIENCE);
    }

    /** @param patience with a tap that does not return; then it is told nothing more */
    TapQueue(PacketTap tap, Duration patience) {
        this.tap = tap;
        this.patience = patience;
    }

    /** The connection begins. */
    public void begun(Role us, String peer) {
        note(new byte[0], (to, elapsed) -> to.begun(us, peer));
        tell();
    }

    /** An identification goes, or has come. */
    public void identified(Direction direction, Identification identification) {
        note(new byte[0], (to, elapsed) -> to.identified(direction, identification, elapsed));
        tell();
    }

    /** The connection has ended. */
    public void closed(Throwable cause) {
        note(new byte[0], (to, elapsed) -> to.closed(cause, elapsed));
        tell();
    }

    /** A packet is sealed; under the send lock, so it is told later. */
    void sent(long sequence, byte[] plain, int from, int to) {
        packet(Direction.SENT, sequence, Arrays.copyOfRange(plain, from, to));
    }

    /** A packet was opened; no lock is held. */
    void received(long sequence, Payload payload) {
        packet(Direction.RECEIVED, sequence, payload.copy());
        tell();
    }

    private void packet(Direction direction, long sequence, byte[] payload) {
        note(payload, (to, elapsed) -> to.packet(direction, sequence, payload, elapsed));
    }

    private void note(byte[] bytes, Telling what) {
        if (givenUp) {
            return;
        }
        waiting.addAndGet(bytes.length + OVERHEAD);
        notes.add(new Note(System.nanoTime() - begin, bytes, what));
    }

    /** Tells all that was noted, unless another thread does; with no other lock held. */
    void tell() {
        while (!notes.isEmpty() && !telling.isHeldByCurrentThread()) { // a tap that sends is told of that later
            if (!(waiting.get() > MOST_WAITING ? awaitTurn() : telling.tryLock())) {
                return; // who tells now looks again after he has let go
            }
            try {
                for (var next = notes.poll(); next != null; next = notes.poll()) {
                    tell(next);
                }
            } finally {
                telling.unlock();
            }
        }
    }

    /** The tap is behind: waits for whoever tells it, but no connection stands still for good since its tap does. */
    private boolean awaitTurn() {
        try {
            if (givenUp) {
                return false;
            }
            if (telling.tryLock(patience.toNanos(), TimeUnit.NANOSECONDS)) {
                return true;
            }
            givenUp = true;
            LOG.warn("a packet tap has not returned for {}: it is told nothing more", patience);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // a later call waits
        }
        return false;
    }

    private void tell(Note note) {
        latest = Math.max(
                latest, note.nanos()); // two threads may have noted in another order than they looked at the clock
        try {
            note.telling().tell(tap, Duration.ofNanos(latest));
        } catch (RuntimeException e) {
            LOG.warn("a packet tap failed", e);
        } finally {
            Arrays.fill(note.bytes(), (byte) 0); // it may have been a password
            waiting.addAndGet(-note.bytes().length - OVERHEAD);
        }
    }
}
