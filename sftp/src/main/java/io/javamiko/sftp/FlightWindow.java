package io.javamiko.sftp;

/**
 * How much of a transfer may be on its way. Begins with 1 MiB, half the window of OpenSSH's channels, since who waits for
 * a window sends it in small pieces; and grows by what comes back while the path is not full: as long as a request that
 * left a full window is answered in less than twice the fastest time seen, more in flight means more speed; beyond that it
 * only waits longer in somebody's queue. Pure: the caller measures the time.
 */
final class FlightWindow {
    static final long START = 1024 * 1024; // bytes
    static final long STREAM_START = 256L * 1024; // of a stream, whose reader may want the first line only
    static final int MAX_REQUESTS = 256; // some servers stand still over a few hundred

    private final long max;
    private long limit;
    private long inFlight;
    private int requests;
    private long fastest = Long.MAX_VALUE / 2; // nanoseconds

    FlightWindow(long start, long max) {
        this.max = max;
        this.limit = Math.min(start, max);
    }

    /** Whether another request may go; one may always go alone, whatever its size. */
    boolean hasRoom() {
        return inFlight < limit && requests < MAX_REQUESTS;
    }

    void sent(int bytes) {
        inFlight += bytes;
        requests++;
    }

    /** A request of that many bytes was answered after {@code nanos}. */
    void replied(int bytes, long nanos) {
        boolean wasFull = inFlight + bytes > limit;
        inFlight -= bytes;
        requests--;
        fastest = Math.min(fastest, nanos);
        if (wasFull && nanos < 2 * fastest) {
            limit = Math.min(max, limit + bytes);
        }
    }

    long limit() {
        return limit;
    }

    long inFlight() {
        return inFlight;
    }
}
