package io.javamiko.connection;

import io.javamiko.Deadline;
import io.javamiko.SSHTimeoutException;
import io.javamiko.transport.Payload;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.concurrent.locks.Condition;

/**
 * What the peer sends on a channel: {@code CHANNEL_DATA}, or the {@code CHANNEL_EXTENDED_DATA} of stderr. The two are
 * buffered apart, so that either can be read first; only the window, which both share, can stop the one for the other, and
 * it grows before it does.
 *
 * <p>A read waits until there is at least one byte. It gives −1 after the peer's EOF or CLOSE, and throws
 * {@link io.javamiko.ConnectionLostException} where the connection ended before them, so that what was cut off is never
 * taken for the whole. Reads have no deadline but {@link #read(byte[], int, int, Deadline)}. Thread-safe.
 */
public final class ChannelInput extends InputStream {
    private final Channel channel;
    private final ChannelReceiver receiver;
    private final Condition changed; // of the channel's lock
    private final PayloadQueue queue = new PayloadQueue(); // guarded by the channel's lock
    private int readers; // guarded by the channel's lock; threads that wait for bytes
    private boolean discards; // guarded by the channel's lock; nobody reads: what comes is dropped and credited

    ChannelInput(Channel channel, ChannelReceiver receiver) {
        this.channel = channel;
        this.receiver = receiver;
        this.changed = receiver.lock.newCondition();
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        return read(bytes, offset, length, Deadline.none());
    }

    /**
     * Reads as {@link #read(byte[], int, int)} does, until a deadline.
     *
     * @throws SSHTimeoutException if not one byte came; the channel can be used as before
     */
    public int read(byte[] bytes, int offset, int length, Deadline deadline) throws IOException {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        if (length == 0) {
            return 0;
        }
        while (true) {
            int read;
            int credit;
            Payload emptied = null;
            receiver.lock.lock();
            try {
                read = take(bytes, offset, length);
                if (read > 0) {
                    emptied = queue.emptied();
                    credit = receiver.state().consumed(read);
                } else if (read < 0) {
                    return -1;
                } else {
                    credit = receiver.state().starved();
                    if (credit == 0) {
                        await(deadline);
                    }
                }
            } finally {
                receiver.lock.unlock();
            }
            if (emptied != null) {
                emptied.release();
            }
            if (credit > 0) {
                channel.credit(credit);
            }
            if (read > 0) {
                return read;
            }
        }
    }

    /** Bytes that are there, −1 at the end, 0 where more may come. */
    private int take(byte[] bytes, int offset, int length) throws IOException {
        if (discards) { // before the queue: what still lies in it was credited when it was dropped
            throw new ChannelClosedException("this stream was closed here");
        }
        if (!queue.isEmpty()) {
            return queue.read(bytes, offset, length);
        }
        return receiver.noMoreComes() ? -1 : 0;
    }

    private void await(Deadline deadline) throws IOException {
        readers++;
        try {
            if (!deadline.await(changed) && queue.isEmpty() && !receiver.noMoreComes()) {
                throw new SSHTimeoutException("no data from the peer", deadline.length());
            }
        } finally {
            readers--;
        }
    }

    /** Bytes that can be read without waiting. */
    @Override
    public int available() {
        receiver.lock.lock();
        try {
            return (int) Math.min(queue.size(), Integer.MAX_VALUE);
        } finally {
            receiver.lock.unlock();
        }
    }

    /** Reads no more: what is there and what comes is dropped, so that the peer does not stand still. */
    @Override
    public void close() {
        int credit;
        receiver.lock.lock();
        try {
            credit = discards ? 0 : receiver.state().consumed((int) queue.size());
            discard();
        } finally {
            receiver.lock.unlock();
        }
        releaseDiscarded();
        if (credit > 0) {
            channel.credit(credit);
        }
    }

    // What follows is the receiver's, which holds the lock.

    /** Data came. Returns {@code false} if nobody reads it. */
    boolean received(Payload payload, int at, int length) {
        if (discards) {
            return false;
        }
        queue.add(payload, at, length);
        changed.signal();
        return true;
    }

    /** From now on whatever comes is dropped. Follow with {@link #releaseDiscarded} once the lock is given up. */
    void discard() {
        discards = true;
        changed.signalAll();
    }

    /** Nothing more comes: wakes who waits. */
    void wake() {
        changed.signalAll();
    }

    boolean hasReaders() {
        return readers > 0;
    }

    /** Gives the dropped buffers back; with no lock held. */
    void releaseDiscarded() {
        while (true) {
            Payload dropped;
            receiver.lock.lock();
            try {
                dropped = discards ? queue.drop() : null;
            } finally {
                receiver.lock.unlock();
            }
            if (dropped == null) {
                return;
            }
            dropped.release();
        }
    }
}
