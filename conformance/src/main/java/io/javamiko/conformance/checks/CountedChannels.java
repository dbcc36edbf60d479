package io.javamiko.conformance.checks;

import static io.javamiko.transport.MessageNumbers.*;

import io.javamiko.conformance.peer.Depth;
import io.javamiko.conformance.peer.ExpectationException;
import io.javamiko.conformance.peer.Peer;
import io.javamiko.conformance.peer.Received;
import io.javamiko.conformance.peer.Timing;
import io.javamiko.connection.ConnectionMessage.ChannelOpen;
import io.javamiko.connection.ConnectionMessage.ChannelOpenConfirmation;
import io.javamiko.connection.ConnectionMessage.ChannelOpenFailure;
import io.javamiko.connection.ConnectionMessage.GlobalRequest;
import io.javamiko.connection.ConnectionMessage.RequestFailure;
import io.javamiko.transport.Role;
import io.javamiko.wire.WireReader;
import io.javamiko.wire.WireWriter;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * The channels of a connection (RFC 4254), whose promises are counted: whatever a check is about, it fails when the target
 * sends more than a window or a packet may hold, data behind its EOF, anything behind its CLOSE, a reply that nobody asked
 * for, or a channel number that it was never given.
 *
 * <pre>{@code
 * var channels = CountedChannels.on(c.connect(Depth.AUTHENTICATED));
 * var session = channels.openSession().exec("cat");
 * session.send("a").sendEOF();
 * session.expectOutput("a");
 * session.expectClose();
 * }</pre>
 *
 * <p>{@code PeerChannel} is for scripts that expect one thing behind the other on one channel; here whatever comes, in whatever
 * order, is put to the channel or the reply that it is for. Key exchanges that the target begins are gone through, and its global requests refused. Not thread-safe.
 */
public final class CountedChannels {
    /** The window of a session, unless told otherwise; it is filled up again as it is used. */
    public static final long WINDOW = 2 << 20;

    /** The maximum packet size of a session, unless told otherwise. */
    public static final long PACKET = 32 << 10;

    static final int MAX = 1 << 20; // of any field

    private final Peer peer;
    private final Map<Long, CountedSession> byNumber = new HashMap<>();
    private final Queue<Received> replies = new ArrayDeque<>();
    private final Queue<ChannelOpen> opens = new ArrayDeque<>();
    private final Queue<GlobalRequest> announcements = new ArrayDeque<>();
    private long owedReplies;
    private final Set<Long> probes = new HashSet<>(); // sequence numbers of requests that any answer will do for
    private int opened; // channels, by the target
    private long next;

    private CountedChannels(Peer peer) {
        this.peer = peer;
    }

    /** Those of a connection on which there is none yet; it goes on until the user is authenticated. */
    public static CountedChannels on(Peer peer) throws IOException {
        peer.upTo(Depth.AUTHENTICATED);
        return new CountedChannels(peer);
    }

    /** What they are channels of. */
    public Peer peer() {
        return peer;
    }

    // ---- to open them -----------------------------------------------------------------------------------------------

    /** As a client: an open session with a window that is filled up again. */
    public CountedSession openSession() throws IOException {
        var session = session(WINDOW, PACKET).filledUp();
        askFor(session);
        return session.expectOpen();
    }

    /** As a client: an open session, of which the target may send so much and no more. */
    public CountedSession openSession(long window, long maximumPacketSize) throws IOException {
        var session = session(window, maximumPacketSize);
        askFor(session);
        return session.expectOpen();
    }

    /** A channel that the target has not heard of. */
    public CountedSession session(long window, long maximumPacketSize) {
        return session(next++, window, maximumPacketSize);
    }

    /** A channel that the target has not heard of, under a number of the caller's choice. */
    public CountedSession session(long number, long window, long maximumPacketSize) {
        var session = new CountedSession(this, number, window, maximumPacketSize);
        byNumber.put(number, session);
        return session;
    }

    /** The target has opened one; what it says to the others is its own affair. */
    void opened() {
        opened++;
    }

    /** Whether the target has opened one before. */
    boolean hasOpened() {
        return opened > 0;
    }

    /** Sends CHANNEL_OPEN for a session. */
    public void askFor(CountedSession session) throws IOException {
        askFor(session, "session", new WireWriter());
    }

    /** Sends CHANNEL_OPEN for a channel of that type, with the type's fields. */
    public void askFor(CountedSession channel, String type, WireWriter fields) throws IOException {
        peer.send(new ChannelOpen(type, channel.ours(), channel.window(), channel.packet(), fields.toByteArray()));
    }

    /** As a server: the client's next CHANNEL_OPEN, not answered. */
    public ChannelOpen expectOpen() throws IOException {
        await(() -> !opens.isEmpty(), "CHANNEL_OPEN");
        return opens.remove();
    }

    /** As a server: the client's session, confirmed, with a window that is filled up again. */
    public CountedSession accept() throws IOException {
        return accept(WINDOW, PACKET).filledUp();
    }

    /** As a server: the client's session, confirmed; it may send so much and no more. */
    public CountedSession accept(long window, long maximumPacketSize) throws IOException {
        return confirm(expectOpen(), window, maximumPacketSize);
    }

