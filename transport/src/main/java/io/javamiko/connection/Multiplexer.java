package io.javamiko.connection;

import static io.javamiko.transport.MessageNumbers.CHANNEL_CLOSE;
import static io.javamiko.transport.MessageNumbers.CHANNEL_DATA;
import static io.javamiko.transport.MessageNumbers.CHANNEL_EOF;
import static io.javamiko.transport.MessageNumbers.CHANNEL_EXTENDED_DATA;
import static io.javamiko.transport.MessageNumbers.CHANNEL_WINDOW_ADJUST;

import io.javamiko.Deadline;
import io.javamiko.ProtocolException;
import io.javamiko.connection.ConnectionMessage.ChannelExtendedData;
import io.javamiko.connection.ConnectionMessage.ChannelFailure;
import io.javamiko.connection.ConnectionMessage.ChannelOpen;
import io.javamiko.connection.ConnectionMessage.ChannelOpenConfirmation;
import io.javamiko.connection.ConnectionMessage.ChannelOpenFailure;
import io.javamiko.connection.ConnectionMessage.ChannelRequest;
import io.javamiko.connection.ConnectionMessage.ChannelSuccess;
import io.javamiko.connection.ConnectionMessage.GlobalRequest;
import io.javamiko.connection.ConnectionMessage.RequestSuccess;
import io.javamiko.transport.Limits;
import io.javamiko.transport.Outbox;
import io.javamiko.transport.Payload;
import io.javamiko.transport.Service;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connection protocol of one connection, in either role (RFC 4254): channels and global requests over one stream of
 * packets.
 *
 * <p>What comes is brought by the transport's reader, which never waits here: data go into a channel's queue, what a handler
 * decides goes to a thread of the executor, answers go to the outbox's reserve. Thread-safe.
 */
public final class Multiplexer implements Service {
    private static final Logger LOG = LoggerFactory.getLogger(Multiplexer.class);

    private final Outbox outbox;
    private final Limits limits;
    private final Executor executor;
    private final ChannelAcceptor acceptor;
    private final ChannelTable table;
    private final WindowBudget budget;
    private final AtomicLong requestBytes = new AtomicLong(RequestQueue.MAX_BYTES);
    private final GlobalRequests globalRequests;

    private final ReentrantLock lock = new ReentrantLock();
    private final List<AutoCloseable> toClose = new ArrayList<>(); // guarded by lock
    private volatile Ending ending; // written under lock

    /**
     * The connection layer over a transport.
     *
     * @param outbox where everything goes out
     * @param executor runs each task on a thread of its own, or rejects it: never on the caller's thread, never later
     * @param acceptor decides about the peer's channels
     * @param handler serves the peer's global requests
     */
    public Multiplexer(
            Outbox outbox, Limits limits, Executor executor, ChannelAcceptor acceptor, GlobalRequestHandler handler) {
        this.outbox = outbox;
        this.limits = limits;
        this.executor = executor;
        this.acceptor = acceptor;
        this.table = new ChannelTable(limits.channels(), limits.sessions());
        this.budget = new WindowBudget(limits.connectionWindow());
        this.globalRequests = new GlobalRequests(this, handler);
    }

    /**
     * Opens a channel (§5.1).
     *
     * @param type the channel type, for example {@code direct-tcpip}
     * @param data its own fields, encoded
     * @param handler takes the peer's requests
     * @throws ChannelOpenException if the peer refuses
     * @throws io.javamiko.SSHTimeoutException if it does not answer; a channel that it opens later is closed at once
     */
    public Channel openChannel(String type, byte[] data, ChannelHandler handler, Deadline deadline) throws IOException {
        return openChannel(type, data, handler, ChannelObserver.NONE, deadline);
    }

    /** Opens a session (§6.1), which then wants a command, a shell or a subsystem. */
    public Session openSession(Deadline deadline) throws IOException {
        var session = new Session();
        session.opened(openChannel("session", new byte[0], ChannelHandler.NONE, session.observer(), deadline));
        return session;
    }

    private Channel openChannel(
            String type, byte[] data, ChannelHandler handler, ChannelObserver observer, Deadline deadline)
            throws IOException {
        var requests = new ChannelRequests(this, handler, observer);
        Channel channel = table.add(number -> new Channel(this, number, type, false, window(), requests));
        if (channel == null) {
            throw ending().exception();
        }
        requests.belongTo(channel);
        int window = channel.receiving().initialWindow();
        try {
            outbox.send(new ChannelOpen(type, channel.number(), window, limits.channelPacket(), data), deadline);
        } catch (IOException e) {
            channel.end(Ending.ofChannel("the channel was not opened"));
            throw e;
        }
        return channel.awaitOpened(deadline);
    }

