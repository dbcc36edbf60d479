package io.javamiko.connection;

import io.javamiko.connection.ConnectionMessage.ChannelOpen;
import io.javamiko.connection.ConnectionMessage.ChannelOpenFailure;
import java.io.IOException;
import java.util.concurrent.RejectedExecutionException;

/** The channels that the peer opens (RFC 4254 §5.1): who decides about them, and how many there may be. */
final class PeerChannels {
    private final Multiplexer multiplexer;
    private final ChannelAcceptor acceptor;
    private final ChannelTable table;
    private final GlobalRequests globalRequests;

    PeerChannels(Multiplexer multiplexer, ChannelAcceptor acceptor, ChannelTable table, GlobalRequests globalRequests) {
        this.multiplexer = multiplexer;
        this.acceptor = acceptor;
        this.table = table;
        this.globalRequests = globalRequests;
    }

    /** The peer opens a channel: it is decided on a thread of its own, and refused here if there is none. On the reader. */
    void opens(ChannelOpen open) throws IOException {
        boolean session = open.channelType().equals("session");
        try {
            if (!SendWindow.accepts(open.maximumPacketSize())) {
                throw new ChannelOpenException(
                        ChannelOpenException.CONNECT_FAILED,
                        "the maximum packet size is under " + SendWindow.MIN_PACKET);
            }
            if (session && globalRequests.noMoreSessions()) {
                throw new ChannelOpenException(
                        ChannelOpenException.ADMINISTRATIVELY_PROHIBITED, "no more sessions were wanted");
            }
            acceptor.check(open.channelType());
            var requests = new ChannelRequests(multiplexer, ChannelRequests.ACCEPTING, ChannelObserver.NONE);
            requests.hold();
            Channel channel =
                    table.addPeers(session, number -> multiplexer.channel(number, open.channelType(), true, requests));
            if (channel == null) {
                throw new ChannelOpenException(ChannelOpenException.RESOURCE_SHORTAGE, "too many channels");
            }
            decide(channel, open, requests);
        } catch (ChannelOpenException refusal) {
            refuse(open, refusal);
        }
    }

    private void decide(Channel channel, ChannelOpen open, ChannelRequests requests) throws ChannelOpenException {
        try {
            multiplexer.execute(() -> accept(channel, open, requests));
        } catch (RejectedExecutionException | OutOfMemoryError noThread) {
            channel.end(Ending.ofChannel("the channel was refused"));
            throw new ChannelOpenException(ChannelOpenException.RESOURCE_SHORTAGE, "no thread is left");
        }
    }

    /** On a thread of the executor. */
    private void accept(Channel channel, ChannelOpen open, ChannelRequests requests) {
        ChannelHandler handler;
        try {
            handler = acceptor.accept(new IncomingChannel(multiplexer, open.channelType(), open.data()));
        } catch (Throwable e) { // an Error too: the peer waits for an answer
            multiplexer.note("a channel was refused", e);
            channel.end(Ending.ofChannel("the channel was refused"));
            refuseQuietly(open, e);
            return;
        }
        boolean confirmed = false;
        try {
            confirmed = channel.confirm(open, multiplexer.limits().channelPacket());
        } catch (IOException e) {
            multiplexer.note("a channel was not confirmed", e);
        }
        if (confirmed) {
            requests.opened(handler);
        } else {
            handler.closed(channel);
        }
    }

    private void refuseQuietly(ChannelOpen open, Throwable why) {
        try {
            refuse(
                    open,
                    why instanceof ChannelOpenException refusal
                            ? refusal
                            : new ChannelOpenException(ChannelOpenException.CONNECT_FAILED, "internal error"));
        } catch (IOException e) {
            multiplexer.note("a channel was not refused", e);
        }
    }

    private void refuse(ChannelOpen open, ChannelOpenException why) throws IOException {
        multiplexer
                .outbox()
                .answer(new ChannelOpenFailure(open.senderChannel(), why.reasonCode(), why.description(), ""));
    }
}
