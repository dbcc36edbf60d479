package io.javamiko.transport.io;

import io.javamiko.Deadline;
import io.javamiko.SSHTimeoutException;
import io.javamiko.transport.ByteLink;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.concurrent.TimeUnit;

/**
 * A TCP socket as a link.
 *
 * <p>A platform thread in a socket call does not hear an interrupt, so a read with a deadline looks for one twice a
 * second; a virtual thread hears it, and the JDK closes the socket.
 */
public final class SocketLink implements ByteLink {
    private static final long SLICE_MILLIS = 500;

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;
    private final String name;

    private SocketLink(Socket socket, String name) throws IOException {
        this.socket = socket;
        this.name = name;
        this.in = socket.getInputStream();
        this.out = socket.getOutputStream();
    }

    /**
     * A link over a connected socket, which belongs to it from now on.
     *
     * @param name the peer for people: {@code "host:22"}
     */
    public static SocketLink of(Socket socket, String name) throws IOException {
        try {
            socket.setTcpNoDelay(true); // whole packets are written at once; there is nothing to wait for
            return new SocketLink(socket, name);
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    @Override
    public int read(byte[] bytes, int offset, int length, Deadline deadline) throws IOException {
        try {
            return deadline.isLimited()
                    ? readUntil(bytes, offset, length, deadline)
                    : readUntimed(bytes, offset, length);
        } catch (SSHTimeoutException | InterruptedIOException e) {
            throw e;
        } catch (IOException e) {
            throw Thread.currentThread().isInterrupted() ? interrupted(e) : e; // the JDK has closed the socket for it
        }
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        out.write(bytes, offset, length);
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            // what could not be closed is of no further use either
        }
    }

    @Override
    public String toString() {
        return name;
    }

    private int readUntimed(byte[] bytes, int offset, int length) throws IOException {
        if (socket.getSoTimeout() != 0) {
            socket.setSoTimeout(0);
        }
        return in.read(bytes, offset, length);
    }

    private int readUntil(byte[] bytes, int offset, int length, Deadline deadline) throws IOException {
        for (; ; ) {
            if (Thread.currentThread().isInterrupted()) {
                throw interrupted(null);
            }
            long left = TimeUnit.NANOSECONDS.toMillis(deadline.remainingNanos() + 999_999);
            if (left <= 0) {
                throw new SSHTimeoutException("nothing came from " + name, deadline.length());
            }
            socket.setSoTimeout((int) Math.min(left, SLICE_MILLIS));
            try {
                return in.read(bytes, offset, length);
            } catch (SocketTimeoutException e) {
                // a slice has passed
            }
        }
    }

    private InterruptedIOException interrupted(IOException cause) {
        var e = new InterruptedIOException("interrupted while waiting for " + name);
        if (cause != null) {
            e.initCause(cause);
        }
        return e;
    }
}
