package io.javamiko.connection;

import io.javamiko.Deadline;
import io.javamiko.ProtocolException;
import io.javamiko.SSHTimeoutException;
import io.javamiko.connection.ConnectionMessage.ChannelOpen;
import io.javamiko.connection.ConnectionMessage.ChannelOpenConfirmation;
import io.javamiko.connection.ConnectionMessage.ChannelRequest;
import io.javamiko.transport.Payload;
import java.io.IOException;

/**
 * A channel (RFC 4254 §5): two streams of bytes with flow control, a third one for stderr, and requests, in one connection
 * with others.
 *
 * <p>{@link #sendEOF} ends what we send and lets the rest come; {@link #close} ends both directions at once and drops what
 * was not read. Thread-safe.
 */
public final class Channel implements AutoCloseable {
    private final Multiplexer multiplexer;
    private final int number;
    private final String type;
    private final boolean peers;
    private final ChannelSender sender;
    private final ChannelReceiver receiver;
    private final ChannelRequests requests;
    private final Pending<Channel> opened = new Pending<>();

    /**
     * @param peers whether the peer opens it
     * @param window what the peer may send
     */
    Channel(
            Multiplexer multiplexer,
            int number,
            String type,
            boolean peers,
            ReceiveWindow window,
            ChannelRequests requests) {
        this.multiplexer = multiplexer;
        this.number = number;
        this.type = type;
        this.peers = peers;
        this.sender = new ChannelSender(multiplexer.outbox());
        this.receiver = new ChannelReceiver(this, window);
        this.requests = requests;
    }

    /** The channel type, for example {@code session}. */
    public String type() {
        return type;
    }

    /** What the peer sends. */
    public ChannelInput input() {
        return receiver.input();
    }

    /** What the peer sends as stderr: of a session that we opened; of other channels it is dropped. */
    public ChannelInput errorInput() {
        return receiver.errorInput();
    }

    /** What we send; closing it sends EOF. */
    public ChannelOutput output() {
        return sender.output();
    }

    /** What we send as stderr: in a session that the peer opened. */
    public ChannelOutput errorOutput() {
        return sender.errorOutput();
    }

    /** The connection that the channel is in. */
    public Multiplexer multiplexer() {
        return multiplexer;
    }

    /** Whether the channel is open: neither side has closed it, and the connection is there. */
    public boolean isOpen() {
        return receiver.isOpen();
    }

    /** Sends EOF: no more data from us. Nothing that was written is lost, and the other direction goes on. Never waits. */
    public void sendEOF() throws IOException {
        sender.eof();
    }

    /**
     * Sends a request and waits for the answer.
     *
     * @param type the request type
     * @param data its own fields, encoded
     * @throws RequestDeniedException if the peer refuses; the channel goes on
     * @throws SSHTimeoutException if no answer came; a late one is not taken for another's
     */
    public void request(String type, byte[] data, Deadline deadline) throws IOException {
        if (!sender.request(type, data, deadline).await(deadline, "no answer to the request " + type)) {
            throw new RequestDeniedException(type);
        }
    }

    /** Sends a request that wants no answer. */
    public void send(String type, byte[] data, Deadline deadline) throws IOException {
        sender.send(type, data, deadline);
    }

    /** Closes the channel: both directions end, and what was not read is dropped. Never waits and throws nothing. */
    @Override
    public void close() {
        if (!receiver.closeHere()) {
            return; // not open yet: the reader closes it when the peer confirms
        }
        try {
            sender.close();
        } catch (IOException e) {
            multiplexer.note("CLOSE was not sent", e); // the connection ends, and the channel with it
        }
    }

    /** Whether the peer has sent data, read or not. */
    boolean hasReceivedData() {
        return receiver.hasReceivedData();
    }

    /** Waits until both sides have closed the channel. */
    public void awaitClosed(Deadline deadline) throws IOException {
        receiver.awaitEnd(deadline);
        if (!receiver.isClosedByPeer()) {
            throw multiplexer.ending().exception();
        }
    }

    // From here on for the package: what the reader brings, in the order of a channel's life.

