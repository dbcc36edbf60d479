package io.javamiko.connection;

import io.javamiko.Deadline;
import io.javamiko.ProtocolException;
import io.javamiko.SSHTimeoutException;
import io.javamiko.connection.ConnectionMessage.ChannelClose;
import io.javamiko.connection.ConnectionMessage.ChannelEOF;
import io.javamiko.connection.ConnectionMessage.ChannelFailure;
import io.javamiko.connection.ConnectionMessage.ChannelOpenConfirmation;
import io.javamiko.connection.ConnectionMessage.ChannelRequest;
import io.javamiko.connection.ConnectionMessage.ChannelSuccess;
import io.javamiko.connection.ConnectionMessage.ChannelWindowAdjust;
import io.javamiko.transport.Message;
import io.javamiko.transport.Outbox;
import io.javamiko.transport.Payload;
import io.javamiko.transport.Step;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

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

    final ReentrantLock lock = new ReentrantLock(); // guards everything that comes in
    private final Condition changed = lock.newCondition();
    private final ChannelState.Receiving receiving; // guarded by lock
    private boolean abandoned; // guarded by lock; the opener gave up before the peer answered
    private boolean over; // guarded by lock; the number is free, or the connection has ended
    private Ending ending; // guarded by lock; why nothing comes any more: null while it may

    private final ChannelState.Sending sending = new ChannelState.Sending(); // guarded by the send lock
    private int remote; // guarded by the send lock; the peer's number, a uint32

    private final Pending<Channel> opened = new Pending<>();
    private final ReplyQueue<Boolean> replies = new ReplyQueue<>();
    private final ChannelRequests requests;
    private final AtomicInteger credit = new AtomicInteger(); // bytes that the peer is to be told of
    private final Step creditStep = this::nextCredit;
    private final ChannelInput input;
    private final ChannelInput errorInput;
    private final ChannelOutput output;
    private final ChannelOutput errorOutput;

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
        this.receiving = new ChannelState.Receiving(window);
        this.requests = requests;
        this.input = new ChannelInput(this);
        this.errorInput = new ChannelInput(this);
        this.output = new ChannelOutput(this, false);
        this.errorOutput = new ChannelOutput(this, true);
    }

    /** The channel type, for example {@code session}. */
    public String type() {
        return type;
    }

    /** What the peer sends. */
    public ChannelInput input() {
        return input;
    }

    /** What the peer sends as stderr: of a session that we opened; of other channels it is dropped. */
    public ChannelInput errorInput() {
        return errorInput;
    }

    /** What we send; closing it sends EOF. */
    public ChannelOutput output() {
        return output;
    }

    /** What we send as stderr: in a session that the peer opened. */
    public ChannelOutput errorOutput() {
        return errorOutput;
    }

    /** The connection that the channel is in. */
    public Multiplexer multiplexer() {
        return multiplexer;
    }

    /** Whether the channel is open: neither side has closed it, and the connection is there. */
    public boolean isOpen() {
        lock.lock();
        try {
            return ending == null && !receiving.isOpening();
        } finally {
            lock.unlock();
        }
    }

    /** Sends EOF: no more data from us. Nothing that was written is lost, and the other direction goes on. Never waits. */
    public void sendEOF() throws IOException {
        outbox().answer(() -> sending.sendEOF() ? new ChannelEOF(remoteNumber()) : null);
        wakeWriters(0);
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
        var reply = new Pending<Boolean>();
        outbox().send(() -> nextRequest(new ChannelRequest(remoteNumber(), type, true, data), reply), deadline);
        if (!reply.await(deadline, "no answer to the request " + type)) {
            throw new RequestDeniedException(type);
        }
    }

    /** Sends a request that wants no answer. */
    public void send(String type, byte[] data, Deadline deadline) throws IOException {
        outbox().send(() -> nextRequest(new ChannelRequest(remoteNumber(), type, false, data), null), deadline);
    }

    private Message nextRequest(ChannelRequest request, Pending<Boolean> reply) throws IOException {
        if (!sending.isOpen()) {
            throw new ChannelClosedException("the channel is closed");
        }
        if (reply != null) {
            replies.add(reply);
        }
        return request;
    }

    /** Closes the channel: both directions end, and what was not read is dropped. Never waits and throws nothing. */
    @Override
    public void close() {
        lock.lock();
        try {
            endHere(Ending.ofChannel("the channel was closed here"));
            if (receiving.isOpening()) {
                abandoned = true; // the reader closes it when the peer confirms
                return;
            }
        } finally {
            lock.unlock();
        }
        dropUnread();
        try {
            sendClose();
        } catch (IOException e) {
            multiplexer.note("CLOSE was not sent", e); // the connection ends, and the channel with it
        }
    }

    private void endHere(Ending why) {
        receiving.closing();
        if (ending == null) {
            ending = why;
        }
        input.discard();
        errorInput.discard();
        changed.signalAll();
    }

    /** Waits until both sides have closed the channel. */
    public void awaitClosed(Deadline deadline) throws IOException {
        lock.lock();
        try {
            while (!over) {
                if (!deadline.await(changed) && !over) {
                    throw new SSHTimeoutException("the peer did not close the channel", deadline.length());
                }
            }
            if (receiving.isClosed()) {
                return;
            }
        } finally {
            lock.unlock();
        }
        throw multiplexer.ending().exception();
    }

    // From here on for the package: what the reader brings, in the order of a channel's life.

    /** The peer confirmed the channel that we opened (§5.1). */
    void confirmed(ChannelOpenConfirmation message) throws IOException {
        boolean unwanted;
        lock.lock();
        try {
            if (peers) {
                throw new ProtocolException("the peer confirmed a channel of its own (RFC 4254 §5.1)");
            }
            receiving.opened();
            unwanted = abandoned;
        } finally {
            lock.unlock();
        }
        boolean usable = SendWindow.accepts(message.maximumPacketSize());
        outbox().update(() ->
                connect(message.senderChannel(), message.initialWindowSize(), message.maximumPacketSize()));
        if (!usable) {
            opened.fail(() -> new ProtocolException("the peer's maximum packet size of " + message.maximumPacketSize()
                    + " bytes is under " + SendWindow.MIN_PACKET + " (RFC 4254 §5.1)"));
        }
        if (unwanted || !usable) {
            close();
        } else {
            opened.complete(this);
        }
    }

    /** The peer does not open the channel (§5.1). */
    void refused(long reasonCode, String description) throws ProtocolException {
        lock.lock();
        try {
            if (peers || !receiving.isOpening()) {
                throw new ProtocolException("the peer refused a channel that was open (RFC 4254 §5.1)");
            }
        } finally {
            lock.unlock();
        }
        Ending why = () -> new ChannelOpenException(type, reasonCode, description);
        end(why);
        opened.fail(why);
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
    boolean confirm(ConnectionMessage.ChannelOpen message, int maximumPacketSize) throws IOException {
        lock.lock();
        try {
            if (over) {
                return false;
            }
            receiving.opened();
        } finally {
            lock.unlock();
        }
        outbox().answer(() -> {
            connect(message.senderChannel(), message.initialWindowSize(), message.maximumPacketSize());
            return new ChannelOpenConfirmation(
                    message.senderChannel(), number, receiving.initialWindow(), maximumPacketSize, new byte[0]);
        });
        return true;
    }

    private void connect(long senderChannel, long initialWindowSize, long maximumPacketSize) {
        remote = (int) senderChannel;
        sending.opened(initialWindowSize, maximumPacketSize);
    }

    /** {@code CHANNEL_DATA} or {@code CHANNEL_EXTENDED_DATA}: bytes at {@code at} of the payload's array (§5.2). */
    void data(Payload payload, int at, int length, ChannelInput into) throws IOException {
        int due;
        lock.lock();
        try {
            boolean wanted = receiving.data(length);
            if (length == 0) {
                return;
            }
            if (wanted && into != null && into.received(payload, at, length)) {
                ChannelInput other = into == input ? errorInput : input;
                due = other.hasReaders() ? receiving.starved() : 0;
            } else {
                due = receiving.consumed(length); // nobody reads it; it counts all the same
            }
        } finally {
            lock.unlock();
        }
        credit(due);
    }

    /** {@code CHANNEL_WINDOW_ADJUST} (§5.2). */
    void adjusted(long bytesToAdd) throws IOException {
        expectOpen("WINDOW_ADJUST");
        wakeWriters(bytesToAdd);
    }

    /** Both streams have one window; who waits for it is woken by his own flow. */
    private void wakeWriters(long bytesToAdd) throws IOException {
        outbox().adjust(output.flow(), bytesToAdd);
        if (errorOutput.isUsed()) {
            outbox().adjust(errorOutput.flow(), 0);
        }
    }

    /** {@code CHANNEL_EOF} (§5.3). */
    void eofReceived() throws ProtocolException {
        lock.lock();
        try {
            receiving.eof();
            input.wake();
            errorInput.wake();
        } finally {
            lock.unlock();
        }
    }

    /** {@code CHANNEL_CLOSE} (§5.3): answered by ours if that is not under way; then the channel is over. */
    void closeReceived() throws IOException {
        lock.lock();
        try {
            receiving.close();
        } finally {
            lock.unlock();
        }
        sendClose();
        end(Ending.ofChannel("the peer closed the channel"));
    }

    /** {@code CHANNEL_REQUEST} (§5.4). */
    void requestReceived(ChannelRequest message) throws IOException {
        if (expectOpen("a request")) {
            requests.received(message);
        }
    }

    /** {@code CHANNEL_SUCCESS} or {@code CHANNEL_FAILURE} (§5.4): to our oldest request. */
    void replyReceived(boolean success) throws ProtocolException {
        expectOpen("a reply");
        replies.received(success);
    }

    /** The connection has ended, or the channel: nothing comes any more, and its number is free. */
    void end(Ending why) {
        boolean closedByPeer;
        lock.lock();
        try {
            if (over) {
                return;
            }
            over = true;
            closedByPeer = receiving.isClosed();
            if (ending == null) {
                ending = why;
            }
            receiving.release();
            changed.signalAll();
            input.wake();
            errorInput.wake();
        } finally {
            lock.unlock();
        }
        multiplexer.ended(this);
        opened.fail(why);
        replies.end(why);
        requests.end(closedByPeer, why);
    }

    private boolean expectOpen(String what) throws ProtocolException {
        lock.lock();
        try {
            receiving.expectOpen(what);
            return !receiving.isClosing();
        } finally {
            lock.unlock();
        }
    }

    private void dropUnread() {
        input.releaseDiscarded();
        errorInput.releaseDiscarded();
    }

    // What we send.

    private void sendClose() throws IOException {
        outbox().answer(() -> sending.sendClose() ? new ChannelClose(remoteNumber()) : null);
        wakeWriters(0);
    }

    /** Answers the peer's oldest request that wants it, unless CLOSE was sent. */
    void reply(boolean success) throws IOException {
        outbox().answer(() -> {
            if (!sending.isOpen()) {
                return null;
            }
            return success ? new ChannelSuccess(remoteNumber()) : new ChannelFailure(remoteNumber());
        });
    }

    /** The peer wants no more data ({@code eow@openssh.com}, PROTOCOL §2.1). */
    void unwanted() {
        outbox().update(sending::unwanted); // wakes writers, too
    }

    /** Tells the peer that it may send so much more; with no lock held. */
    void credit(int bytes) {
        if (bytes == 0) {
            return;
        }
        credit.addAndGet(bytes);
        try {
            outbox().answer(creditStep);
        } catch (IOException e) {
            multiplexer.note("WINDOW_ADJUST was not sent", e); // the connection ends: the next call says so
        }
    }

    private Message nextCredit() {
        int bytes = credit.getAndSet(0);
        return bytes > 0 && sending.isOpen() ? new ChannelWindowAdjust(remoteNumber(), bytes) : null;
    }

    Outbox outbox() {
        return multiplexer.outbox();
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

    // For the streams: with the lock held, or the send lock.

    ChannelState.Receiving receiving() {
        return receiving;
    }

    ChannelState.Sending sending() {
        return sending;
    }

    int remote() {
        return remote;
    }

    private long remoteNumber() {
        return Integer.toUnsignedLong(remote);
    }

    /** Whether the streams are at their end; throws if the connection ended before they were. */
    boolean noMoreComes() throws IOException {
        if (receiving.noMoreData()) {
            return true;
        }
        if (ending != null) {
            throw ending.exception();
        }
        return false;
    }
}
