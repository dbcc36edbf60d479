package io.javamiko.conformance.checks;

import static io.javamiko.transport.MessageNumbers.*;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.javamiko.conformance.peer.ExpectationException;
import io.javamiko.conformance.peer.Peer;
import io.javamiko.conformance.peer.Received;
import io.javamiko.conformance.peer.SkipException;
import io.javamiko.connection.ConnectionMessage.ChannelClose;
import io.javamiko.connection.ConnectionMessage.ChannelData;
import io.javamiko.connection.ConnectionMessage.ChannelEOF;
import io.javamiko.connection.ConnectionMessage.ChannelExtendedData;
import io.javamiko.connection.ConnectionMessage.ChannelFailure;
import io.javamiko.connection.ConnectionMessage.ChannelRequest;
import io.javamiko.connection.ConnectionMessage.ChannelSuccess;
import io.javamiko.connection.ConnectionMessage.ChannelWindowAdjust;
import io.javamiko.wire.WireReader;
import io.javamiko.wire.WireWriter;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;

/** A channel of {@link CountedChannels}, most often a session (RFC 4254 §6). What is sent is not checked, what comes is counted. */
public final class CountedSession {
    private final CountedChannels channels;
    private final Peer peer;
    private final long ours;
    private final long window;
    private final long packet;
    private boolean fillsUp;
    private boolean isOpen;
    private long theirs;
    private long theirWindow;
    private long theirPacket;
    private Received refusal;
    private final CountedData data;
    private final Queue<Boolean> replies = new ArrayDeque<>();
    private long owedReplies;
    private final List<ChannelRequest> requests = new ArrayList<>();
    private int requestsTaken;
    private boolean eof;
    private boolean closed;
    private boolean closeSent;

    CountedSession(CountedChannels channels, long ours, long window, long packet) {
        this.channels = channels;
        this.peer = channels.peer();
        this.ours = ours;
        this.window = window;
        this.packet = packet;
        this.data = new CountedData(window, packet);
    }

    /** The window is filled up again as the target uses it. */
    CountedSession filledUp() {
        fillsUp = true;
        return this;
    }

    void opened(long number, long size, long mostInPacket) {
        if (isOpen) {
            return; // a second confirmation changes nothing
        }
        isOpen = true;
        theirs = number;
        theirWindow = size;
        theirPacket = mostInPacket;
    }

    /** What it is a channel of. */
    public CountedChannels channels() {
        return channels;
    }

    /** Our number. */
    public long ours() {
        return ours;
    }

    /** The target's number. */
    public long theirs() {
        return theirs;
    }

    /** What we may send now. */
    public long theirWindow() {
        return theirWindow;
    }

    /** What we may send in a packet. */
    public long theirPacket() {
        return theirPacket;
    }

    long window() {
        return window;
    }

    long packet() {
        return packet;
    }

    /** Sends a request that has these fields. */
    public CountedSession request(String type, boolean wantReply, WireWriter fields) throws IOException {
        owedReplies += wantReply ? 1 : 0;
        peer.send(new ChannelRequest(theirs, type, wantReply, fields.toByteArray()));
        return this;
    }

    /** Sends a request that has no fields. */
    public CountedSession request(String type, boolean wantReply) throws IOException {
        return request(type, wantReply, new WireWriter());
    }

    /** Has a command run. */
    public CountedSession exec(String command) throws IOException {
        request("exec", true, new WireWriter().utf8(command));
        if (!expectReply()) {
            throw new SkipException("it does not run commands");
        }
        return this;
    }

    /** Sends text as it is, whatever the window is. */
    public CountedSession send(String text) throws IOException {
        return send(text.getBytes(UTF_8));
    }

    /** Sends bytes in one message, whatever the window is. */
    public CountedSession send(byte[] bytes) throws IOException {
        theirWindow -= bytes.length;
        peer.send(new ChannelData(theirs, bytes));
        return this;
    }

    /** Sends bytes as the window allows. */
    public CountedSession sendAll(byte[] bytes) throws IOException {
        int at = 0;
        while (at < bytes.length) {
            awaitWindow(1);
            long packet = Math.min(theirPacket, CountedChannels.PACKET);
            int end = at + (int) Math.min(Math.min(bytes.length - at, theirWindow), packet);
            send(Arrays.copyOfRange(bytes, at, end));
            at = end;
        }
        return this;
    }

