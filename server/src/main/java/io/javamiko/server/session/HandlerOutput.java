package io.javamiko.server.session;

import io.javamiko.ConnectionLostException;
import io.javamiko.connection.ChannelClosedException;
import java.io.IOException;
import java.io.OutputStream;

/**
 * An output stream of a session as its handler has it. Closing it ends the handler's writing and nothing else: EOF goes
 * behind the exit status. OpenSSH's client answers EOF with CLOSE, and a status that comes after that is lost to it.
 */
final class HandlerOutput extends OutputStream {
    private final OutputStream channel;
    private volatile boolean closed;
    private volatile boolean broken;

    HandlerOutput(OutputStream channel) {
        this.channel = channel;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        if (closed) {
            throw new ChannelClosedException("the stream is closed");
        }
        try {
            channel.write(bytes, offset, length);
        } catch (ConnectionLostException | ChannelClosedException e) {
            broken = true;
            throw e;
        }
    }

    /** Whether a write has failed since the client reads no more, or has gone: this stream may know it first. */
    boolean isBroken() {
        return broken;
    }

    @Override
    public void flush() throws IOException {
        channel.flush();
    }

    @Override
    public void close() {
        closed = true;
    }
}
