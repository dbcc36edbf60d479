package io.javamiko.connection;

import io.javamiko.ConnectionLostException;
import io.javamiko.Deadline;
import io.javamiko.SSHTimeoutException;
import io.javamiko.transport.Flow;
import io.javamiko.transport.Message;
import io.javamiko.transport.Outbox;
import io.javamiko.transport.Step;
import io.javamiko.wire.WireWriter;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * An outbox whose packets a test takes in its hands, one by one: the send lock, the gate of a key exchange and the bounded
 * room for users are there; sockets and keys are not.
 */
final class MemoryOutbox implements Outbox {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Map<Flow, Condition> windows = new HashMap<>();
    private final ArrayDeque<byte[]> sent = new ArrayDeque<>();
    private final ArrayDeque<byte[]> behindTheGate = new ArrayDeque<>(); // answers decided while the gate is closed
    private long bytes;
    private long room = 256 * 1024; // for users; answers take more
    private boolean gateClosed;
    private int packetsBetweenKeyExchanges = Integer.MAX_VALUE;
    private int packets;
    private boolean ended;
    private Throwable cause;
    private Runnable onEntry = () -> {};

    /** Is called whenever somebody comes, before the send lock is taken. */
    void onEntry(Runnable check) {
        onEntry = check;
    }

    /** The next packet for the peer; waits for it. */
    byte[] take(Deadline deadline) throws IOException {
        lock.lock();
        try {
            while (sent.isEmpty()) {
                if (packets >= packetsBetweenKeyExchanges) {
                    packets = 0;
                    gate(false);
                    continue;
                }
                if (ended) {
                    return null;
                }
                if (!deadline.await(changed) && sent.isEmpty()) {
                    throw new SSHTimeoutException("no packet", deadline.length());
                }
            }
            byte[] packet = sent.remove();
            bytes -= packet.length;
            if (++packets == packetsBetweenKeyExchanges) {
                gateClosed = true; // until all that was accepted has gone
            }
            changed.signalAll();
            return packet;
        } finally {
            lock.unlock();
        }
    }

    boolean isEmpty() {
        lock.lock();
        try {
            return sent.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    /** What users may fill; what is there already stays. */
    void room(long bytesForUsers) {
        lock.lock();
        try {
            room = bytesForUsers;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** A key exchange of ours begins or ends (RFC 4253 §7.1). */
    void gate(boolean closed) {
        lock.lock();
        try {
            gateClosed = closed;
            if (!closed) {
                behindTheGate.forEach(this::put);
                behindTheGate.clear();
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** From now on the gate closes after so many packets, and opens once they have gone. */
    void keyExchangeEvery(int packetsBetween) {
        lock.lock();
        try {
            packetsBetweenKeyExchanges = packetsBetween;
        } finally {
            lock.unlock();
        }
    }

    /** The connection ends: nothing more goes. */
    void end(Throwable firstCause) {
        lock.lock();
        try {
            ended = true;
            cause = firstCause;
            windows.values().forEach(Condition::signalAll);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void send(Message message, Deadline deadline) throws IOException {
        send(() -> message, deadline);
    }

    @Override
    public void send(Step step, Deadline deadline) throws IOException {
        onEntry.run();
        lock.lock();
        try {
            awaitTurn(deadline);
            accept(step.next());
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void send(Flow flow, byte[] data, int offset, int length, Deadline deadline) throws IOException {
        onEntry.run();
        for (int done = 0; done < length; ) {
            lock.lock();
            try {
                awaitTurn(deadline);
                int granted = flow.grant(length - done);
                if (granted == 0) {
                    if (!deadline.await(windows.computeIfAbsent(flow, f -> lock.newCondition()))) {
                        throw new SSHTimeoutException("no window from the peer", deadline.length());
                    }
                    continue;
                }
                byte[] packet = new byte[64 + granted];
                int at = flow.header(packet, 0, granted);
                System.arraycopy(data, offset + done, packet, at, granted);
                put(Arrays.copyOf(packet, at + granted));
                done += granted;
            } finally {
                lock.unlock();
            }
        }
    }

    private void awaitTurn(Deadline deadline) throws IOException {
        while (gateClosed || bytes >= room) {
            failIfEnded();
            if (!deadline.await(changed) && (gateClosed || bytes >= room)) {
                throw new SSHTimeoutException("no room to send", deadline.length());
            }
        }
        failIfEnded();
    }

    private void failIfEnded() throws IOException {
        if (ended) {
            throw cause == null ? new ConnectionLostException("closed here", null) : new ConnectionLostException(cause);
        }
    }

    @Override
    public void answer(Message message) throws IOException {
        answer(() -> message);
    }

    @Override
    public void answer(Step step) throws IOException {
        onEntry.run();
        lock.lock();
        try {
            failIfEnded();
            accept(step.next());
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void answerWindowAdjust(int recipient, long more) throws IOException {
        answer(() -> new ConnectionMessage.ChannelWindowAdjust(Integer.toUnsignedLong(recipient), more));
    }

    @Override
    public void adjust(Flow flow, long more) throws IOException {
        onEntry.run();
        lock.lock();
        try {
            flow.adjust(more);
            var waiting = windows.get(flow); // only who waits with this very flow
            if (waiting != null) {
                waiting.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void update(Runnable change) {
        onEntry.run();
        lock.lock();
        try {
            change.run();
            windows.values().forEach(Condition::signalAll);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void accept(Message message) {
        if (message == null) {
            return;
        }
        var out = new WireWriter();
        message.encode(out);
        if (gateClosed) {
            behindTheGate.add(out.toByteArray());
        } else {
            put(out.toByteArray());
        }
    }

    private void put(byte[] packet) {
        sent.add(packet);
        bytes += packet.length;
        changed.signalAll();
    }
}
