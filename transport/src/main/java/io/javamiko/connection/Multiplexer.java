package io.javamiko.connection;

import io.javamiko.Deadline;
import io.javamiko.connection.ConnectionMessage.ChannelOpen;
import io.javamiko.connection.ConnectionMessage.GlobalRequest;
import io.javamiko.transport.Limits;
import io.javamiko.transport.Outbox;
import io.javamiko.transport.Payload;
import io.javamiko.transport.Service;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
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
    private final ChannelTable table;
    private final WindowBudget budget;
    private final AtomicLong requestBytes = new AtomicLong(RequestQueue.MAX_BYTES);
    private final GlobalRequests globalRequests;
    private final Dispatch incoming;

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
        this.table = new ChannelTable(limits.channels(), limits.sessions());
        this.budget = new WindowBudget(limits.connectionWindow());
        this.globalRequests = new GlobalRequests(this, handler);
        var peerChannels = new PeerChannels(this, acceptor, table, globalRequests);
        this.incoming = new Dispatch(table, globalRequests, peerChannels, limits.channelPacket());
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
        Channel channel = table.add(number -> channel(number, type, false, requests));
        if (channel == null) {
            throw ending().exception();
        }
        int window = channel.initialWindow();
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
        incoming.message(payload);
    }

    /** A channel with what is left of the connection's window. */
    Channel channel(int number, String type, boolean peers, ChannelRequests requests) {
        var channel = new Channel(this, number, type, peers, window(), requests);
        requests.belongTo(channel);
        return channel;
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
