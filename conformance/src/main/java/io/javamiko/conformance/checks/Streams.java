package io.javamiko.conformance.checks;

import static io.javamiko.transport.MessageNumbers.CHANNEL_CLOSE;
import static io.javamiko.transport.MessageNumbers.CHANNEL_DATA;
import static io.javamiko.transport.MessageNumbers.CHANNEL_EOF;
import static io.javamiko.transport.MessageNumbers.CHANNEL_OPEN_CONFIRMATION;
import static io.javamiko.transport.MessageNumbers.CHANNEL_OPEN_FAILURE;
import static io.javamiko.transport.MessageNumbers.CHANNEL_REQUEST;
import static io.javamiko.transport.MessageNumbers.CHANNEL_SUCCESS;
import static io.javamiko.transport.MessageNumbers.CHANNEL_WINDOW_ADJUST;
import static io.javamiko.transport.MessageNumbers.DISCONNECT;
import static io.javamiko.transport.MessageNumbers.KEXINIT;
import static io.javamiko.transport.MessageNumbers.REQUEST_FAILURE;
import static io.javamiko.transport.MessageNumbers.REQUEST_SUCCESS;
import static io.javamiko.transport.MessageNumbers.UNIMPLEMENTED;

import io.javamiko.conformance.peer.Depth;
import io.javamiko.conformance.peer.ExpectationException;
import io.javamiko.conformance.peer.Peer;
import io.javamiko.conformance.peer.SkipException;
import io.javamiko.connection.ConnectionMessage;
import io.javamiko.connection.ConnectionMessage.ChannelClose;
import io.javamiko.connection.ConnectionMessage.ChannelData;
import io.javamiko.connection.ConnectionMessage.ChannelEOF;
import io.javamiko.connection.ConnectionMessage.ChannelOpen;
import io.javamiko.connection.ConnectionMessage.ChannelOpenConfirmation;
import io.javamiko.connection.ConnectionMessage.ChannelRequest;
import io.javamiko.connection.ConnectionMessage.ChannelSuccess;
import io.javamiko.connection.ConnectionMessage.ChannelWindowAdjust;
import io.javamiko.connection.ConnectionMessage.GlobalRequest;
import io.javamiko.transport.Role;
import io.javamiko.wire.WireReader;
import io.javamiko.wire.WireWriter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Session channels of which every byte and both windows are counted (RFC 4254 §5.2). As a client we have each of them run
 * {@code cat}, so that what is sent comes back; as a server there is one, which takes what is sent. A byte that is not the
 * next one, or that has no room in the window, fails the check. A key exchange that the target begins is gone through.
 */
public final class Streams {
    /** A window that never fills here. */
    public static final int WIDE = 8 << 20;

    private static final int PACKET = 32 << 10;
    private static final int MAX = 256 << 10;

    private final Peer peer;
    private final int window;
    private final List<Stream> all = new ArrayList<>();
    private int started;
    private int closed;
    private int exchangesByTarget;
    private int replies;
    private int awaited; // replies, those that came included
    private final Set<Long> requests = new HashSet<>(); // sequence numbers

    private static final class Stream {
        final long theirs;
        final long most; // bytes in a packet
        long theirWindow;
        long ourWindow;
        long sent;
        long received;

        Stream(long theirs, long most, long theirWindow, long ourWindow) {
            this.theirs = theirs;
            this.most = Math.min(most, PACKET);
            this.theirWindow = theirWindow;
            this.ourWindow = ourWindow;
        }
    }

    private Streams(Peer peer, int window) {
        this.peer = peer;
        this.window = window;
    }

    /** Goes as deep as needed, and opens so many; as a server one, whatever it says. Our window is {@code window} bytes. */
    public static Streams open(Peer peer, int count, int window) throws IOException {
        peer.upTo(Depth.AUTHENTICATED);
        var streams = new Streams(peer, window);
        if (peer.role() == Role.SERVER) {
            var open = peer.expect(ChannelOpen.class);
            streams.add(open.senderChannel(), open.maximumPacketSize(), open.initialWindowSize());
            peer.send(new ChannelOpenConfirmation(open.senderChannel(), 0, window, PACKET, new byte[0]));
        }
        while (streams.all.size() < count && peer.role() == Role.CLIENT) {
            peer.send(new ChannelOpen("session", streams.all.size(), window, PACKET, new byte[0]));
            var opened = opened(peer, streams.all.size());
            streams.add(opened.senderChannel(), opened.maximumPacketSize(), opened.initialWindowSize());
            byte[] command = new WireWriter().utf8("cat").toByteArray();
            peer.send(new ChannelRequest(opened.senderChannel(), "exec", true, command));
            streams.awaitStarted();
        }
        streams.awaitStarted();
        return streams;
    }

    private static ChannelOpenConfirmation opened(Peer peer, int before) throws IOException {
        var answer = peer.expectOneOf(CHANNEL_OPEN_CONFIRMATION, CHANNEL_OPEN_FAILURE);
        if (answer.number() == CHANNEL_OPEN_FAILURE && before > 0) {
            throw new SkipException("it takes " + before + " channels on a connection: " + answer);
        }
        return (ChannelOpenConfirmation) ConnectionMessage.decode(answer.number(), answer.reader());
    }

    private void add(long theirs, long most, long theirWindow) {
        all.add(new Stream(theirs, most, theirWindow, window));
    }

    private void awaitStarted() throws IOException {
        while (started < all.size()) {
            step();
        }
    }

    /** The key exchanges that the target has begun until now. */
    public int exchangesByTarget() {
        return exchangesByTarget;
    }

