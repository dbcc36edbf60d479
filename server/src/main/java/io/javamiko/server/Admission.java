package io.javamiko.server;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;

/**
 * Bounds the connections that have not logged in yet (sshd_config(5), {@code MaxStartups}): up to a number all are let in, from
 * there on they are dropped at random, more and more of them, and at the most all; so many from one source, and so many
 * connections in all. Thread-safe; holds as many entries as there are half-open connections.
 */
final class Admission {
    private static final int IPV6_SITE = 8; // bytes: one site has a /64, and all of its addresses

    private final Startups startups;
    private final int perSource;
    private final int connections;
    private final RandomGenerator random;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Source, Integer> halfOpenOf = new HashMap<>(); // guarded by lock
    private int halfOpen; // guarded by lock
    private int open; // guarded by lock; the half-open ones among them

    /**
     * {@code begin:rate:full}.
     *
     * @param begin half-open connections from which on some are dropped, at least 1
     * @param rate the share in percent that is dropped at {@code begin}, 1–100
     * @param full half-open connections from which on all are dropped, at least {@code begin}
     */
    record Startups(int begin, int rate, int full) {
        Startups {
            if (begin < 1 || rate < 1 || rate > 100 || full < begin) {
                throw new IllegalArgumentException(
                        "maxStartups must be begin:rate:full with begin of 1 or more, a rate of "
                                + "1 to 100 percent, and full not under begin; it is " + begin + ":" + rate + ":"
                                + full);
            }
        }

        /** The share in percent that is dropped when so many are half-open: linear from rate to 100. */
        int dropped(int halfOpen) {
            if (halfOpen < begin) {
                return 0;
            }
            return halfOpen >= full ? 100 : rate + (100 - rate) * (halfOpen - begin) / (full - begin);
        }
    }

    /** Where connections come from: an IPv4 address, or the site of an IPv6 one. */
    private record Source(String name) {
        static Source of(InetAddress address) {
            byte[] bytes = address.getAddress();
            return new Source(
                    Arrays.toString(address instanceof Inet6Address ? Arrays.copyOf(bytes, IPV6_SITE) : bytes));
        }
    }

    /** What becomes of a connection. */
    sealed interface Answer {
        /** It may come in. */
        record Admitted(Place place) implements Answer {}

        /** It is to be closed at once. */
        record Dropped(String why) implements Answer {}
    }

    Admission(Startups startups, int perSource, int connections, RandomGenerator random) {
        this.startups = startups;
        this.perSource = perSource;
        this.connections = connections;
        this.random = random;
    }

    /** Whether a connection may come in; if so it counts until {@link Place#leave}. */
    Answer admit(InetAddress address) {
        var source = Source.of(address);
        int chance = random.nextInt(100);
        lock.lock();
        try {
            if (open >= connections) {
                return new Answer.Dropped("there are " + open + " connections");
            }
            if (chance < startups.dropped(halfOpen)) {
                return new Answer.Dropped(halfOpen + " connections have not logged in");
            }
            if (halfOpenOf.getOrDefault(source, 0) >= perSource) {
                return new Answer.Dropped(perSource + " connections of this source have not logged in");
            }
            halfOpenOf.merge(source, 1, Integer::sum);
            halfOpen++;
            open++;
            return new Answer.Admitted(new Place(source));
        } finally {
            lock.unlock();
        }
    }

    /** A connection's place; each method has its effect once. */
    final class Place {
        private final Source source;
        private boolean loggedIn; // guarded by lock
        private boolean left; // guarded by lock

        private Place(Source source) {
            this.source = source;
        }

        /** It is half-open no longer. */
        void loggedIn() {
            lock.lock();
            try {
                if (!loggedIn && !left) {
                    loggedIn = true;
                    halfOpen--;
                    halfOpenOf.computeIfPresent(source, (any, count) -> count > 1 ? count - 1 : null); // no entry stays
                }
            } finally {
                lock.unlock();
            }
        }

        /** It has ended. */
        void leave() {
            loggedIn();
            lock.lock();
            try {
                if (!left) {
                    left = true;
                    open--;
                }
            } finally {
                lock.unlock();
            }
        }
    }

    /** Connections that have not logged in. */
    int halfOpen() {
        lock.lock();
        try {
            return halfOpen;
        } finally {
            lock.unlock();
        }
    }
}
