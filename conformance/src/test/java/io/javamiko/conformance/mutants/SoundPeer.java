package io.javamiko.conformance.mutants;

import static io.javamiko.transport.MessageNumbers.*;

import io.javamiko.conformance.peer.Depth;
import io.javamiko.conformance.peer.Peer;
import io.javamiko.conformance.peer.Received;
import io.javamiko.connection.ConnectionMessage.ChannelClose;
import io.javamiko.connection.ConnectionMessage.ChannelData;
import io.javamiko.connection.ConnectionMessage.ChannelEOF;
import io.javamiko.connection.ConnectionMessage.ChannelOpen;
import io.javamiko.connection.ConnectionMessage.ChannelOpenConfirmation;
import io.javamiko.connection.ConnectionMessage.ChannelRequest;
import io.javamiko.connection.ConnectionMessage.ChannelSuccess;
import io.javamiko.connection.ConnectionMessage.RequestFailure;
import io.javamiko.transport.Role;
import io.javamiko.transport.TransportMessage.Unimplemented;
import io.javamiko.wire.WireReader;
import io.javamiko.wire.WireWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * A peer without a fault, on which one is put: as a server it gives back what its sessions get, as a client it has one
 * session and takes what comes. It exchanges keys when the other side wants to, or when so many bytes were given back.
 */
final class SoundPeer {
    private static final byte[] NOTHING = {};
    private static final int MOST = 256 << 10;
    private static final long WINDOW = 1 << 30;
    private static final long PACKET = 32 << 10;

    private final Peer peer;
    private final boolean server;
    private final Map<Integer, Fault> faults = new HashMap<>();
    private final Map<Long, Echo> echoes = new HashMap<>();
    private Exchange exchange = Peer::exchangeKeys;
    private long exchangeAfter = Long.MAX_VALUE; // bytes given back
    private long givenBack; // since the last key exchange of our own
    private boolean keepsToWindows = true;

    /** What is done with a message instead of what a sound peer does. */
    @FunctionalInterface
    interface Fault {
        void take(SoundPeer sound, Received message) throws IOException;
    }

    /** How it begins and ends a key exchange of its own. */
    @FunctionalInterface
    interface Exchange {
        void run(Peer peer) throws IOException;
    }

    /** What a session has yet to give back. */
    private static final class Echo {
        final long theirs;
        long window;
        final ByteArrayOutputStream pending = new ByteArrayOutputStream();
        boolean ended;

        Echo(long theirs, long window) {
            this.theirs = theirs;
            this.window = window;
        }
    }

    SoundPeer(Peer peer) {
        this.peer = peer;
        this.server = peer.role() == Role.SERVER;
    }

    Peer peer() {
        return peer;
    }

    /** With that fault where a message of that number comes. */
    SoundPeer at(int number, Fault fault) {
        faults.put(number, fault);
        return this;
    }

    /** Begins a key exchange, so, each time that it has given back so many bytes. */
    SoundPeer exchangingAfter(long bytes, Exchange how) {
        exchangeAfter = bytes;
        exchange = how;
        return this;
    }

    /** Gives back whatever it gets at once. */
    SoundPeer withoutWindows() {
        keepsToWindows = false;
        return this;
    }

    /** Logs in, or lets in, and serves until the connection ends. */
    void run() throws IOException {
        peer.upTo(Depth.AUTHENTICATED);
        if (!server) {
            peer.send(new ChannelOpen("session", 0, WINDOW, PACKET, NOTHING));
        }
        for (var message = peer.next(); message.isPresent(); message = peer.next()) {
            var received = message.get();
            var fault = faults.get(received.number());
            if (fault == null) {
                take(received);
            } else {
                fault.take(this, received);
            }
        }
    }

    /** What a sound peer does with that message. */
    void take(Received message) throws IOException {
        var in = message.reader();
        switch (message.number()) {
            case KEXINIT -> peer.exchangeKeys();
            case GLOBAL_REQUEST -> globalRequest(in);
            case CHANNEL_OPEN -> opened(in);
            case CHANNEL_OPEN_CONFIRMATION -> request(in);
            case CHANNEL_REQUEST -> channelRequest(in);
            case CHANNEL_WINDOW_ADJUST -> adjust(echoes.get(in.uint32()), in.uint32());
            case CHANNEL_DATA -> data(in);
            case CHANNEL_EOF -> ended(in);
            case CHANNEL_CLOSE -> closed(in);
            case IGNORE, DEBUG, EXT_INFO, CHANNEL_SUCCESS, CHANNEL_FAILURE, REQUEST_SUCCESS, REQUEST_FAILURE ->
                peer.note("taken");
            case DISCONNECT -> peer.close();
            default -> peer.send(new Unimplemented(message.sequence()));
        }
    }

    private void globalRequest(WireReader in) throws IOException {
        in.string(MOST);
        if (in.bool()) {
            peer.send(new RequestFailure());
        }
    }

    private void opened(WireReader in) throws IOException {
        in.string(MOST);
        long theirs = in.uint32();
        echoes.put(theirs, new Echo(theirs, in.uint32())); // our number is theirs
        peer.send(new ChannelOpenConfirmation(theirs, theirs, WINDOW, PACKET, NOTHING));
    }

    private void request(WireReader in) throws IOException {
        in.uint32();
        long theirs = in.uint32();
        echoes.put(0L, new Echo(theirs, 0));
        byte[] command = new WireWriter().utf8("cat").toByteArray();
        peer.send(new ChannelRequest(theirs, "exec", true, command));
    }

    private void channelRequest(WireReader in) throws IOException {
        long channel = in.uint32();
        in.string(MOST);
        if (in.bool()) {
            peer.send(new ChannelSuccess(echoes.get(channel).theirs));
        }
    }

    private void adjust(Echo echo, long bytes) throws IOException {
        echo.window += bytes;
        giveBack(echo);
    }

    private void data(WireReader in) throws IOException {
        var echo = echoes.get(in.uint32());
        byte[] data = in.string(MOST);
        if (server) {
            echo.pending.writeBytes(data);
            giveBack(echo);
        }
    }

    private void giveBack(Echo echo) throws IOException {
        byte[] pending = echo.pending.toByteArray();
        echo.pending.reset();
        int at = 0;
        while (at < pending.length && (echo.window > 0 || !keepsToWindows)) {
            long most = keepsToWindows ? Math.min(echo.window, PACKET) : PACKET;
            int length = (int) Math.min(most, pending.length - at);
            peer.send(new ChannelData(echo.theirs, Arrays.copyOfRange(pending, at, at + length)));
            at += length;
            echo.window -= length;
            exchangeIfDue(length);
        }
        echo.pending.write(pending, at, pending.length - at);
        if (echo.ended && at == pending.length) {
            peer.send(new ChannelEOF(echo.theirs), new ChannelClose(echo.theirs));
        }
    }

    private void exchangeIfDue(int length) throws IOException {
        givenBack += length;
        if (givenBack >= exchangeAfter) {
            givenBack = 0;
            exchange.run(peer);
        }
    }

    private void ended(WireReader in) throws IOException {
        var echo = echoes.get(in.uint32());
        echo.ended = true;
        if (server) {
            giveBack(echo);
        }
    }

    private void closed(WireReader in) throws IOException {
        var echo = echoes.get(in.uint32());
        if (!server || !echo.ended) {
            peer.send(new ChannelClose(echo.theirs));
        }
    }
}
