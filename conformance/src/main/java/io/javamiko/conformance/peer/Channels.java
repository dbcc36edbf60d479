package io.javamiko.conformance.peer;

import static io.javamiko.transport.MessageNumbers.CHANNEL_FAILURE;
import static io.javamiko.transport.MessageNumbers.CHANNEL_WINDOW_ADJUST;
import static io.javamiko.transport.MessageNumbers.DISCONNECT;
import static io.javamiko.transport.MessageNumbers.GLOBAL_REQUEST;
import static io.javamiko.transport.MessageNumbers.KEXINIT;

import io.javamiko.connection.ConnectionMessage.ChannelOpen;
import io.javamiko.connection.ConnectionMessage.ChannelOpenConfirmation;
import io.javamiko.connection.ConnectionMessage.GlobalRequest;
import io.javamiko.connection.ConnectionMessage.RequestFailure;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The channels of one connection (RFC 4254 §5), any number: what comes for a channel is kept for it, whoever waits. A key
 * exchange that the target begins is gone through, and a global request of its refused, as an honest peer would. Channels
 * that a script opens with messages of its own are not known here. Not thread-safe.
 */
public final class Channels {
    /** The window that we give at first unless told otherwise. */
    public static final long WINDOW = 2 << 20;

    /** The largest packet that we take unless told otherwise. */
    public static final long PACKET = 32 << 10;

    private final Peer peer;
    private final List<PeerChannel> all = new ArrayList<>(); // by our number

    Channels(Peer peer) {
        this.peer = peer;
    }

    /** Opens a channel of that type, and waits until it is; its fields behind the usual ones as they are. */
    public PeerChannel open(String type, byte... fields) throws IOException {
        return open(type, WINDOW, PACKET, fields);
    }

    /** Opens a channel with that window, and that largest packet, of ours. */
    public PeerChannel open(String type, long window, long packet, byte... fields) throws IOException {
        int ours = all.size();
        peer.send(new ChannelOpen(type, ours, window, packet, fields));
        var opened = peer.expect(ChannelOpenConfirmation.class);
        if (opened.recipientChannel() != ours) {
            throw new ExpectationException("the target confirms channel %d, we opened %d (RFC 4254 §5.1)"
                    .formatted(opened.recipientChannel(), ours));
        }
        return add(opened.senderChannel(), opened.initialWindowSize(), opened.maximumPacketSize(), window, packet);
    }

    /** Waits for the target to open a channel, of whatever type, and lets it. */
    public PeerChannel accept() throws IOException {
        return accept(WINDOW, PACKET);
    }

    /** Lets the target open a channel with that window, and that largest packet, of ours. */
    public PeerChannel accept(long window, long packet) throws IOException {
        var open = peer.expect(ChannelOpen.class);
        peer.send(new ChannelOpenConfirmation(open.senderChannel(), all.size(), window, packet, new byte[0]));
        return add(open.senderChannel(), open.initialWindowSize(), open.maximumPacketSize(), window, packet);
    }

    private PeerChannel add(long theirs, long theirWindow, long theirPacket, long window, long packet) {
        var channel = new PeerChannel(peer, this, all.size(), theirs, theirWindow, theirPacket, window, packet);
        all.add(channel);
        return channel;
    }

    PeerChannel first() {
        if (all.isEmpty()) {
            throw new IllegalStateException("no channel was opened: upTo(CHANNEL_OPEN), openSession()");
        }
        return all.get(0);
    }

    /** Takes one message from the target, and gives it to the channel that it is for. */
    void take() throws IOException {
        var message = peer.next()
                .orElseThrow(
                        () -> new ExpectationException("the target closed the connection over an open channel", true));
        int number = message.number();
        if (number >= CHANNEL_WINDOW_ADJUST && number <= CHANNEL_FAILURE) {
            recipient(message).arrived(message);
        } else if (number == KEXINIT) {
            peer.exchangeKeys();
        } else if (number == GLOBAL_REQUEST && wantsReply(message)) {
            peer.send(new RequestFailure());
        } else if (number == DISCONNECT) {
            throw new ExpectationException("the target ended the connection: " + message, true);
        } else if (number != GLOBAL_REQUEST && !Arrivals.maySkip(message)) {
            throw new ExpectationException("expected something for a channel, got " + message);
        }
    }

    private static boolean wantsReply(Received message) throws IOException {
        return Arrivals.decoded(message)
                .map(request -> ((GlobalRequest) request).wantReply())
                .orElse(false);
    }

    private PeerChannel recipient(Received message) throws IOException {
        long ours = message.reader().uint32();
        if (ours >= all.size()) {
            throw new ExpectationException("%s is for channel %d, which there is not".formatted(message, ours));
        }
        return all.get((int) ours);
    }
}
