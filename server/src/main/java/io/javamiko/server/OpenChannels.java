package io.javamiko.server;

import io.javamiko.connection.Channel;
import io.javamiko.connection.ChannelAcceptor;
import io.javamiko.connection.ChannelHandler;
import io.javamiko.connection.ChannelOpenException;
import io.javamiko.connection.IncomingChannel;
import io.javamiko.connection.RequestReply;
import java.io.IOException;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Counts the channels that a client has open, for a server that stops: it opens no more then, and learns when the last one
 * has ended. Thread-safe.
 */
final class OpenChannels implements ChannelAcceptor {
    private final ChannelAcceptor acceptor;
    private final ReentrantLock lock = new ReentrantLock();
    private int open; // guarded by lock; those that are being decided about too
    private Runnable whenNone; // guarded by lock; null until the server stops

    OpenChannels(ChannelAcceptor acceptor) {
        this.acceptor = acceptor;
    }

    /** Opens no more, and calls {@code action} once there are none, on one of the connection's threads or this one. */
    void drain(Runnable action) {
        boolean none;
        lock.lock();
        try {
            whenNone = action;
            none = open == 0;
        } finally {
            lock.unlock();
        }
        if (none) {
            action.run();
        }
    }

    @Override
    public void check(String type) throws ChannelOpenException {
        acceptor.check(type);
    }

    @Override
    public ChannelHandler accept(IncomingChannel channel) throws ChannelOpenException {
        enter();
        boolean accepted = false;
        try {
            var counted = new Counted(acceptor.accept(channel));
            accepted = true;
            return counted;
        } finally {
            if (!accepted) {
                leave();
            }
        }
    }

    private void enter() throws ChannelOpenException {
        lock.lock();
        try {
            if (whenNone != null) {
                throw new ChannelOpenException(ChannelOpenException.RESOURCE_SHORTAGE, "the server is stopping");
            }
            open++;
        } finally {
            lock.unlock();
        }
    }

    private void leave() {
        Runnable action = null;
        lock.lock();
        try {
            if (--open == 0) {
                action = whenNone;
            }
        } finally {
            lock.unlock();
        }
        if (action != null) {
            action.run();
        }
    }

    /** Passes everything on, and leaves at the end. */
    private final class Counted implements ChannelHandler {
        private final ChannelHandler handler;

        Counted(ChannelHandler handler) {
            this.handler = handler;
        }

        @Override
        public void opened(Channel channel) throws IOException {
            handler.opened(channel);
        }

        @Override
        public RequestReply request(Channel channel, String type, byte[] data) throws IOException {
            return handler.request(channel, type, data);
        }

        @Override
        public void closed(Channel channel) {
            try {
                handler.closed(channel);
            } finally {
                leave();
            }
        }
    }
}