    /**
     * Sends a global request and waits for the answer (§4).
     *
     * @return the reply's own fields, often none
     * @throws RequestDeniedException if the peer refuses
     */
    public byte[] globalRequest(String name, byte[] data, Deadline deadline) throws IOException {
        return globalRequests.request(name, data, deadline);
    }

    /** Sends a global request that wants no answer (§4). */
    public void sendGlobalRequest(String name, byte[] data, Deadline deadline) throws IOException {
        outbox.send(new GlobalRequest(name, false, data), deadline);
    }

    /** Closes this when the connection ends, at once if it has; a socket that a forwarded channel leads to. */
    public void closeAtEnd(AutoCloseable resource) {
        lock.lock();
        try {
            if (ending == null) {
                toClose.add(resource);
                return;
            }
        } finally {
            lock.unlock();
        }
        closeQuietly(resource);
    }

    /** It is closed already, or will be: takes back {@link #closeAtEnd}. */
    public void forget(AutoCloseable resource) {
        lock.lock();
        try {
            toClose.remove(resource);
        } finally {
            lock.unlock();
        }
    }

    /** The limits of this connection. */
    public Limits limits() {
        return limits;
    }

    /** Runs a task on a thread of its own; where there is none to have, throws {@link RejectedExecutionException}. */
    public void execute(Runnable task) {
        executor.execute(task);
    }

    /** Channels that are open, or being opened, now. */
    public int channels() {
        return table.size();
    }

    @Override
    public void message(Payload payload) throws IOException {
        switch (payload.number()) {
            case CHANNEL_DATA -> data(payload);
            case CHANNEL_EXTENDED_DATA -> extendedData(payload);
            case CHANNEL_WINDOW_ADJUST -> windowAdjust(payload);
            case CHANNEL_EOF -> eof(payload);
            case CHANNEL_CLOSE -> close(payload);
            default -> dispatch(ConnectionMessage.decode(payload.number(), payload.reader()));
        }
    }

    private void dispatch(ConnectionMessage message) throws IOException {
        if (message instanceof GlobalRequest request) {
            globalRequests.received(request);
        } else if (message instanceof RequestSuccess success) {
            globalRequests.replyReceived(Optional.of(success.data()));
        } else if (message instanceof ConnectionMessage.RequestFailure) {
            globalRequests.replyReceived(Optional.empty());
        } else if (message instanceof ChannelOpen open) {
            openReceived(open);
        } else if (message instanceof ChannelOpenConfirmation confirmation) {
            expect(confirmation.recipientChannel()).confirmed(confirmation);
        } else if (message instanceof ChannelOpenFailure failure) {
            expect(failure.recipientChannel()).refused(failure.reasonCode(), failure.description());
        } else if (message instanceof ChannelRequest request) {
            Channel channel = table.find(request.recipientChannel());
            if (channel != null) {
                channel.requestReceived(request);
            }
        } else if (message instanceof ChannelSuccess success) {
            reply(success.recipientChannel(), true);
        } else if (message instanceof ChannelFailure failure) {
            reply(failure.recipientChannel(), false);
        }
    }

    /** A channel that has not ended: these messages can't have crossed its end. */
    private Channel expect(long number) throws ProtocolException {
        Channel channel = table.find(number);
        if (channel == null) {
            throw new ProtocolException(
                    "the peer sent a message for channel " + number + ", which has ended (RFC 4254 §5.3)");
        }
        return channel;
    }

    private void reply(long number, boolean success) throws ProtocolException {
        Channel channel = table.find(number);
        if (channel != null) {
            channel.replyReceived(success);
        }
    }

    private void data(Payload payload) throws IOException {
        Channel channel = expect(uint32(payload, 1));
        int length = dataLength(payload, 5);
        channel.data(payload, payload.offset() + 9, length, channel.input());
    }

    private void extendedData(Payload payload) throws IOException {
        Channel channel = expect(uint32(payload, 1));
        boolean stderr = uint32(payload, 5) == ChannelExtendedData.STDERR && channel.isSession() && !channel.isPeers();
        int length = dataLength(payload, 9);
        channel.data(payload, payload.offset() + 13, length, stderr ? channel.errorInput() : null);
    }

    /** The length of the string that begins at {@code at} and ends the message (§5.2). */
    private int dataLength(Payload payload, int at) throws ProtocolException {
        long length = uint32(payload, at);
        if (length != payload.length() - at - 4) {
            throw new ProtocolException("a message says it has " + length + " bytes of data and has "
                    + (payload.length() - at - 4) + " (RFC 4254 §5.2)");
        }
        if (length > limits.channelPacket()) {
            throw new ProtocolException("the peer sent " + length + " bytes in one message; the maximum packet size is "
                    + limits.channelPacket() + " (RFC 4254 §5.2)");
        }
        return (int) length;
    }

    private void windowAdjust(Payload payload) throws IOException {
        long bytesToAdd = uint32(payload, 5);
        expectLength(payload, 9);
        Channel channel = table.find(uint32(payload, 1));
        if (channel != null) {
            channel.adjusted(bytesToAdd);
        }
    }

