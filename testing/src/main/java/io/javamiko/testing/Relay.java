package io.javamiko.testing;

import io.javamiko.Threads;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A network between a client and a server that can be slow, silent or cut: a relay on the loopback address. Faults can be
 * switched while connections live. Thread-safe.
 */
public final class Relay implements AutoCloseable {
    private static final int BITE = 16 * 1024;
    private static final int BITES_UNDER_WAY = 1024; // as much as a long fast line holds: 16 MiB

    private final ServerSocket listener;
    private final InetSocketAddress target;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final List<Socket> sockets = new ArrayList<>(); // guarded by lock
    private final AtomicLong toServer = new AtomicLong();
    private final AtomicLong toClient = new AtomicLong();
    private long delayNanos; // guarded by lock
    private boolean silent; // guarded by lock
    private long cutAt = Long.MAX_VALUE; // bytes towards the client; guarded by lock
    private boolean closed; // guarded by lock

    private Relay(ServerSocket listener, InetSocketAddress target) {
        this.listener = listener;
        this.target = target;
    }

    /** A relay to a server, without a fault to begin with. */
    public static Relay to(InetSocketAddress target) throws IOException {
        var relay = new Relay(new ServerSocket(0, 200, InetAddress.getLoopbackAddress()), target);
        Threads.start("test relay", relay::accept);
        return relay;
    }

    /** Where it listens. */
    public InetSocketAddress address() {
        return new InetSocketAddress(listener.getInetAddress(), listener.getLocalPort());
    }

    /** Every byte takes that long in each direction from now on. */
    public Relay delay(Duration oneWay) {
        return change(() -> delayNanos = oneWay.toNanos());
    }

    /** From now on nothing comes through, and nobody is told: a cable that was pulled. */
    public Relay silence() {
        return change(() -> silent = true);
    }

    /** Ends the silence; nothing was lost. */
    public Relay speak() {
        return change(() -> silent = false);
    }

    /** Cuts every connection as soon as so many bytes, of all connections, have gone to the client. */
    public Relay cutAfter(long bytesToClient) {
        return change(() -> cutAt = bytesToClient);
    }

    /** Resets every connection: both ends are told. */
    public void reset() throws IOException {
        lock.lock();
        try {
            for (var socket : sockets) {
                socket.setSoLinger(true, 0);
                socket.close();
            }
            sockets.clear();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Bytes that have gone to the server. */
    public long bytesToServer() {
        return toServer.get();
    }

    /** Bytes that have gone to the client. */
    public long bytesToClient() {
        return toClient.get();
    }

    @Override
    public void close() throws IOException {
        listener.close();
        change(() -> closed = true);
        reset();
    }

    private Relay change(Runnable change) {
        lock.lock();
        try {
            change.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        return this;
    }

    private void accept() {
        try {
            while (true) {
                connect(listener.accept());
            }
        } catch (IOException e) {
            return; // closed
        }
    }

    private void connect(Socket client) throws IOException {
        try {
            var server = new Socket(target.getAddress(), target.getPort());
            for (var socket : List.of(client, server)) {
                socket.setTcpNoDelay(true);
                change(() -> sockets.add(socket));
            }
            carry(client, server, toServer, false);
            carry(server, client, toClient, true);
        } catch (IOException e) {
            client.close(); // the server is not there
        }
    }

    /** One direction: a thread that reads and one that writes when the time has come. */
    private void carry(Socket from, Socket to, AtomicLong count, boolean mayBeCut) {
        var line = new Line();
        Threads.start("test relay in", () -> {
            try {
                line.fill(from.getInputStream());
            } catch (IOException e) {
                line.put(new byte[0]);
            }
        });
        Threads.start("test relay out", () -> {
            try {
                line.drain(to.getOutputStream(), count, mayBeCut);
                to.shutdownOutput();
            } catch (IOException | InterruptedException e) {
                line.end();
            }
        });
    }

    /** The bytes under way in one direction; all its state is guarded by the relay's lock. */
    private final class Line {
        private record Bite(byte[] bytes, long due) {}

        private final Queue<Bite> underWay = new ArrayDeque<>();
        private boolean ended;

        void fill(InputStream in) throws IOException {
            byte[] buffer = new byte[BITE];
            for (int n = in.read(buffer); n > 0; n = in.read(buffer)) {
                put(Arrays.copyOf(buffer, n));
            }
            put(new byte[0]); // the end
        }

        void put(byte[] bytes) {
            lock.lock();
            try {
                while (underWay.size() >= BITES_UNDER_WAY && !closed && !ended) {
                    changed.awaitUninterruptibly();
                }
                underWay.add(new Bite(bytes, System.nanoTime() + delayNanos));
                changed.signalAll();
            } finally {
                lock.unlock();
            }
        }

        void drain(OutputStream out, AtomicLong count, boolean mayBeCut) throws IOException, InterruptedException {
            for (var bite = next(); bite != null && bite.bytes.length > 0; bite = next()) {
                for (long left = bite.due - System.nanoTime(); left > 0; left = bite.due - System.nanoTime()) {
                    LockSupport.parkNanos(left);
                }
                int length = mayBeCut ? (int) Math.min(bite.bytes.length, leftBeforeTheCut(count)) : bite.bytes.length;
                count.addAndGet(length); // before: who has read them may ask at once
                out.write(bite.bytes, 0, length);
                if (length < bite.bytes.length) {
                    reset();
                }
            }
        }

        void end() {
            change(() -> ended = true);
        }

        private Bite next() throws InterruptedException {
            lock.lock();
            try {
                while ((underWay.isEmpty() || silent) && !closed) {
                    changed.await();
                }
                changed.signalAll();
                return closed ? null : underWay.remove();
            } finally {
                lock.unlock();
            }
        }

        private long leftBeforeTheCut(AtomicLong count) {
            lock.lock();
            try {
                return Math.max(0, cutAt - count.get());
            } finally {
                lock.unlock();
            }
        }
    }
}
