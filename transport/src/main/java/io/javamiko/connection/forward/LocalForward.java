package io.javamiko.connection.forward;

import io.javamiko.Deadline;
import io.javamiko.connection.Channel;
import io.javamiko.connection.Multiplexer;
import io.javamiko.transport.Duplex;
import io.javamiko.transport.DuplexListener;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A local port whose connections go through the SSH connection to a host behind the server: {@code ssh -L}.
 *
 * <p>A connection that the server refuses is closed, and the reason logged at debug level. {@link #close} stops listening;
 * connections that are there go on until they end, or the SSH connection does. Thread-safe.
 */
public final class LocalForward implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LocalForward.class);
    private static final int MAX_OPENING = 128; // connections that wait for the server; more wait in the system's queue
    private static final Duration PAUSE = Duration.ofMillis(200); // after an accept that failed

    private final Multiplexer multiplexer;
    private final DuplexListener listener;
    private final String host;
    private final int port;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private int opening; // guarded by lock
    private boolean closed; // guarded by lock

    private LocalForward(Multiplexer multiplexer, DuplexListener listener, String host, int port) {
        this.multiplexer = multiplexer;
        this.listener = listener;
        this.host = host;
        this.port = port;
    }

    /**
     * Begins to forward.
     *
     * @param listener is closed with the forward, and with the connection; also if this throws
     * @param host a name or an address, as the server knows it
     * @param port 1–65,535
     * @throws RejectedExecutionException if there is no room for another thread
     */
    public static LocalForward start(Multiplexer multiplexer, DuplexListener listener, String host, int port) {
        var forward = new LocalForward(multiplexer, listener, host, port);
        try {
            if (port < 1 || port > 65_535) {
                throw new IllegalArgumentException("a port is 1 to 65535, not " + port);
            }
            multiplexer.closeAtEnd(forward);
            multiplexer.execute(forward::acceptAll);
            return forward;
        } catch (RuntimeException | Error e) {
            forward.close();
            throw e;
        }
    }

    /** The local port that it listens at. */
    public int port() {
        return listener.port();
    }

    private void acceptAll() {
        while (awaitTurn()) {
            try {
                Duplex accepted = listener.accept();
                start(accepted);
            } catch (IOException | RuntimeException | Error e) { // out of files, or of threads: the next may do
                pause(e);
            }
        }
    }

    /** Waits until fewer connections are being opened. Returns {@code false} once this is closed. */
    private boolean awaitTurn() {
        lock.lock();
        try {
            while (opening >= MAX_OPENING && !closed) {
                changed.awaitUninterruptibly();
            }
            return !closed;
        } finally {
            lock.unlock();
        }
    }

    /** Out of files or threads: trying again at once would only burn the processor. */
    private void pause(Throwable why) {
        lock.lock();
        try {
            if (!closed) {
                Deadline.after(PAUSE).await(changed);
            }
        } catch (InterruptedIOException e) {
            Thread.interrupted(); // this thread is ours, and nobody has a reason to interrupt it
        } finally {
            lock.unlock();
        }
        LOG.debug("port {}: no connection accepted", listener.port(), why);
    }

    private void start(Duplex accepted) {
        count(1);
        try {
            multiplexer.execute(() -> serve(accepted));
        } catch (RejectedExecutionException | OutOfMemoryError noThread) {
            accepted.close();
            count(-1);
            throw noThread;
        }
    }

    private void serve(Duplex accepted) {
        var target = new DirectTCPIP(host, port, accepted.address(), accepted.port());
        var pump = new Pump(accepted);
        Channel channel;
        try {
            channel = target.open(
                    multiplexer, pump, Deadline.after(multiplexer.limits().replyTimeout()));
        } catch (IOException e) {
            LOG.debug("port {}: a connection was not forwarded", listener.port(), e);
            accepted.close();
            return;
        } finally {
            count(-1);
        }
        pump.opened(channel);
    }

    private void count(int more) {
        lock.lock();
        try {
            opening += more;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        listener.close();
        multiplexer.forget(this);
    }
}