    /** Waits until we may send so much. */
    public CountedSession awaitWindow(long bytes) throws IOException {
        channels.await(() -> theirWindow >= bytes, "WINDOW_ADJUST");
        return this;
    }

    /** Sends extended data, whatever the window is. */
    public CountedSession sendExtended(long type, byte[] bytes) throws IOException {
        theirWindow -= bytes.length;
        peer.send(new ChannelExtendedData(theirs, type, bytes));
        return this;
    }

    /** Lets the target send so much more. */
    public CountedSession adjust(long bytes) throws IOException {
        data.allow(bytes);
        peer.send(new ChannelWindowAdjust(theirs, bytes));
        return this;
    }

    /** Sends EOF. */
    public CountedSession sendEOF() throws IOException {
        peer.send(new ChannelEOF(theirs));
        return this;
    }

    /** Sends CLOSE. */
    public CountedSession sendClose() throws IOException {
        closeSent = true;
        peer.send(new ChannelClose(theirs));
        return this;
    }

    /** Waits until the client asks for a program, and grants that and all that it asks for before. The request. */
    public ChannelRequest expectProgram() throws IOException {
        while (true) {
            var request = expectRequest();
            if (request.wantReply()) {
                peer.send(new ChannelSuccess(theirs));
            }
            if (List.of("exec", "shell", "subsystem").contains(request.requestType())) {
                return request;
            }
        }
    }

    /** Waits for a request, which is not answered. */
    public ChannelRequest expectRequest() throws IOException {
        channels.await(() -> requests.size() > requestsTaken, "CHANNEL_REQUEST");
        return requests.get(requestsTaken++);
    }

    /** The program has ended: exit-status, EOF, and CLOSE. */
    public CountedSession finish(long status) throws IOException {
        request("exit-status", false, new WireWriter().uint32(status));
        return sendEOF().sendClose();
    }

    /** Waits for OPEN_CONFIRMATION. */
    public CountedSession expectOpen() throws IOException {
        channels.await(() -> isOpen || refusal != null, "OPEN_CONFIRMATION");
        if (refusal != null && channels.hasOpened()) {
            throw new SkipException("it opens no more channels on this connection: " + refusal);
        }
        if (refusal != null) {
            throw new ExpectationException("expected OPEN_CONFIRMATION, got " + refusal);
        }
        channels.opened();
        return this;
    }

    /** Waits for OPEN_FAILURE or OPEN_CONFIRMATION. Whether it was opened. */
    public boolean isOpened() throws IOException {
        channels.await(() -> isOpen || refusal != null, "OPEN_CONFIRMATION or OPEN_FAILURE");
        return isOpen;
    }

    /** Waits for OPEN_FAILURE. Its reason. */
    public long expectRefused() throws IOException {
        if (isOpened()) {
            throw new ExpectationException("expected OPEN_FAILURE for channel " + ours + ", got OPEN_CONFIRMATION");
        }
        var in = refusal.reader();
        in.skip(4);
        return in.uint32();
    }

    /** Waits for the answer to the first request that has none yet. Whether it is CHANNEL_SUCCESS. */
    public boolean expectReply() throws IOException {
        channels.await(() -> !replies.isEmpty() || closed, "CHANNEL_SUCCESS or CHANNEL_FAILURE");
        if (replies.isEmpty()) {
            throw new ExpectationException("expected an answer to a request, got CHANNEL_CLOSE");
        }
        return replies.remove();
    }

    /** Waits for CHANNEL_SUCCESS. */
    public CountedSession expectSuccess() throws IOException {
        return expectReply(true);
    }

    /** Waits for CHANNEL_FAILURE. */
    public CountedSession expectFailure() throws IOException {
        return expectReply(false);
    }

    private CountedSession expectReply(boolean success) throws IOException {
        if (expectReply() != success) {
            throw new ExpectationException(success ? "got CHANNEL_FAILURE" : "got CHANNEL_SUCCESS");
        }
        return this;
    }

    /** Waits until so much has come in all, standard error included; more fails. */
    public CountedSession expectBytes(long count) throws IOException {
        channels.await(() -> received() >= count || isAtEnd(), count + " bytes");
        if (received() != count) {
            throw new ExpectationException("expected " + count + " bytes, got " + received());
        }
        return this;
    }

