package io.javamiko.connection;

import io.javamiko.ProtocolException;

/**
 * What the peer may send on a channel, and when it is told that it may send more (RFC 4254 §5.2). Guarded by the channel's
 * lock.
 *
 * <p>Bytes are credited when the user has consumed them, many at a time. A window that is too small for a long path shows
 * without a clock: the user keeps up, and still the peer has used all but a quarter of what it was given. Then the window
 * doubles. To see that, a window that may still grow is credited late, at three quarters; one that has its final size at a
 * quarter, so that the credit arrives before the peer has to stop.
 *
 * <p>Always: {@code left + unread + consumed = size}.
 */
final class ReceiveWindow {
    private final WindowBudget budget;
    private final int initial;
    private final int limit;

    private int size; // what the peer may fill before the user reads
    private int left; // what the peer may send now
    private int consumed; // what the user has read and the peer was not told of

    /**
     * @param initial bytes, taken from the budget before
     * @param limit bytes that the window may grow to
     * @param budget where growth is taken from
     */
    ReceiveWindow(int initial, int limit, WindowBudget budget) {
        this.budget = budget;
        this.initial = initial;
        this.limit = limit;
        this.size = initial;
        this.left = initial;
    }

    /** The peer sent these bytes. */
    void received(int bytes) throws ProtocolException {
        if (bytes > left) {
            throw new ProtocolException(
                    "the peer sent " + (bytes - left) + " bytes more than its window (RFC 4254 §5.2)");
        }
        left -= bytes;
    }

    /**
     * The user has read these bytes, or they were dropped.
     *
     * @return bytes to credit now, 0 for none
     */
    int consumed(int bytes) {
        consumed += bytes;
        if (consumed < (mayGrow() ? size - size / 4 : size / 4)) {
            return 0;
        }
        boolean userKeepsUp = unread() <= size / 8; // what came while he read does not count
        return credit(userKeepsUp);
    }

    /**
     * Somebody waits for bytes of one stream while unread ones of another fill the window.
     *
     * @return bytes to credit now, 0 for none
     */
    int starved() {
        return left < size / 4 ? credit(true) : 0;
    }

    private int credit(boolean grow) {
        int credit = consumed + (grow ? growth() : 0);
        consumed = 0;
        left += credit;
        return credit;
    }

    private int growth() {
        int growth = budget.take(Math.min(size, limit - size), 0);
        size += growth;
        return growth;
    }

    private boolean mayGrow() {
        return size < limit && budget.left() > 0;
    }

    /** Gives the budget back what this window has, once the channel has ended. */
    void release() {
        budget.giveBack(size);
    }

    /** The window that the peer is told of when the channel opens. */
    int initial() {
        return initial;
    }

    int size() {
        return size;
    }

    int left() {
        return left;
    }

    int unread() {
        return size - left - consumed;
    }
}