    private void eof(Payload payload) throws ProtocolException {
        Channel channel = table.find(uint32(payload, 1));
        expectLength(payload, 5);
        if (channel != null) {
            channel.eofReceived();
        }
    }

    private void close(Payload payload) throws IOException {
        Channel channel = table.find(uint32(payload, 1));
        expectLength(payload, 5);
        if (channel != null) {
            channel.closeReceived();
        }
    }

    private static long uint32(Payload payload, int at) throws ProtocolException {
        if (payload.length() < at + 4) {
            throw new ProtocolException("message " + payload.number() + " ends early (RFC 4254 §5)");
        }
        byte[] bytes = payload.array();
        int i = payload.offset() + at;
        return (bytes[i] & 0xffL) << 24
                | (bytes[i + 1] & 0xff) << 16
                | (bytes[i + 2] & 0xff) << 8
                | bytes[i + 3] & 0xff;
    }

    private static void expectLength(Payload payload, int length) throws ProtocolException {
        if (payload.length() != length) {
            throw new ProtocolException("message " + payload.number() + " has " + payload.length() + " bytes, not "
                    + length + " (RFC 4254 §5)");
        }
    }

    /** The peer opens a channel (§5.1): it is decided on a thread of its own, and refused here if there is none. */
    private void openReceived(ChannelOpen open) throws IOException {
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
            var requests = new ChannelRequests(this, ChannelRequests.ACCEPTING, ChannelObserver.NONE);
            requests.hold();
            Channel channel = table.addPeers(
                    session, number -> new Channel(this, number, open.channelType(), true, window(), requests));
            if (channel == null) {
                throw new ChannelOpenException(ChannelOpenException.RESOURCE_SHORTAGE, "too many channels");
            }
            requests.belongTo(channel);
            decide(channel, open, requests);
        } catch (ChannelOpenException refusal) {
            refuse(open, refusal);
        }
    }

    private void decide(Channel channel, ChannelOpen open, ChannelRequests requests) throws ChannelOpenException {
        try {
            executor.execute(() -> accept(channel, open, requests));
        } catch (RejectedExecutionException | OutOfMemoryError noThread) {
            channel.end(Ending.ofChannel("the channel was refused"));
            throw new ChannelOpenException(ChannelOpenException.RESOURCE_SHORTAGE, "no thread is left");
        }
    }

    /** On a thread of the executor. */
    private void accept(Channel channel, ChannelOpen open, ChannelRequests requests) {
        ChannelHandler handler;
        try {
            handler = acceptor.accept(new IncomingChannel(this, open.channelType(), open.data()));
        } catch (Throwable e) { // an Error too: the peer waits for an answer
            note("a channel was refused", e);
            channel.end(Ending.ofChannel("the channel was refused"));
            refuseQuietly(open, e);
            return;
        }
        boolean confirmed = false;
        try {
            confirmed = channel.confirm(open, limits.channelPacket());
        } catch (IOException e) {
            note("a channel was not confirmed", e);
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
            note("a channel was not refused", e);
        }
    }

    private void refuse(ChannelOpen open, ChannelOpenException why) throws IOException {
        outbox.answer(new ChannelOpenFailure(open.senderChannel(), why.reasonCode(), why.description(), ""));
    }

    private ReceiveWindow window() {
        int initial = budget.take(Math.min(limits.initialWindow(), limits.maximumWindow()), Limits.LEAST_WINDOW);
        return new ReceiveWindow(initial, limits.maximumWindow(), budget);
    }

    @Override
    public void probe() throws IOException {
        globalRequests.probe();
    }

    /** Ends every channel, request and wait with the first cause, each with an exception of its own. */
    @Override
    public void closed(Throwable firstCause) {
        Ending why = Ending.ofConnection(firstCause);
        List<AutoCloseable> resources;
        lock.lock();
        try {
            ending = why;
            resources = List.copyOf(toClose);
            toClose.clear();
        } finally {
            lock.unlock();
        }
        for (Channel channel : table.end()) {
            channel.end(why);
        }
        globalRequests.end(why);
        resources.forEach(this::closeQuietly);
    }

    private void closeQuietly(AutoCloseable resource) {
        try {
            resource.close();
        } catch (Exception e) {
            note("not closed in order: " + resource, e);
        }
    }

    // For the package.

    void ended(Channel channel) {
        table.remove(channel);
    }

    Outbox outbox() {
        return outbox;
    }

    RequestQueue requestQueue(RequestQueue.Server server) {
        return new RequestQueue(executor, requestBytes, server);
    }

    /** Why the connection has ended; {@code null} while it has not. */
    Ending ending() {
        return ending;
    }

    /** What nobody waits for, for who looks for a fault. */
    void note(String what, Throwable e) {
        LOG.debug("{}", what, e);
    }
}
