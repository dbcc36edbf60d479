package io.javamiko.conformance.peer;

import static io.javamiko.transport.MessageNumbers.CHANNEL_CLOSE;
import static io.javamiko.transport.MessageNumbers.CHANNEL_DATA;
import static io.javamiko.transport.MessageNumbers.CHANNEL_EOF;
import static io.javamiko.transport.MessageNumbers.CHANNEL_EXTENDED_DATA;
import static io.javamiko.transport.MessageNumbers.CHANNEL_FAILURE;
import static io.javamiko.transport.MessageNumbers.CHANNEL_REQUEST;
import static io.javamiko.transport.MessageNumbers.CHANNEL_SUCCESS;
import static io.javamiko.transport.MessageNumbers.CHANNEL_WINDOW_ADJUST;

import io.javamiko.connection.ConnectionMessage.ChannelClose;
import io.javamiko.connection.ConnectionMessage.ChannelData;
import io.javamiko.connection.ConnectionMessage.ChannelEOF;
import io.javamiko.connection.ConnectionMessage.ChannelExtendedData;
import io.javamiko.connection.ConnectionMessage.ChannelRequest;
import io.javamiko.connection.ConnectionMessage.ChannelSuccess;
import io.javamiko.connection.ConnectionMessage.ChannelWindowAdjust;
import io.javamiko.wire.WireReader;
import io.javamiko.wire.WireWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/**
 * One channel under a script. What is sent is not checked, windows neither, except by {@link #write}; what comes is: data
 * without room in our window, or behind EOF, fail. Windows are given by {@link #adjust} alone. A wait takes the first
 * message that it is for, and leaves the others for later ones; CLOSE ends it. Not thread-safe.
 */
public final class PeerChannel {
    private static final int MOST_DATA = 1 << 20; // of one message: a packet's own limit is lower

    private final Peer peer;
    private final Channels channels;
    private final long ours;
    private final long theirs;
    private final long theirPacket;
    private final long ourPacket;
    private final List<Received> inbox = new ArrayList<>();
    private long theirWindow;
    private long ourWindow;
    private boolean sawEOF;
    private boolean sawClose;

    PeerChannel(
            Peer peer,
            Channels channels,
            long ours,
            long theirs,
            long theirWindow,
            long theirPacket,
            long ourWindow,
            long ourPacket) {
        this.peer = peer;
        this.channels = channels;
        this.ours = ours;
        this.theirs = theirs;
        this.theirWindow = theirWindow;
        this.theirPacket = theirPacket;
        this.ourWindow = ourWindow;
        this.ourPacket = ourPacket;
    }

    /** Its number on our side. */
    public long ours() {
        return ours;
    }

    /** Its number on the target's side, which stands in what we send. */
    public long theirs() {
        return theirs;
    }

    /** What the target's window has room for, as far as is known without waiting. */
    public long theirWindow() {
        return theirWindow;
    }

    /** The largest packet that the target takes. */
    public long theirPacket() {
        return theirPacket;
    }

    /** Sends data in one message, whether there is room in the target's window or not. */
    public void send(byte[] data) throws IOException {
        theirWindow -= data.length;
        peer.send(new ChannelData(theirs, data));
    }

    /** Sends data of that type in one message; 1 is stderr (RFC 4254 §5.2). */
    public void sendExtended(long type, byte[] data) throws IOException {
        theirWindow -= data.length;
        peer.send(new ChannelExtendedData(theirs, type, data));
    }

    /** Sends data as an honest peer does: in packets that the target takes, when its window has room. */
    public void write(byte[] data) throws IOException {
        int at = 0;
        while (at < data.length) {
            while (theirWindow <= 0) {
                channels.take();
            }
            int length =
                    (int) Math.min(Math.min(data.length - at, theirWindow), Math.min(theirPacket, Channels.PACKET));
            send(Arrays.copyOfRange(data, at, at + length));
            at += length;
        }
    }

    /** Sends a request; its fields as they are (RFC 4254 §5.4). */
    public void request(String type, boolean wantReply, byte... fields) throws IOException {
        peer.send(new ChannelRequest(theirs, type, wantReply, fields));
    }

    /** As a client: runs a command; it has started. */
    public void exec(String command) throws IOException {
        request("exec", true, new WireWriter().utf8(command).toByteArray());
        expectSuccess();
    }

    /** As a client: starts a subsystem. */
    public void subsystem(String name) throws IOException {
        request("subsystem", true, new WireWriter().utf8(name).toByteArray());
        expectSuccess();
    }

    /** As a server: waits for the request of a shell, a command or a subsystem, and grants it and all before it. */
    public ChannelRequest expectStart() throws IOException {
        while (true) {
            var request = expect(ChannelRequest.class, CHANNEL_REQUEST);
            if (request.wantReply()) {
                peer.send(new ChannelSuccess(theirs));
            }
            if (List.of("exec", "shell", "subsystem").contains(request.requestType())) {
                return request;
            }
        }
    }