    /** As a server: confirms a channel. */
    public CountedSession confirm(ChannelOpen open, long window, long maximumPacketSize) throws IOException {
        var session = session(window, maximumPacketSize);
        session.opened(open.senderChannel(), open.initialWindowSize(), open.maximumPacketSize());
        peer.send(new ChannelOpenConfirmation(
                open.senderChannel(), session.ours(), window, maximumPacketSize, new byte[0]));
        return session;
    }

    /** As a server: refuses a channel. */
    public void refuse(ChannelOpen open, long reason, String description) throws IOException {
        peer.send(new ChannelOpenFailure(open.senderChannel(), reason, description, ""));
    }

    // ---- global requests --------------------------------------------------------------------------------------------

    /** Sends a global request. */
    public void request(String name, boolean wantReply, WireWriter fields) throws IOException {
        owedReplies += wantReply ? 1 : 0;
        peer.send(new GlobalRequest(name, wantReply, fields.toByteArray()));
    }

    /** Sends a global request without fields. */
    public void request(String name, boolean wantReply) throws IOException {
        request(name, wantReply, new WireWriter());
    }

    /** Waits for the answer to the first global request that has none yet. Whether it is REQUEST_SUCCESS. */
    public boolean expectReply() throws IOException {
        return reply().number() == REQUEST_SUCCESS;
    }

    /** Waits for REQUEST_SUCCESS, and returns its fields; null if it is REQUEST_FAILURE. */
    public WireReader replyFields() throws IOException {
        var reply = reply();
        return reply.number() == REQUEST_SUCCESS ? reply.reader() : null;
    }

    private Received reply() throws IOException {
        await(() -> !replies.isEmpty(), "an answer to a global request");
        return replies.remove();
    }

    /** The connection is alive: a global request is answered, whatever comes before. */
    public void expectAnswer() throws IOException {
        request("keepalive@javamiko.io", true);
        probes.add(peer.lastSent());
        probes.add(peer.lastSent() + 1); // some count one too many
        expectReply();
    }

    /** The global requests that the target has sent until now, each told once. */
    public Queue<GlobalRequest> announcements() {
        return announcements;
    }

    /** How many channels the target has asked for and got no answer to. */
    public int opensWaiting() {
        return opens.size();
    }

    // ---- what comes -------------------------------------------------------------------------------------------------

    /** Takes what comes until nothing does for {@link Timing#silence()}. */
    public void settle() throws IOException {
        while (peer.isAnswered()) {
            step("nothing more");
        }
    }

    /** Takes what comes on channels until the target ends the connection, by DISCONNECT or without a word. */
    public void expectEnd() throws IOException {
        var words = "DISCONNECT or the end of the connection";
        try {
            while (true) {
                step(words);
            }
        } catch (ExpectationException e) {
            if (!e.ended()) {
                throw e;
            }
        }
    }

    /** Takes what comes until it is so. */
    void await(BooleanSupplier done, String words) throws IOException {
        while (!done.getAsBoolean()) {
            step(words);
        }
    }

    private void step(String words) throws IOException {
        Received message;
        try {
            message = peer.next().orElse(null);
        } catch (ExpectationException e) {
            throw new ExpectationException("expected " + words + "; " + e.getMessage(), e);
        }
        if (message == null) {
            throw new ExpectationException("expected " + words + ", the target closed the connection", true);
        }
        take(message, words);
    }

    private void take(Received message, String words) throws IOException {
        int number = message.number();
        switch (number) {
            case DISCONNECT -> throw new ExpectationException("expected " + words + ", got " + message, true);
            case KEXINIT -> peer.exchangeKeys();
            case GLOBAL_REQUEST -> requested(message.reader());
            case REQUEST_SUCCESS, REQUEST_FAILURE -> answered(message);
            case UNIMPLEMENTED -> {
                if (!probes.remove(
                        message.reader().uint32())) { // RFC 4254 §4 wants REQUEST_FAILURE; here any answer will do
                    throw new ExpectationException("expected " + words + ", got " + message);
                }
                answered(message);
            }
            case CHANNEL_OPEN -> opens.add(opened(message.reader()));
            case IGNORE, DEBUG, EXT_INFO, USERAUTH_BANNER -> {}
            default -> {
                if (number < CHANNEL_OPEN_CONFIRMATION || number > CHANNEL_FAILURE) {
                    throw new ExpectationException("expected " + words + ", got " + message);
                }
                channel(message).take(message);
            }
        }
    }

    private CountedSession channel(Received message) throws IOException {
        var session = byNumber.get(message.reader().uint32());
        if (session == null) {
            throw new ExpectationException("the target sent " + message + " for a channel that it was never given");
        }
        return session;
    }

    private void answered(Received message) throws ExpectationException {
        if (owedReplies == 0) {
            throw new ExpectationException("got " + message + ", and no global request waits for an answer");
        }
        owedReplies--;
        replies.add(message);
    }

    private void requested(WireReader in) throws IOException {
        var request = new GlobalRequest(in.utf8(MAX), in.bool(), in.rest());
        announcements.add(request);
        if (request.wantReply()) {
            peer.send(new RequestFailure());
        }
    }

    private static ChannelOpen opened(WireReader in) throws IOException {
        return new ChannelOpen(in.utf8(MAX), in.uint32(), in.uint32(), in.uint32(), in.rest());
    }

    /** Whether the peer is a client: then the target serves. */
    boolean isClient() {
        return peer.role() == Role.CLIENT;
    }
}
