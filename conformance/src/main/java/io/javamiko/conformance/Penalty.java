package io.javamiko.conformance;

import io.javamiko.conformance.peer.Wire;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * What a server does to who annoyed it: it accepts connections and ends them before its identification, for a while, as
 * sshd does since 9.8 (sshd_config(5), PerSourcePenalties), and with too many logins under way (MaxStartups). It is
 * recognised by earlier connections that went otherwise, and waited out. Thread-safe.
 */
final class Penalty {
    private static final Duration LOOK = Duration.ofSeconds(2); // how long a server may take to begin
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    private final Duration firstPause;
    private final Duration most;
    private final Consumer<String> telling;
    private final AtomicInteger refused = new AtomicInteger();
    private final AtomicLong longest = new AtomicLong(); // nanoseconds of the longest wait
    private volatile boolean hasServed;
    private volatile boolean speaksSecond; // it waits for the client's identification: a refusal can't be told

    /**
     * @param firstPause before it is tried again; the next ones are twice as long each, and 30 s at most
     * @param most for one wait
     * @param telling is told when a wait begins
     */
    Penalty(Duration firstPause, Duration most, Consumer<String> telling) {
        this.firstPause = firstPause;
        this.most = most;
        this.telling = telling;
    }

    /** Connects. */
    @FunctionalInterface
    interface Connector {
        /** A new connection. */
        Wire connect() throws IOException;
    }

    /**
     * A connection, and whether the server has ended it before its identification all the same.
     *
     * @param refused only for one of several that a check holds
     */
    record Reached(Wire wire, boolean refused) {}

    /**
     * A connection on which the server speaks, or may; it is waited for.
     *
     * @param further whether it is one of several that a check holds: a server may refuse it for good, so it is waited for
     *     no longer than for a reply
     */
    Reached connect(Connector connector, String server, Duration reply, boolean further) throws IOException {
        long begin = System.nanoTime();
        var pause = firstPause;
        var wire = connector.connect();
        while (refuses(wire, reply)) {
            refused.incrementAndGet();
            long waited = System.nanoTime() - begin;
            if (waited + pause.toNanos() > (further ? reply : most).toNanos()) {
                return refused(wire, server, waited, further);
            }
            wire.close();
            if (pause.equals(firstPause)) {
                telling.accept(server + " ends connections before its identification; waiting");
            }
            sleep(pause);
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause.multipliedBy(2);
            wire = connector.connect();
            longest.accumulateAndGet(System.nanoTime() - begin, Math::max);
        }
        return new Reached(wire, false);
    }

    private static Reached refused(Wire wire, String server, long waited, boolean further) throws IOException {
        if (further) {
            return new Reached(wire, true);
        }
        wire.close();
        throw new UnreachableException(
                "%s has ended every connection before its identification for %d s; it did not before"
                        .formatted(server, TimeUnit.NANOSECONDS.toSeconds(waited)));
    }

    /** What is to be said of it. */
    List<String> remarks() {
        return refused.get() == 0
                ? List.of()
                : List.of(("the server ended %d connections before its identification, as sshd does to who is penalised"
                                + " (PerSourcePenalties) or comes too often (MaxStartups); the kit waited, up to %d s,"
                                + " and tried again")
                        .formatted(refused.get(), TimeUnit.NANOSECONDS.toSeconds(longest.get())));
    }

    private boolean refuses(Wire wire, Duration patience) throws IOException {
        if (speaksSecond) {
            return false;
        }
        var beginning = wire.beginning(patience.compareTo(LOOK) < 0 ? patience : LOOK);
        switch (beginning) {
            case SPEAKS -> hasServed = true;
            case WAITS -> speaksSecond = !hasServed;
            case ENDS -> {
                return hasServed; // if it never did otherwise, that is what it is
            }
        }
        return false;
    }

    private static void sleep(Duration length) throws IOException {
        try {
            TimeUnit.NANOSECONDS.sleep(length.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (IOException) new InterruptedIOException("interrupted").initCause(e);
        }
    }
}
