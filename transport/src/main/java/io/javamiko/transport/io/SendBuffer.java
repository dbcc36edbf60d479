package io.javamiko.transport.io;

import static io.javamiko.transport.MessageNumbers.CHANNEL_DATA;
import static io.javamiko.transport.MessageNumbers.CHANNEL_WINDOW_ADJUST;

import io.javamiko.Deadline;
import io.javamiko.SSHTimeoutException;
import io.javamiko.crypto.packet.PacketSealer;
import io.javamiko.transport.Flow;
import io.javamiko.transport.Message;
import io.javamiko.transport.Outbox;
import io.javamiko.transport.PacketKeys;
import io.javamiko.transport.Step;
import java.io.IOException;
import java.io.InterruptedIOException;

/**
 * Everything outgoing, in order, under the send lock: who waits for what, and whose turn it is. Thread-safe.
 *
 * <p>Users may fill {@link SealedBytes#CAPACITY} and wait then; the lock is released behind every few packets, so that a
 * byte of a shell passes bulk writers within milliseconds. Answers never wait: they go above that bound, into the reserve, and what
 * the gate holds back counts too. Nobody writes to the link here ({@link LinkWriter} does), so a deadline or an interrupt
 * of a sender harms nothing, and what was sealed is sent.
 */
public final class SendBuffer implements Outbox {
    private static final int BULK = 32 << 10; // bytes of data in one packet
    private static final int BURST =
            4 * BULK; // sealed in one turn: the writer, woken for each packet, would fall asleep

    private final SendLock lock; // guards all below
    private final Sealing sealing;
    private final FlowWaits windows;

    /** Something to do under the send lock. */
    @FunctionalInterface
    public interface Action {
        /** Does it. */
        void run() throws IOException;
    }

    SendBuffer(SendLock lock, Sealing sealing) {
        this.lock = lock;
        this.sealing = sealing;
        this.windows = new FlowWaits(lock);
    }

    // ---- users: they wait for their turn ----------------------------------------------------------------------------

    @Override
    public void send(Message message, Deadline deadline) throws IOException {
        lock.lock();
        try {
            awaitTurn(message.number(), deadline);
            sealing.accept(message);
        } finally {
            leave();
        }
    }

    @Override
    public void send(Step step, Deadline deadline) throws IOException {
        lock.lock();
        try {
            awaitTurn(CHANNEL_DATA, deadline); // when data may go, so may every message of a step
            var message = step.next();
            if (message != null) {
                sealing.accept(message);
            }
        } finally {
            leave();
        }
    }

    @Override
    public void send(Flow flow, byte[] data, int offset, int length, Deadline deadline) throws IOException {
        int sent = 0;
        try {
            while (sent < length) {
                sent += sendBurst(flow, data, offset + sent, length - sent, deadline);
            }
        } catch (InterruptedIOException e) {
            e.bytesTransferred = sent;
            throw e;
        }
    }

    /** Waits for the first packet's turn; more go with it if they can at once. */
    private int sendBurst(Flow flow, byte[] data, int offset, int length, Deadline deadline) throws IOException {
        lock.lock();
        try {
            int granted = awaitGrant(flow, Math.min(length, BULK), deadline);
            int sent = 0;
            while (granted > 0) {
                sealing.accept(flow, data, offset + sent, granted);
                sent += granted;
                granted = sent < BURST ? grant(flow, Math.min(length - sent, BULK)) : 0;
            }
            return sent;
        } finally {
            leave();
        }
    }

    /** How many bytes may go without waiting. */
    private int grant(Flow flow, int wanted) throws IOException {
        boolean may = wanted > 0 && sealing.mayGo(CHANNEL_DATA) && sealing.hasRoom(PacketWriter.FLOW_HEADER + wanted);
        return may ? flow.grant(wanted) : 0;
    }

    /** Waits until data may go, for window and for room; how many bytes may go. */
    private int awaitGrant(Flow flow, int wanted, Deadline deadline) throws IOException {
        for (; ; ) {
            awaitTurn(CHANNEL_DATA, deadline);
            int granted = flow.grant(wanted);
            if (granted == 0) {
                passOn();
                if (!windows.await(flow, deadline)) {
                    throw new SSHTimeoutException("the peer gave no window to send in", deadline.length());
                }
            } else if (sealing.hasRoom(PacketWriter.FLOW_HEADER + granted)) {
                return granted;
            } else {
                lock.awaitTurn(deadline, "the peer did not take what was sent");
            }
        }
    }