    /** Gives the target so much more window. */
    public void adjust(long bytes) throws IOException {
        ourWindow += bytes;
        peer.send(new ChannelWindowAdjust(theirs, bytes));
    }

    /** Says that no more data comes. */
    public void sendEOF() throws IOException {
        peer.send(new ChannelEOF(theirs));
    }

    /** Sends CLOSE. */
    public void sendClose() throws IOException {
        peer.send(new ChannelClose(theirs));
    }

    /** Sends CLOSE and waits for the target's, whatever comes before it. */
    public void close() throws IOException {
        sendClose();
        awaitClose();
    }

    /** The next message for this channel, whatever it is; adjustments of the window are counted and not told. */
    public Received next() throws IOException {
        while (inbox.isEmpty()) {
            mustBeOpen("something for the channel");
            channels.take();
        }
        return inbox.remove(0);
    }

    /** Waits for a message of that number. */
    public Received expect(int number) throws IOException {
        return await(message -> message.number() == number, MessageText.name(number));
    }

    /** Waits for SUCCESS (RFC 4254 §5.4). */
    public void expectSuccess() throws IOException {
        if (!expectReply()) {
            throw new ExpectationException("expected CHANNEL_SUCCESS, got CHANNEL_FAILURE");
        }
    }

    /** Waits for FAILURE. */
    public void expectFailure() throws IOException {
        if (expectReply()) {
            throw new ExpectationException("expected CHANNEL_FAILURE, got CHANNEL_SUCCESS");
        }
    }

    /** Waits for the reply to a request: whether it is SUCCESS. */
    public boolean expectReply() throws IOException {
        var reply = await(
                message -> message.number() == CHANNEL_SUCCESS || message.number() == CHANNEL_FAILURE,
                "CHANNEL_SUCCESS or CHANNEL_FAILURE");
        return reply.number() == CHANNEL_SUCCESS;
    }

    /** Waits for so many bytes of data, or more: what the last message has beyond is given too. */
    public byte[] expectData(int count) throws IOException {
        var data = new ByteArrayOutputStream();
        while (data.size() < count) {
            data.writeBytes(data(expect(CHANNEL_DATA)));
        }
        return data.toByteArray();
    }

    /** All data until EOF or CLOSE; extended data and requests are left. */
    public byte[] expectAllData() throws IOException {
        var data = new ByteArrayOutputStream();
        while (true) {
            var message = await(PeerChannel::isDataOrEnd, "data or its end");
            if (message.number() != CHANNEL_DATA) {
                inbox.add(0, message); // for who waits for the end itself
                return data.toByteArray();
            }
            data.writeBytes(data(message));
        }
    }

    /** Waits for CLOSE, whatever comes before it. */
    public void awaitClose() throws IOException {
        while (!sawClose) {
            channels.take();
        }
    }

    private <T> T expect(Class<T> type, int number) throws IOException {
        return type.cast(Arrivals.decoded(expect(number)).orElseThrow());
    }

    private static boolean isDataOrEnd(Received message) {
        return message.number() == CHANNEL_DATA || message.number() == CHANNEL_EOF || message.number() == CHANNEL_CLOSE;
    }

    private Received await(Predicate<Received> wish, String words) throws IOException {
        while (true) {
            for (var message : inbox) {
                if (wish.test(message)) {
                    inbox.remove(message);
                    return message;
                }
            }
            mustBeOpen(words);
            channels.take();
        }
    }

    private void mustBeOpen(String words) throws ExpectationException {
        if (sawClose) {
            throw new ExpectationException("expected " + words + ", the target closed the channel");
        }
    }

    private static byte[] data(Received message) throws IOException {
        var in = message.reader();
        in.uint32();
        return in.string(MOST_DATA);
    }

    /** Something came for this channel. */
    void arrived(Received message) throws IOException {
        if (sawClose) {
            throw new ExpectationException(message + " comes behind CLOSE (RFC 4254 §5.3)");
        }
        var in = message.reader();
        in.uint32();
        switch (message.number()) {
            case CHANNEL_WINDOW_ADJUST -> {
                theirWindow += in.uint32();
                return;
            }
            case CHANNEL_DATA -> counted(in);
            case CHANNEL_EXTENDED_DATA -> {
                in.uint32();
                counted(in);
            }
            case CHANNEL_EOF -> sawEOF = true;
            case CHANNEL_CLOSE -> sawClose = true;
            default -> {}
        }
        inbox.add(message);
    }

    private void counted(WireReader in) throws IOException {
        int length = in.string(MOST_DATA).length;
        ourWindow -= length;
        if (ourWindow < 0 || length > ourPacket) {
            throw new ExpectationException("the target sends %d bytes: more than our %s allows (RFC 4254 §5.2)"
                    .formatted(length, ourWindow < 0 ? "window" : "largest packet"));
        }
        if (sawEOF) {
            throw new ExpectationException("the target sends data behind EOF (RFC 4254 §5.3)");
        }
    }
}