    /** The peer confirmed the channel that we opened (§5.1). */
    void confirmed(ChannelOpenConfirmation message) throws IOException {
        if (peers) {
            throw new ProtocolException("the peer confirmed a channel of its own (RFC 4254 §5.1)");
        }
        boolean wanted = receiver.confirmed();
        sender.opened(message);
        long packet = message.maximumPacketSize();
        if (!SendWindow.accepts(packet)) {
            opened.fail(() -> new ProtocolException("the peer's maximum packet size of " + packet + " bytes is under "
                    + SendWindow.MIN_PACKET + " (RFC 4254 §5.1)"));
            wanted = false;
        }
        if (wanted) {
            opened.complete(this);
        } else {
            close();
        }
    }

    /** The peer does not open the channel (§5.1). */
    void refused(long reasonCode, String description) throws ProtocolException {
        if (peers) {
            throw new ProtocolException("the peer refused a channel of its own (RFC 4254 §5.1)");
        }
        receiver.refused();
        end(() -> new ChannelOpenException(type, reasonCode, description));
    }

    /** Waits for {@link #confirmed} or {@link #refused}; who gives up leaves a channel that closes itself. */
    Channel awaitOpened(Deadline deadline) throws IOException {
        try {
            return opened.await(deadline, "no answer to the request for a channel of type " + type);
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    /** Confirms the peer's channel; {@code false} if the connection has ended meanwhile. On the acceptor's thread. */
    boolean confirm(ChannelOpen message, int maximumPacketSize) throws IOException {
        if (!receiver.confirm()) {
            return false;
        }
        int window = receiver.initialWindow();
        sender.confirm(
                message,
                new ChannelOpenConfirmation(message.senderChannel(), number, window, maximumPacketSize, new byte[0]));
        return true;
    }

    /** {@code CHANNEL_DATA} or {@code CHANNEL_EXTENDED_DATA}: bytes at {@code at} of the payload's array (§5.2). */
    void data(Payload payload, int at, int length, ChannelInput into) throws IOException {
        credit(receiver.data(payload, at, length, into));
    }

    /** {@code CHANNEL_WINDOW_ADJUST} (§5.2). */
    void adjusted(long bytesToAdd) throws IOException {
        receiver.expectOpen("WINDOW_ADJUST");
        sender.adjusted(bytesToAdd);
    }

    /** {@code CHANNEL_EOF} (§5.3). */
    void eofReceived() throws ProtocolException {
        receiver.eof();
    }

    /** {@code CHANNEL_CLOSE} (§5.3): answered by ours if that is not under way; then the channel is over. */
    void closeReceived() throws IOException {
        receiver.close();
        sender.close();
        end(Ending.ofChannel("the peer closed the channel"));
    }

    /** {@code CHANNEL_REQUEST} (§5.4). */
    void requestReceived(ChannelRequest message) throws IOException {
        if (receiver.expectOpen("a request")) {
            requests.received(message);
        }
    }

    /** {@code CHANNEL_SUCCESS} or {@code CHANNEL_FAILURE} (§5.4): to our oldest request. */
    void replyReceived(boolean success) throws ProtocolException {
        receiver.expectOpen("a reply");
        sender.replyReceived(success);
    }

    /** The connection has ended, or the channel: nothing comes any more, and its number is free. */
    void end(Ending why) {
        if (receiver.end(why)) {
            multiplexer.ended(this);
            opened.fail(why);
            sender.end(why);
            requests.end(receiver.isClosedByPeer(), why);
        }
    }

    /** Tells the peer that it may send so much more; with no lock held. */
    void credit(int bytes) {
        if (bytes > 0) {
            try {
                sender.credit(bytes);
            } catch (IOException e) {
                multiplexer.note("WINDOW_ADJUST was not sent", e); // the connection ends: the next call says so
            }
        }
    }

    ChannelSender sender() {
        return sender;
    }

    int initialWindow() {
        return receiver.initialWindow();
    }

    int number() {
        return number;
    }

    boolean isPeers() {
        return peers;
    }

    boolean isSession() {
        return type.equals("session");
    }
}