    /** Waits until this has come as standard output, and nothing else. */
    public CountedSession expectOutput(String text) throws IOException {
        channels.await(
                () -> data.outputSize() >= text.getBytes(UTF_8).length || isAtEnd(), "the output \"" + text + "\"");
        if (!output().equals(text)) {
            throw new ExpectationException("expected the output \"" + text + "\", got \"" + output() + "\"");
        }
        return this;
    }

    /** Whether output has come that was not read. */
    public boolean hasUnread() {
        return data.unread() > 0;
    }

    /** Waits for so many bytes of output that were not read before. */
    public byte[] read(int count) throws IOException {
        channels.await(() -> data.unread() >= count || isAtEnd(), count + " bytes");
        if (data.unread() < count) {
            throw new ExpectationException("expected " + count + " bytes, got the end of the channel", true);
        }
        return data.read(count);
    }

    /** Waits for CLOSE, and does not answer it. */
    public CountedSession awaitClose() throws IOException {
        channels.await(() -> closed, "CHANNEL_CLOSE");
        return this;
    }

    /** Waits for CLOSE, and answers it; what comes before is kept. */
    public CountedSession expectClose() throws IOException {
        awaitClose();
        return closeSent ? this : sendClose();
    }

    /** Waits for EOF. */
    public CountedSession expectEOF() throws IOException {
        channels.await(this::isAtEnd, "CHANNEL_EOF");
        if (!eof) {
            throw new ExpectationException("expected CHANNEL_EOF, got CHANNEL_CLOSE");
        }
        return this;
    }

    /** The standard output until now. */
    public String output() {
        return data.output();
    }

    /** The bytes that have come until now, of both. */
    public long received() {
        return data.received();
    }

    /** The messages with data that have come until now, also such without a byte. */
    public int packets() {
        return data.packets();
    }

    /** The target's requests of that type until now. */
    public List<ChannelRequest> requests(String type) {
        return requests.stream()
                .filter(request -> request.requestType().equals(type))
                .toList();
    }

    /** Whether the target has sent EOF. */
    public boolean hasEOF() {
        return eof;
    }

    /** Whether the target has sent CLOSE. */
    public boolean isClosed() {
        return closed;
    }

    private boolean isAtEnd() {
        return eof || closed;
    }

    void take(Received message) throws IOException {
        if (closed) {
            throw new ExpectationException("got " + message + " behind the target's CLOSE (RFC 4254 §5.3)");
        }
        var in = message.reader();
        in.skip(4);
        switch (message.number()) {
            case CHANNEL_OPEN_CONFIRMATION -> opened(in.uint32(), in.uint32(), in.uint32());
            case CHANNEL_OPEN_FAILURE -> refusal = message;
            case CHANNEL_WINDOW_ADJUST -> theirWindow = data.adjusted(theirWindow, in.uint32());
            case CHANNEL_DATA -> data(in, false);
            case CHANNEL_EXTENDED_DATA -> data(in, true);
            case CHANNEL_EOF -> eof = true;
            case CHANNEL_CLOSE -> closed = true;
            case CHANNEL_REQUEST -> requested(in);
            case CHANNEL_SUCCESS, CHANNEL_FAILURE -> replied(message);
            default -> throw new IllegalStateException("not for a channel: " + message);
        }
    }

    private void data(WireReader in, boolean isExtended) throws IOException {
        in.skip(isExtended ? 4 : 0);
        data.received(in.string(CountedChannels.MAX), isExtended, eof);
        if (fillsUp && !closeSent && data.left() < window / 2) {
            adjust(window - data.left());
        }
    }

    private void requested(WireReader in) throws IOException {
        var request = new ChannelRequest(ours, in.utf8(CountedChannels.MAX), in.bool(), in.rest());
        requests.add(request);
        if (channels.isClient() && request.wantReply() && !closeSent) {
            peer.send(new ChannelFailure(theirs));
        }
    }

    private void replied(Received message) throws ExpectationException {
        if (owedReplies == 0) {
            throw new ExpectationException("got " + message + ", and no request waits for an answer (RFC 4254 §5.4)");
        }
        owedReplies--;
        replies.add(message.number() == CHANNEL_SUCCESS);
    }
}
