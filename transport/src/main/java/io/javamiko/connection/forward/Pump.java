package io.javamiko.connection.forward;

import io.javamiko.connection.Channel;
import io.javamiko.connection.ChannelHandler;
import io.javamiko.transport.Duplex;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Moves bytes both ways between a channel and a connection, and carries their ends over (RFC 4254 §5.3): the end of one
 * direction becomes EOF or a half-closed connection, and the other goes on; CLOSE ends the connection once what came before
 * it is written, and a connection that breaks closes the channel. Each direction has a thread.
 */
final class Pump implements ChannelHandler {
    private static final int BUFFER = 32 * 1024;

    private final Duplex duplex;
    private final ReentrantLock lock = new ReentrantLock();
    private int running; // guarded by lock; directions that have begun and not ended
    private boolean writing; // guarded by lock; what came from the channel is not all written
    private boolean closed; // guarded by lock; the channel is closed by the peer, or lost

    Pump(Duplex duplex) {
        this.duplex = duplex;
    }

    /** Begins, each direction on a thread of its own. */
    @Override
    public void opened(Channel channel) {
        channel.multiplexer().closeAtEnd(duplex);
        lock.lock();
        try {
            running = 2;
            writing = true;
        } finally {
            lock.unlock();
        }
        start(channel, () -> fromChannel(channel));
        start(channel, () -> toChannel(channel));
    }

    private void start(Channel channel, Runnable direction) {
        try {
            channel.multiplexer().execute(direction);
        } catch (RejectedExecutionException | OutOfMemoryError noThread) {
            broken(channel);
            ended(channel);
        }
    }

    private void toChannel(Channel channel) {
        try {
            copy(duplex.input(), channel.output());
            channel.sendEOF();
        } catch (IOException e) {
            broken(channel);
        } finally {
            ended(channel);
        }
    }

    private void fromChannel(Channel channel) {
        try {
            copy(channel.input(), duplex.output());
            if (allWritten()) {
                duplex.close();
            } else {
                duplex.shutdownOutput();
            }
        } catch (IOException e) {
            broken(channel);
        } finally {
            ended(channel);
        }
    }

    private static void copy(InputStream from, OutputStream to) throws IOException {
        byte[] buffer = new byte[BUFFER];
        for (int read = from.read(buffer); read >= 0; read = from.read(buffer)) {
            to.write(buffer, 0, read);
        }
    }

    private void broken(Channel channel) {
        channel.close();
        duplex.close();
    }

    /** Everything from the channel is written. Returns whether the channel is closed, too. */
    private boolean allWritten() {
        lock.lock();
        try {
            writing = false;
            return closed;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void closed(Channel channel) {
        lock.lock();
        try {
            closed = true;
            if (writing) {
                return; // fromChannel will see it
            }
        } finally {
            lock.unlock();
        }
        duplex.close();
    }

    private void ended(Channel channel) {
        lock.lock();
        try {
            if (--running > 0) {
                return;
            }
        } finally {
            lock.unlock();
        }
        channel.close();
        duplex.close();
        channel.multiplexer().forget(duplex);
    }
}
