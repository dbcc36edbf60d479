package io.javamiko.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.javamiko.Deadline;
import io.javamiko.Threads;
import io.javamiko.connection.ConnectionMessage.ChannelOpen;
import io.javamiko.connection.ConnectionMessage.ChannelOpenConfirmation;
import io.javamiko.transport.Limits;
import io.javamiko.transport.Message;
import io.javamiko.transport.Payload;
import io.javamiko.wire.WireReader;
import io.javamiko.wire.WireWriter;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** One multiplexer whose peer the test plays, message by message; what the test sends is read on the test's thread. */
final class PlayedPeer {
    static final Duration SOON = Duration.ofSeconds(20);

    final MemoryOutbox outbox = new MemoryOutbox();
    final Multiplexer multiplexer;

    PlayedPeer() {
        this(Limits.DEFAULT, ChannelAcceptor.NONE, GlobalRequestHandler.NONE);
    }

    PlayedPeer(Limits limits, ChannelAcceptor acceptor, GlobalRequestHandler handler) {
        this(limits, task -> Threads.start("task", task), acceptor, handler);
    }

    PlayedPeer(Limits limits, Executor executor, ChannelAcceptor acceptor, GlobalRequestHandler handler) {
        multiplexer = new Multiplexer(outbox, limits, executor, acceptor, handler);
    }

    /** An acceptor that lets this handler have every channel. */
    static ChannelAcceptor accepting(ChannelHandler handler) {
        return channel -> handler;
    }

    static Deadline soon() {
        return Deadline.after(SOON);
    }

    void sends(Message message) throws IOException {
        var out = new WireWriter();
        message.encode(out);
        sendsBytes(out.toByteArray());
    }

    void sendsBytes(byte... bytes) throws IOException {
        byte[] packet = new byte[bytes.length + 5]; // it lies somewhere in a buffer
        System.arraycopy(bytes, 0, packet, 5, bytes.length);
        multiplexer.message(new Payload(packet, 5, bytes.length));
    }

    /** As {@link #sends}, in a buffer that {@code home} gets back. */
    void sendsKept(Message message, Consumer<Payload> home) throws IOException {
        var out = new WireWriter();
        message.encode(out);
        var payload = new Payload(home);
        payload.set(out.toByteArray(), 0, out.size());
        multiplexer.message(payload);
    }

    Message expects() throws IOException {
        byte[] packet = outbox.take(soon());
        assertThat(packet).as("the connection is there").isNotNull();
        return ConnectionMessage.decode(packet[0] & 0xff, new WireReader(packet, 1, packet.length - 1));
    }

    <M extends Message> M expects(Class<M> type) throws IOException {
        Message message = expects();
        assertThat(message).isInstanceOf(type);
        return type.cast(message);
    }

    /** Everything that was sent was asked for. */
    void expectsNothingMore() {
        assertThat(outbox.isEmpty()).as("nothing more was sent").isTrue();
    }

    /** The connection breaks. */
    void breaks(Throwable cause) {
        outbox.end(cause);
        multiplexer.closed(cause);
    }

    /** A channel that we open, of that type, confirmed with that window and packet size; the peer's number is 7. */
    Channel opens(String type, long window, long maximumPacketSize) throws Exception {
        var opening = later(() -> multiplexer.openChannel(type, new byte[0], ChannelHandler.NONE, soon()));
        confirms(window, maximumPacketSize);
        return opening.get();
    }

    Session opensSession(long window) throws Exception {
        var opening = later(() -> multiplexer.openSession(soon()));
        confirms(window, 32 * 1024);
        return opening.get();
    }

    ChannelOpen confirms(long window, long maximumPacketSize) throws IOException {
        var open = expects(ChannelOpen.class);
        sends(new ChannelOpenConfirmation(open.senderChannel(), 7, window, maximumPacketSize, new byte[0]));
        return open;
    }

    /** Runs what waits for the peer on a thread of its own. */
    static <T> Later<T> later(Callable<T> task) {
        return new Later<>(task);
    }

    /** What a user's thread comes to in the end. */
    static final class Later<T> {
        private final CompletableFuture<T> result = new CompletableFuture<>();
        private final Thread thread;

        private Later(Callable<T> task) {
            thread = Threads.start("user", () -> {
                try {
                    result.complete(task.call());
                } catch (Throwable e) {
                    result.completeExceptionally(e);
                }
            });
        }

        T get() throws Exception {
            return result.get(SOON.toSeconds(), TimeUnit.SECONDS);
        }

        boolean isDone() {
            return result.isDone();
        }

        void interrupt() {
            thread.interrupt();
        }
    }
}
