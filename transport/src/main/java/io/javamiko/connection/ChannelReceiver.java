package io.javamiko.connection;

import io.javamiko.Deadline;
import io.javamiko.ProtocolException;
import io.javamiko.SSHTimeoutException;
import io.javamiko.transport.Payload;
import java.io.IOException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Everything that comes on one channel, and who waits for it, under one lock. The reader brings it and never waits; nothing
 * is sent from here: what is to be credited is returned. Thread-safe.
 */
final class ChannelReceiver {
    final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final ChannelState.Receiving state; // guarded by lock
    private boolean hasReceivedData; // guarded by lock
    private boolean abandoned; // guarded by lock; the opener gave up before the peer answered
    private boolean over; // guarded by lock; the number is free, or the connection has ended
    private Ending ending; // guarded by lock; why nothing comes any more: null while it may

    private final ChannelInput input;
    private final ChannelInput errorInput;

    /** @param window what the peer may send */
    ChannelReceiver(Channel channel, ReceiveWindow window) {
        this.state = new ChannelState.Receiving(window);
        this.input = new ChannelInput(channel, this);
        this.errorInput = new ChannelInput(channel, this);
    }

    ChannelInput input() {
        return input;
    }

    ChannelInput errorInput() {
        return errorInput;
    }

    /** The window that the peer is told of when the channel opens. */
    int initialWindow() {
        return state.initialWindow();
    }

    /** Whether neither side has closed the channel, and the connection is there. */
    boolean isOpen() {
        lock.lock();
        try {
            return ending == null && !state.isOpening();
        } finally {
            lock.unlock();
        }
    }

    /** The peer has confirmed the channel. Returns whether somebody wants it still. */
    boolean confirmed() throws ProtocolException {
        lock.lock();
        try {
            state.opened();
            return !abandoned;
        } finally {
            lock.unlock();
        }
    }

    /** We are about to confirm the peer's channel. Returns {@code false} if it has ended meanwhile. */
    boolean confirm() throws ProtocolException {
        lock.lock();
        try {
            if (over) {
                return false;
            }
            state.opened();
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** The peer refuses the channel, which it may only while it is asked. */
    void refused() throws ProtocolException {
        lock.lock();
        try {
            if (!state.isOpening()) {
                throw new ProtocolException("the peer refused a channel that was open (RFC 4254 §5.1)");
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * Data came.
     *
     * @param into the stream that it is for, or {@code null} for none
     * @return what is to be credited now, 0 for nothing
     */
    int data(Payload payload, int at, int length, ChannelInput into) throws ProtocolException {
        lock.lock();
        try {
            boolean wanted = state.data(length);
            if (length == 0) {
                return 0;
            }
            hasReceivedData = true;
            if (wanted && into != null && into.received(payload, at, length)) {
                ChannelInput other = into == input ? errorInput : input;
                return other.hasReaders() ? state.starved() : 0;
            }
            return state.consumed(length); // nobody reads it; it counts all the same
        } finally {
            lock.unlock();
        }
    }

    /** EOF came. */
    void eof() throws ProtocolException {
        lock.lock();
        try {
            state.eof();
            wakeReaders();
        } finally {
            lock.unlock();
        }
    }

    /** CLOSE came. */
    void close() throws ProtocolException {
        lock.lock();
        try {
            state.close();
        } finally {
            lock.unlock();
        }
    }

    /** Another message came. Returns {@code false} if our CLOSE crossed it. */
    boolean expectOpen(String what) throws ProtocolException {
        lock.lock();
        try {
            state.expectOpen(what);
            return !state.isClosing();
        } finally {
            lock.unlock();
        }
    }

    /** The channel is closed here. Returns whether CLOSE is to be sent now, and not only once the peer has confirmed. */
    boolean closeHere() {
        lock.lock();
        try {
            state.closing();
            if (ending == null) {
                ending = Ending.ofChannel("the channel was closed here");
            }
            input.discard();
            errorInput.discard();
            abandoned = state.isOpening();
            if (abandoned) {
                return false;
            }
        } finally {
            lock.unlock();
        }
        input.releaseDiscarded();
        errorInput.releaseDiscarded();
        return true;
    }

    /** Nothing comes any more. Returns {@code false} if that was so before. */
    boolean end(Ending why) {
        lock.lock();
        try {
            if (over) {
                return false;
            }
            over = true;
            if (ending == null) {
                ending = why;
            }
            state.release();
            changed.signalAll();
            wakeReaders();
            return true;
        } finally {
            lock.unlock();
        }
    }

    private void wakeReaders() {
        input.wake();
        errorInput.wake();
    }

    /** Waits for {@link #end}. */
    void awaitEnd(Deadline deadline) throws IOException {
        lock.lock();
        try {
            while (!over) {
                if (!deadline.await(changed) && !over) {
                    throw new SSHTimeoutException("the peer did not close the channel", deadline.length());
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /** Whether the peer has sent data, for whichever stream. */
    boolean hasReceivedData() {
        lock.lock();
        try {
            return hasReceivedData;
        } finally {
            lock.unlock();
        }
    }

    /** Whether the peer has sent CLOSE. */
    boolean isClosedByPeer() {
        lock.lock();
        try {
            return state.isClosed();
        } finally {
            lock.unlock();
        }
    }

    // For the streams, which hold the lock.

    ChannelState.Receiving state() {
        return state;
    }

    /** Whether the streams are at their end; throws if the connection ended before they were. */
    boolean noMoreComes() throws IOException {
        if (state.noMoreData()) {
            return true;
        }
        if (ending != null) {
            throw ending.exception();
        }
        return false;
    }
}
