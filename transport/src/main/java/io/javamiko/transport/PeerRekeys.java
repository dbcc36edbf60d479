package io.javamiko.transport;

import io.javamiko.SSHException;
import java.time.Duration;

/**
 * How often the peer may begin a key exchange. It may at any time (RFC 4253 §9), but an exchange costs it a few hundred bytes
 * and us a computation that may take a tenth of a second: one that follows on much data is fair, one that follows on none
 * has its limit. Plain state; the clock is read by the caller, who is the receiving thread.
 */
final class PeerRekeys {
    /** An exchange is fair once so many bytes have passed, both directions together, under the keys that it replaces. */
    static final long FAIR_BYTES = 512 << 10;

    private static final long MINUTE = Duration.ofMinutes(1).toNanos();

    private final int most;
    private int begun; // in this minute
    private long minute; // when it began

    /** @param limits {@link Limits#peerRekeys()} */
    PeerRekeys(Limits limits) {
        this.most = limits.peerRekeys();
    }

    /**
     * The peer begins an exchange.
     *
     * @param bytes that have passed under the keys in use
     * @param now by {@link System#nanoTime}
     * @throws SSHException if it does so too often
     */
    void begun(long bytes, long now) throws SSHException {
        if (bytes >= FAIR_BYTES) {
            return;
        }
        if (begun == 0 || now - minute >= MINUTE) {
            minute = now;
            begun = 0;
        }
        if (++begun > most) {
            throw new SSHException("the peer began more than " + most
                    + " key exchanges in a minute without need; an option, peerRekeys, allows more");
        }
    }
}
