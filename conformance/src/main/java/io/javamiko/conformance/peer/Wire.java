package io.javamiko.conformance.peer;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.javamiko.Deadline;
import io.javamiko.SSHException;
import io.javamiko.SSHTimeoutException;
import io.javamiko.transport.ByteLink;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/**
 * A TCP connection, or one to a Unix domain socket, whose writes have deadlines, and which reads while it writes: so a target that talks, or goes, while
 * it is flooded is heard. It can be closed in halves and reset. {@link #close} and {@link #reset} may be called by any
 * thread, all else by one.
 */
public final class Wire implements ByteLink {
    private static final int BITE = 64 << 10;
    private static final int MOST_BUFFERED = 8 << 20; // read ahead while writing
    private static final int MOST_REFUSAL = 1024; // bytes of text that say why a connection is not wanted

    private final SocketChannel channel;
    private final Selector selector;
    private final SelectionKey key;
    private final String name;
    private final Duration patience;
    private final ByteBuffer bite = ByteBuffer.allocate(BITE);
    private byte[] in = new byte[BITE]; // in[from … to) was read and not taken
    private int from;
    private int to;
    private IOException broken; // a reset, seen by a read or a write; null if none
    private boolean ended; // the target has sent FIN or RST
    private boolean stalled; // the target took nothing for as long as our patience lasts

    /**
     * Takes a connected channel over.
     *
     * @param patience how long a write waits for a target that does not read
     */
    public Wire(SocketChannel channel, String name, Duration patience) throws IOException {
        this.channel = channel;
        this.name = name;
        this.patience = patience;
        channel.configureBlocking(false);
        if (channel.supportedOptions().contains(StandardSocketOptions.TCP_NODELAY)) { // a Unix domain socket has none
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        }
        selector = Selector.open();
        key = channel.register(selector, 0);
    }

    @Override
    public int read(byte[] bytes, int offset, int length, Deadline deadline) throws IOException {
        while (from == to && !ended) {
            await(SelectionKey.OP_READ, deadline);
            fill();
        }
        if (from == to) {
            return -1;
        }
        int count = Math.min(length, to - from);
        System.arraycopy(in, from, bytes, offset, count);
        from += count;
        return count;
    }

    /** The next bytes, not taken: that many, or what there is before the end. */
    byte[] peek(int count, Deadline deadline) throws IOException {
        while (to - from < count && !ended) {
            await(SelectionKey.OP_READ, deadline);
            fill();
        }
        return Arrays.copyOfRange(in, from, Math.min(to, from + count));
    }

    /** How a target begins, as far as is known within a time. */
    public enum Beginning {
        /** With an identification, perhaps behind lines of text; or with so much else that it is no refusal. */
        SPEAKS,
        /** Nothing came: it may wait for us. */
        WAITS,
        /** It has ended the connection without an identification, perhaps behind lines that say why. */
        ENDS
    }

    /** How the target begins; what came is not taken. */
    public Beginning beginning(Duration most) throws IOException {
        var deadline = Deadline.after(most);
        int wanted = 1;
        try {
            while (wanted <= MOST_REFUSAL) {
                byte[] seen = peek(wanted, deadline);
                if (new String(seen, ISO_8859_1).contains("SSH-")) {
                    return Beginning.SPEAKS;
                }
                if (seen.length < wanted) {
                    return Beginning.ENDS;
                }
                wanted++;
            }
        } catch (SSHTimeoutException e) {
            return wanted == 1 ? Beginning.WAITS : Beginning.SPEAKS;
        }
        return Beginning.SPEAKS;
    }

    /**
     * Writes all of it, or as much as the target takes: what a target that has closed does not take is dropped, since the
     * next read tells of it.
     *
     * @throws SSHTimeoutException if the target takes nothing for as long as our patience lasts
     */
    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        if (offer(bytes, offset, length) < length && stalled) {
            throw new SSHTimeoutException(name + " reads nothing more", patience);
        }
    }

    /** Writes until the target has taken it all, has closed, or takes nothing for as long as our patience lasts. */
    int offer(byte[] bytes, int offset, int length) throws IOException {
        var out = ByteBuffer.wrap(bytes, offset, length);
        stalled = false;
        while (out.hasRemaining() && broken == null && channel.isOpen()) {
            int count = writeSome(out);
            if (count == 0 && !awaitRoom()) {
                stalled = true;
                break;
            }
        }
        return out.position() - offset;
    }

    /** Whether the target has ended its side, as far as is known without waiting. */
    boolean hasEnded() throws IOException {
        try {
            selector.selectNow();
        } catch (ClosedSelectorException e) {
            return true; // closed here
        }
        fill();
        return ended;
    }

    /** Whether the target reset the connection, instead of closing it. */
    boolean wasReset() {
        return broken != null;
    }

    /** Ends our side: FIN. We can go on reading. */
    void finish() throws IOException {
        try {
            channel.shutdownOutput();
        } catch (IOException e) {
            broken = e; // it is gone already
        }
    }

    /** Ends the connection with RST. */
    void reset() throws IOException {
        if (channel.isOpen()) {
            channel.setOption(StandardSocketOptions.SO_LINGER, 0);
        }
        close();
    }

    @Override
    public void close() {
        try {
            channel.close();
            selector.close();
        } catch (IOException e) {
            // what could not be closed is of no further use either
        }
    }

    @Override
    public String toString() {
        return name;
    }

    private int writeSome(ByteBuffer out) {
        try {
            return channel.write(out);
        } catch (IOException e) {
            broken = e;
            return -1;
        }
    }

    private boolean awaitRoom() throws IOException {
        var deadline = Deadline.after(patience);
        try {
            boolean mayRead = !ended && to - from < MOST_BUFFERED;
            do {
                await(SelectionKey.OP_WRITE | (mayRead ? SelectionKey.OP_READ : 0), deadline);
                fill();
            } while (broken == null && !ended && (key.readyOps() & SelectionKey.OP_WRITE) == 0);
            return true;
        } catch (SSHTimeoutException e) {
            return false;
        }
    }

    private void await(int operations, Deadline deadline) throws IOException {
        try {
            select(operations, deadline);
        } catch (ClosedSelectorException | CancelledKeyException e) {
            throw new SSHException("the connection was closed here", e);
        }
    }

    private void select(int operations, Deadline deadline) throws IOException {
        key.interestOps(operations);
        long millis = deadline.isLimited() ? Math.max(1, TimeUnit.NANOSECONDS.toMillis(deadline.remainingNanos())) : 0;
        if (deadline.expired() || selector.select(millis) == 0 && deadline.expired()) {
            throw new SSHTimeoutException("nothing came from " + name, deadline.length());
        }
        selector.selectedKeys().clear();
        if (Thread.currentThread().isInterrupted()) {
            throw new InterruptedIOException("interrupted while waiting for " + name);
        }
    }

    /** Takes what has come. */
    private void fill() {
        try {
            bite.clear();
            int count = ended || to - from >= MOST_BUFFERED ? 0 : channel.read(bite);
            ended |= count < 0;
            if (count > 0) {
                append(bite.array(), count);
            }
        } catch (IOException e) {
            broken = e;
            ended = true;
        }
    }

    private void append(byte[] bytes, int count) {
        if (from == to) {
            from = 0;
            to = 0;
        }
        if (in.length - to < count) {
            byte[] larger = new byte[Math.max(2 * (to - from), to - from + count)];
            System.arraycopy(in, from, larger, 0, to - from);
            in = larger;
            to -= from;
            from = 0;
        }
        System.arraycopy(bytes, 0, in, to, count);
        to += count;
    }
}