    /** Waits until such a message may go, and there is room for its beginning. */
    private void awaitTurn(int number, Deadline deadline) throws IOException {
        for (; ; ) {
            if (!sealing.mayGo(number)) {
                lock.awaitTurn(deadline, "the key exchange did not end");
            } else if (!sealing.hasRoom()) {
                lock.awaitTurn(deadline, "the peer did not take what was sent");
            } else {
                return;
            }
        }
    }

    private void leave() {
        passOn();
        lock.unlock();
    }

    /** Whoever was woken and leaves room wakes the next one; who has filled it leaves that to the writer. */
    private void passOn() {
        if (sealing.hasRoom(PacketWriter.FLOW_HEADER + BULK)) {
            lock.nextTurn();
        }
    }

    // ---- the reader, and whoever else must not wait -----------------------------------------------------------------

    @Override
    public void answer(Message message) throws IOException {
        answer(() -> message);
    }

    @Override
    public void answer(Step step) throws IOException {
        lock.lock();
        try {
            lock.checkAlive();
            var message = step.next();
            if (message != null) {
                sealing.acceptOrHold(message);
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void answerWindowAdjust(int recipient, long bytes) throws IOException {
        lock.lock();
        try {
            lock.checkAlive();
            sealing.acceptOrHold(CHANNEL_WINDOW_ADJUST, recipient, (int) bytes);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void adjust(Flow flow, long bytes) throws IOException {
        lock.lock();
        try {
            flow.adjust(bytes);
            windows.wake(flow);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void update(Runnable change) {
        lock.lock();
        try {
            change.run();
            windows.wakeAll();
            lock.allTurns();
        } finally {
            lock.unlock();
        }
    }

    // ---- the transport ----------------------------------------------------------------------------------------------

    /** Does something that must not be done twice at once, the start of a key exchange, under the send lock. */
    public void exclusively(Action action) throws IOException {
        lock.lock();
        try {
            action.run();
        } finally {
            lock.unlock();
        }
    }

    /** Sends bytes as they are: the identification (RFC 4253 §4.2). */
    public void sendRaw(byte[] bytes) throws IOException {
        exclusively(() -> sealing.acceptRaw(bytes));
    }

    /**
     * Sends NEWKEYS under the old keys and takes the new ones into use, in one step (RFC 4253 §7.3); then goes what the gate
     * held back, then who waited.
     *
     * @param compressed whether payloads are compressed from now on; the stream begins anew
     * @param keys whose sequence number and block length count
     */
    public void newKeys(PacketSealer next, boolean compressed, PacketKeys keys) throws IOException {
        exclusively(() -> {
            sealing.newKeys(next, compressed, keys);
            lock.allTurns();
        });
    }

    /**
     * The user is authenticated: answers get their reserve above the users' buffer.
     *
     * @param answers bytes of the reserve
     * @param compressionBegins whether payloads are compressed from now on that were not until now
     * @param startRekey called, with the lock held, when the keys in use have served long enough
     */
    public void authenticated(int answers, boolean compressionBegins, Action startRekey) {
        update(() -> sealing.authenticated(answers, compressionBegins, startRekey));
    }

    /** When the keys in use have served long enough, by {@link System#nanoTime}. */
    public long rekeyTime() {
        lock.lock();
        try {
            return sealing.rekeyTime();
        } finally {
            lock.unlock();
        }
    }

    /** Bytes that were sealed with the keys in use. */
    public long bytesUnderKeys() {
        lock.lock();
        try {
            return sealing.bytesUnderKeys();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Nothing more is accepted; what was is still written. Everybody who waits gets the first cause.
     *
     * @param cause {@code null} where the connection is closed in order
     * @param farewell the last message, or {@code null} for none
     */
    void end(Throwable cause, Message farewell) {
        update(() -> {
            lock.end(cause);
            sealing.end(farewell);
        });
    }

    /** The link is closed: forgets what was not written, and wipes the keys. */
    void destroy() {
        update(sealing::destroy);
    }

    /** Bytes of memory that the buffers hold. */
    int memory() {
        lock.lock();
        try {
            return sealing.memory();
        } finally {
            lock.unlock();
        }
    }
}
