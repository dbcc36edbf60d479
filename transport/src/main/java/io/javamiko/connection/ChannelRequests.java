package io.javamiko.connection;

import io.javamiko.Sanitised;
import io.javamiko.connection.ConnectionMessage.ChannelRequest;
import io.javamiko.connection.RequestQueue.Incoming;
import java.io.IOException;

/** The peer's requests on one channel (RFC 4254 §5.4): what the reader brings, and the handler that serves it. */
final class ChannelRequests implements RequestQueue.Server {
    /** Stands for the handler of a channel that the peer opens, until there is one. */
    static final ChannelHandler ACCEPTING = new ChannelHandler() {};

    private static final String END_OF_WRITE = "eow@openssh.com"; // PROTOCOL §2.1: the peer reads no more

    private final Multiplexer multiplexer;
    private final ChannelObserver observer;
    private final RequestQueue queue;
    private volatile ChannelHandler handler;
    private volatile Channel channel;

    ChannelRequests(Multiplexer multiplexer, ChannelHandler handler, ChannelObserver observer) {
        this.multiplexer = multiplexer;
        this.handler = handler;
        this.observer = observer;
        this.queue = multiplexer.requestQueue(this);
    }

    /** The channel that these belong to; before anything comes. */
    void belongTo(Channel owner) {
        channel = owner;
    }

    /** Lets requests wait until {@link #opened}. */
    void hold() {
        queue.hold();
    }

    /** The channel is open: tells the handler, and serves what has come meanwhile. On the acceptor's thread. */
    void opened(ChannelHandler accepted) {
        handler = accepted;
        try {
            accepted.opened(channel);
        } catch (Throwable e) {
            multiplexer.note("a channel's handler failed", e);
            channel.close();
        }
        queue.run();
    }

    /** On the reader. */
    void received(ChannelRequest message) throws IOException {
        if (message.requestType().equals(END_OF_WRITE)) {
            channel.sender().unwanted();
        } else {
            observer.request(message.requestType(), message.data());
        }
        if (handler != ChannelHandler.NONE) {
            queue.offer(new Incoming(message.requestType(), message.wantReply(), message.data()));
        } else if (message.wantReply()) {
            channel.sender().reply(false);
        }
    }

    /** Nothing more comes. */
    void end(boolean closedByPeer, Ending why) {
        observer.ended(closedByPeer, why);
        if (handler != ChannelHandler.NONE) {
            queue.end();
        }
    }

    @Override
    public void serve(Incoming request) {
        RequestReply reply = RequestReply.REFUSED;
        try {
            reply = handler.request(channel, request.type(), request.data());
        } catch (Throwable e) { // an Error too: the queue must go on, and the peer waits for a reply
            multiplexer.note("the request " + Sanitised.of(request.type()) + " was refused", e);
        }
        try {
            if (request.wantReply()) {
                channel.sender().reply(reply.isAccepted());
            }
            reply.then();
        } catch (Throwable e) {
            multiplexer.note("after the request " + Sanitised.of(request.type()), e);
        }
    }

    @Override
    public void refuse(long count) {
        try {
            for (long i = 0; i < count; i++) {
                channel.sender().reply(false);
            }
        } catch (IOException e) {
            multiplexer.note("requests were not answered", e);
        }
    }

    @Override
    public void ended() {
        try {
            handler.closed(channel);
        } catch (Throwable e) {
            multiplexer.note("a channel's handler failed", e);
        }
    }
}