    /** Sends so many bytes on each, as its window allows. */
    public void send(int count) throws IOException {
        for (var stream : all) {
            int left = count;
            while (left > 0) {
                while (stream.theirWindow == 0) {
                    step();
                }
                int length = (int) Math.min(Math.min(left, stream.most), stream.theirWindow);
                peer.send(new ChannelData(stream.theirs, bytes(stream.sent, length)));
                stream.sent += length;
                stream.theirWindow -= length;
                left -= length;
            }
        }
    }

    /** As a client: waits until all that was sent has come back. */
    public void expectEchoes() throws IOException {
        expectEchoes(Long.MAX_VALUE);
    }

    /** As a client: waits until so many bytes on each, or all that was sent, have come back. */
    public void expectEchoes(long most) throws IOException {
        while (peer.role() == Role.CLIENT
                && all.stream().anyMatch(stream -> stream.received < Math.min(most, stream.sent))) {
            step();
        }
    }

    /** Asks so often for what must be answered. */
    public void request(int count) throws IOException {
        for (int i = 0; i < count; i++) {
            peer.send(new GlobalRequest("keepalive@javamiko.io", true, new byte[0]));
            requests.add(peer.lastSent());
            requests.add(peer.lastSent() + 1); // some count one too many
        }
    }

    /** Waits for so many answers; what comes on channels is taken on the way. */
    public void expectReplies(int count) throws IOException {
        awaited += count;
        while (replies < awaited) {
            step();
        }
    }

    /** Sends and awaits bytes until the target begins a key exchange, which is left to the caller; at most so many. */
    public boolean untilKexInit(long most) throws IOException {
        for (long sent = 0; sent < most; sent += PACKET) {
            send(PACKET);
            while (peer.role() == Role.CLIENT && all.stream().anyMatch(stream -> stream.received < stream.sent)) {
                if (take() == KEXINIT) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Gives the target so much more to send on each. */
    public void adjust(int bytes) throws IOException {
        for (var stream : all) {
            stream.ourWindow += bytes;
            peer.send(new ChannelWindowAdjust(stream.theirs, bytes));
        }
    }

    /** Ends what we send; the target may go on. */
    public void sendEOF() throws IOException {
        for (var stream : all) {
            peer.send(new ChannelEOF(stream.theirs));
        }
    }

    /** As a server: the command has ended well. */
    public void finish() throws IOException {
        byte[] zero = new WireWriter().uint32(0).toByteArray();
        peer.send(new ChannelRequest(all.get(0).theirs, "exit-status", false, zero), new ChannelEOF(all.get(0).theirs));
        try {
            close();
        } catch (ExpectationException e) {
            if (!e.ended()) {
                throw e;
            }
            peer.note("it goes, and does not close the channel (RFC 4254 §5.3)");
        }
    }

    /** Closes all, and waits for the target to do so too. */
    public void close() throws IOException {
        for (var stream : all) {
            peer.send(new ChannelClose(stream.theirs));
        }
        expectClosed();
    }

    /** Waits for the target to close all. */
    public void expectClosed() throws IOException {
        while (closed < all.size()) {
            step();
        }
    }

    private int step() throws IOException {
        int number = take();
        if (number == KEXINIT) {
            exchangesByTarget++;
            peer.exchangeKeys();
        }
        return number;
    }

    /** Takes one message; its number. */
    private int take() throws IOException {
        var message = peer.next()
                .orElseThrow(
                        () -> new ExpectationException("the target closed the connection over an open channel", true));
        var in = message.reader();
        switch (message.number()) {
            case CHANNEL_DATA -> received(all.get((int) in.uint32()), in.string(MAX));
            case CHANNEL_WINDOW_ADJUST -> all.get((int) in.uint32()).theirWindow += in.uint32();
            case CHANNEL_SUCCESS -> started++;
            case CHANNEL_REQUEST -> requested(in);
            case CHANNEL_CLOSE -> closed++;
            case CHANNEL_EOF, KEXINIT -> {}
            case DISCONNECT -> throw new ExpectationException("the target ended the connection: " + message, true);
            case UNIMPLEMENTED -> {
                if (!requests.remove(in.uint32())) { // RFC 4254 §4 wants REQUEST_FAILURE; here any answer will do
                    throw new ExpectationException("the target does not know a message: " + message);
                }
                replies++;
            }
            case REQUEST_SUCCESS, REQUEST_FAILURE -> replies++;
            default -> peer.note("passed over");
        }
        return message.number();
    }

    private void requested(WireReader in) throws IOException {
        var stream = all.get((int) in.uint32());
        var type = in.text(MAX);
        if (in.bool()) {
            peer.send(new ChannelSuccess(stream.theirs));
        }
        started += List.of("exec", "shell", "subsystem").contains(type) ? 1 : 0;
    }

    private void received(Stream stream, byte[] data) throws IOException {
        stream.ourWindow -= data.length;
        if (stream.ourWindow < 0) {
            throw new ExpectationException("the target sent more than our window allows");
        }
        byte[] expected = bytes(stream.received, data.length);
        stream.received += data.length;
        if (stream.received > stream.sent || !Arrays.equals(data, expected)) {
            throw new ExpectationException(
                    "the bytes to position " + stream.received + " are not those that were sent");
        }
        if (window == WIDE && stream.ourWindow < WIDE / 2) {
            peer.send(new ChannelWindowAdjust(stream.theirs, WIDE / 2));
            stream.ourWindow += WIDE / 2;
        }
    }

    private static byte[] bytes(long from, int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            long position = from + i;
            bytes[i] = (byte) (position * 31 + (position >> 8) + (position >> 16));
        }
        return bytes;
    }
}
