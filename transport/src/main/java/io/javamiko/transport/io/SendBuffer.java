package io.javamiko.transport.io;

import static io.javamiko.transport.MessageNumbers.CHANNEL_DATA;
import static io.javamiko.transport.MessageNumbers.CHANNEL_WINDOW_ADJUST;
import static io.javamiko.transport.MessageNumbers.DISCONNECT;

import io.javamiko.Deadline;
import io.javamiko.SSHException;
import io.javamiko.SSHTimeoutException;
import io.javamiko.crypto.packet.PacketSealer;
import io.javamiko.transport.Flow;
import io.javamiko.transport.Gate;
import io.javamiko.transport.Limits;
import io.javamiko.transport.Message;
import io.javamiko.transport.Outbox;
import io.javamiko.transport.PacketKeys;
import io.javamiko.transport.RekeyLimits;
import io.javamiko.transport.Step;
import io.javamiko.transport.TransportMessage.NewKeys;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayDeque;

/**
 * Everything outgoing, in order: the gate, the keys in use, and the sealed packets that {@link LinkWriter} takes from here,
 * all under the send lock. Thread-safe.
 *
 * <p>Users may fill {@link SealedBytes#CAPACITY} and wait then; the lock is released behind every packet, so that a byte of
 * a shell passes bulk writers within milliseconds. Answers never wait: they go above that bound, into the reserve, and what
 * the gate holds back counts too. Nobody writes to the link here, so a deadline or an interrupt of a sender harms nothing,
 * and what was sealed is sent.
 */
public final class SendBuffer implements Outbox {
    private static final int BULK = 32 << 10; // bytes of data in one packet
    private static final int HELD_OVERHEAD = 64; // bytes that a held answer counts beside its payload

    private final SendLock lock; // guards all below
    private final SealedBytes sealed;
    private final PacketWriter packets;
    private final Gate gate;
    private final FlowWaits windows;
    private final ArrayDeque<byte[]> held = new ArrayDeque<>(); // answers that wait for the gate, as payloads
    private int heldBytes;
    private int mostOwed; // bytes up to which answers may fill
    private final RekeyLimits keysServe;
    private Action rekey; // null until the user is authenticated
    private boolean rekeyIsDue;

    /** Something to do under the send lock. */
    @FunctionalInterface
    public interface Action {
        /** Does it. */
        void run() throws IOException;
    }

    /** @param gate the sending gate, which belongs under the lock from now on */
    SendBuffer(SendLock lock, SealedBytes sealed, PacketWriter packets, Gate gate, Limits limits) {
        this.lock = lock;
        this.sealed = sealed;
        this.packets = packets;
        this.gate = gate;
        this.mostOwed = limits.answersBeforeAuth();
        this.keysServe = new RekeyLimits(limits);
        this.windows = new FlowWaits(lock);
    }

    // ---- users: they wait for their turn ----------------------------------------------------------------------------

