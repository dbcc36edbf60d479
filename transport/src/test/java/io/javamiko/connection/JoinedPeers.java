package io.javamiko.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.javamiko.Deadline;
import io.javamiko.Threads;
import io.javamiko.transport.Limits;
import io.javamiko.transport.Payload;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;

/** Two multiplexers, each reading what the other sends on a thread of its own, with nothing between them. */
public final class JoinedPeers implements AutoCloseable {
    final MemoryOutbox fromClient = new MemoryOutbox();
    final MemoryOutbox fromServer = new MemoryOutbox();
    public final Multiplexer client;
    public final Multiplexer server;
    final CopyOnWriteArrayList<Throwable> failures = new CopyOnWriteArrayList<>();
    private final Thread[] readers;
    private volatile boolean closing;

    public JoinedPeers(Limits limits, ChannelAcceptor acceptor) {
        this(limits, JoinedPeers::start, acceptor, GlobalRequestHandler.NONE);
    }

    JoinedPeers(Limits limits, ChannelAcceptor acceptor, GlobalRequestHandler handler) {
        this(limits, JoinedPeers::start, acceptor, handler);
    }

    /** @param executor the client's */
    public JoinedPeers(Limits limits, Executor executor, ChannelAcceptor acceptor) {
        this(limits, executor, acceptor, GlobalRequestHandler.NONE);
    }

    private JoinedPeers(Limits limits, Executor executor, ChannelAcceptor acceptor, GlobalRequestHandler handler) {
        client = new Multiplexer(fromClient, limits, executor, ChannelAcceptor.NONE, GlobalRequestHandler.NONE);
        server = new Multiplexer(fromServer, limits, JoinedPeers::start, acceptor, handler);
        readers = new Thread[] {
            Threads.start("server's reader", () -> read(fromClient, server)),
            Threads.start("client's reader", () -> read(fromServer, client))
        };
    }

    private static void start(Runnable task) {
        Threads.start("task", task);
    }

    private void read(MemoryOutbox from, Multiplexer to) {
        try {
            for (byte[] packet = from.take(Deadline.none()); packet != null; packet = from.take(Deadline.none())) {
                to.message(new Payload(packet, 0, packet.length));
            }
        } catch (Throwable e) {
            if (!closing) { // or else it was on its way when the test ended
                failures.add(e);
                end(e);
            }
        }
    }

    public void end(Throwable cause) {
        fromClient.end(cause);
        fromServer.end(cause);
        client.closed(cause);
        server.closed(cause);
    }

    @Override
    public void close() throws InterruptedException {
        closing = true;
        end(null);
        for (Thread reader : readers) {
            reader.join();
        }
        assertThat(failures).isEmpty();
    }
}
