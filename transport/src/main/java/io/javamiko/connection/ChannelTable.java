package io.javamiko.connection;

import io.javamiko.ProtocolException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntFunction;

/**
 * The channels of a connection by our number (RFC 4254 §5). A number is free again once CLOSE was both sent and received,
 * and is used again late, so that a message which still comes for the old channel does not find a new one. Thread-safe;
 * looking up takes no lock.
 */
final class ChannelTable {
    private static final int LEAST_FREE = 64; // numbers that rest before one is used again
    private static final int FIRST_SLOTS = 16;

    private final int maxPeers;
    private final int maxPeersSessions;

    private final ReentrantLock lock = new ReentrantLock();
    private final ArrayDeque<Integer> free = new ArrayDeque<>(); // guarded by lock; longest free first
    private volatile Channel[] slots = new Channel[FIRST_SLOTS]; // written under lock, then published again
    private volatile int used; // numbers below were given out
    private int peers; // guarded by lock; channels that the peer has opened
    private int peersSessions; // guarded by lock
    private boolean ended; // guarded by lock

    /**
     * @param maxPeers channels that the peer may have open
     * @param maxPeersSessions of these, sessions
     */
    ChannelTable(int maxPeers, int maxPeersSessions) {
        this.maxPeers = maxPeers;
        this.maxPeersSessions = maxPeersSessions;
    }

    /** Adds a channel of ours; {@code null} if the connection has ended. */
    Channel add(IntFunction<Channel> made) {
        lock.lock();
        try {
            return ended ? null : put(made);
        } finally {
            lock.unlock();
        }
    }

    /** Adds a channel that the peer opens; {@code null} if it has too many, or the connection has ended. */
    Channel addPeers(boolean session, IntFunction<Channel> made) {
        lock.lock();
        try {
            if (ended || peers >= maxPeers || session && peersSessions >= maxPeersSessions) {
                return null;
            }
            peers++;
            if (session) {
                peersSessions++;
            }
            return put(made);
        } finally {
            lock.unlock();
        }
    }

    private Channel put(IntFunction<Channel> made) {
        int number = free.size() > LEAST_FREE ? free.poll() : used;
        Channel[] all = slots;
        if (number == all.length) {
            all = Arrays.copyOf(all, 2 * all.length);
        }
        Channel channel = made.apply(number);
        all[number] = channel;
        slots = all;
        used = Math.max(used, number + 1);
        return channel;
    }

    /** The channel is over: its number becomes free. Returns {@code false} if it was before. */
    boolean remove(Channel channel) {
        lock.lock();
        try {
            Channel[] all = slots;
            if (all[channel.number()] != channel) {
                return false;
            }
            all[channel.number()] = null;
            slots = all;
            free.add(channel.number());
            if (channel.isPeers()) {
                peers--;
                if (channel.isSession()) {
                    peersSessions--;
                }
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** The channel of that number; {@code null} if it has ended. */
    Channel find(long number) throws ProtocolException {
        if (number < 0 || number >= used) { // the volatile read that makes the slots below it visible
            throw new ProtocolException(
                    "the peer sent a message for channel " + number + ", which never was (RFC 4254 §5)");
        }
        return slots[(int) number];
    }

    /** The connection has ended: takes no more channels, and returns those that are there. */
    List<Channel> end() {
        lock.lock();
        try {
            ended = true;
            return all();
        } finally {
            lock.unlock();
        }
    }

    /** Channels that are there now. */
    int size() {
        lock.lock();
        try {
            return all().size();
        } finally {
            lock.unlock();
        }
    }

    private List<Channel> all() {
        var all = new ArrayList<Channel>();
        for (Channel channel : slots) {
            if (channel != null) {
                all.add(channel);
            }
        }
        return all;
    }
}