    @Override
    public void send(Message message, Deadline deadline) throws IOException {
        lock.lock();
        try {
            awaitTurn(message.number(), deadline);
            packets.put(message);
            accept();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void send(Step step, Deadline deadline) throws IOException {
        lock.lock();
        try {
            awaitTurn(CHANNEL_DATA, deadline); // when data may go, so may every message of a step
            var message = step.next();
            if (message != null) {
                packets.put(message);
                accept();
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void send(Flow flow, byte[] data, int offset, int length, Deadline deadline) throws IOException {
        int sent = 0;
        try {
            while (sent < length) {
                sent += sendPacket(flow, data, offset + sent, length - sent, deadline);
            }
        } catch (InterruptedIOException e) {
            e.bytesTransferred = sent;
            throw e;
        }
    }

    private int sendPacket(Flow flow, byte[] data, int offset, int length, Deadline deadline) throws IOException {
        lock.lock();
        try {
            int granted = awaitGrant(flow, Math.min(length, BULK), deadline);
            packets.put(flow, data, offset, granted);
            seal();
            rekeyIfDue();
            return granted;
        } finally {
            lock.unlock();
        }
    }

    /** Waits until data may go, for window and for room; how many bytes may go. */
    private int awaitGrant(Flow flow, int wanted, Deadline deadline) throws IOException {
        for (; ; ) {
            awaitTurn(CHANNEL_DATA, deadline);
            int granted = flow.grant(wanted);
            if (granted == 0) {
                if (!windows.await(flow, deadline)) {
                    throw new SSHTimeoutException("the peer gave no window to send in", deadline.length());
                }
            } else if (!sealed.hasRoom(packets.sealedBound(PacketWriter.FLOW_HEADER + granted))) {
                lock.awaitTurn(deadline, "the peer did not take what was sent");
            } else {
                return granted;
            }
        }
    }

    /** Waits until such a message may go, and there is room at all: its end may stand above the bound. */
    private void awaitTurn(int number, Deadline deadline) throws IOException {
        for (; ; ) {
            if (!mayGo(number)) {
                lock.awaitTurn(deadline, "the key exchange did not end");
            } else if (sealed.length() >= SealedBytes.CAPACITY) {
                lock.awaitTurn(deadline, "the peer did not take what was sent");
            } else {
                return;
            }
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
                packets.put(message);
                acceptOrHold();
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
            packets.put(CHANNEL_WINDOW_ADJUST, recipient, (int) bytes);
            acceptOrHold();
        } finally {
            lock.unlock();
        }
    }

    private void acceptOrHold() throws IOException {
        if (sealed.length() + heldBytes + packets.sealedBound() > mostOwed) {
            throw lock.failing(new SSHException(
                    "the peer asks and does not read: %d bytes wait to be sent to it, and no more answers are kept"
                            .formatted(sealed.length() + heldBytes)));
        }
        if (mayGo(packets.number())) {
            accept();
        } else {
            byte[] payload = packets.takePayload();
            held.add(payload);
            heldBytes += payload.length + HELD_OVERHEAD;
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

    // ---- accepting --------------------------------------------------------------------------------------------------

    /** Whether such a message may go now; if not, it may once our key exchange has ended. */
    private boolean mayGo(int number) throws IOException {
        lock.checkAlive();
        if (!gate.maySend(number) && !gate.isInKex()) {
            throw new IllegalStateException("message " + number + " may not be sent in phase " + gate.phase());
        }
        return gate.maySend(number);
    }

    private void accept() throws IOException {
        gate.passed(packets.number());
        seal();
        packets.wipe(); // it may have been a password
        rekeyIfDue();
    }

    private void seal() throws IOException {
        if (keysServe.isExhausted()) {
            throw lock.failing(new SSHException(
                    "2³¹ packets were sent under one key, and the peer ends no key exchange (RFC 4344 §3.1)"));
        }
        int before = sealed.length();
        sealed.seal(packets);
        rekeyIsDue = keysServe.packet(sealed.length() - before);
    }

    private void rekeyIfDue() throws IOException {
        if (rekeyIsDue && rekey != null && !gate.isInKex()) {
            rekey.run();
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
        lock.lock();
        try {
            lock.checkAlive();
            sealed.append(bytes);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Sends NEWKEYS under the old keys and takes the new ones into use, in one step (RFC 4253 §7.3); then goes what the gate
     * held back, then who waited.
     *
     * @param compressed whether payloads are compressed from now on; the stream begins anew
     * @param keys whose sequence number and block length count
     */
    public void newKeys(PacketSealer next, boolean compressed, PacketKeys keys) throws IOException {
        lock.lock();
        try {
            lock.checkAlive();
            packets.put(new NewKeys());
            gate.passed(packets.number());
            seal();
            packets.use(next, compressed, keys.resetsSequenceNumber());
            keysServe.newKeys(keys.blockLength(), System.nanoTime());
            rekeyIsDue = false;
            for (byte[] payload = held.poll(); payload != null; payload = held.poll()) {
                packets.put(payload, 0, payload.length);
                accept();
            }
            heldBytes = 0;
            lock.allTurns();
        } finally {
            lock.unlock();
        }
    }

    /**
     * The user is authenticated: users' senders get their buffer, and answers their reserve above it.
     *
     * @param answers bytes of the reserve
     * @param compressed whether payloads are compressed from now on
     * @param startRekey called, with the lock held, when the keys in use have served long enough
     */
    public void authenticated(int answers, boolean compressed, Action startRekey) {
        update(() -> {
            rekey = startRekey;
            gate.authenticated();
            mostOwed = SealedBytes.CAPACITY + answers;
            packets.compressed(compressed);
        });
    }

    /** When the keys in use have served long enough, by {@link System#nanoTime}. */
    public long rekeyTime() {
        lock.lock();
        try {
            return keysServe.nextDue();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Nothing more is accepted; what was is still written. Everybody who waits gets the first cause.
     *
     * @param firstCause {@code null} where the connection is closed in order
     * @param farewell the last message, or {@code null} for none
     */
    void end(Throwable firstCause, Message farewell) {
        update(() -> {
            if (!lock.isEnded() && farewell != null && gate.maySend(DISCONNECT)) {
                packets.put(farewell);
                sealed.seal(packets);
            }
            lock.end(firstCause);
            held.clear();
            heldBytes = 0;
        });
    }

    /** Bytes of memory that the buffers hold. */
    int memory() {
        lock.lock();
        try {
            return sealed.memory() + packets.memory();
        } finally {
            lock.unlock();
        }
    }

    /** The link is closed: forgets what was not written, and wipes the keys. */
    void destroy() {
        update(() -> {
            sealed.clear();
            packets.destroy();
        });
    }
}
