package io.javamiko.transport.io;

import io.javamiko.Deadline;
import io.javamiko.SSHException;
import io.javamiko.transport.ByteLink;
import io.javamiko.transport.Flow;
import io.javamiko.transport.Gate;
import io.javamiko.transport.Limits;
import io.javamiko.transport.Message;
import io.javamiko.transport.MessageNumbers;
import io.javamiko.transport.Payload;
import io.javamiko.transport.Role;
import io.javamiko.wire.WireWriter;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** One end of a connection whose gates stand open and whose packets are plain: the driver alone. */
final class End implements Driver.Handler, AutoCloseable {
    static final Duration PATIENCE = Duration.ofSeconds(60);

    final Driver driver;
    final Gate gate = new Gate(Role.CLIENT);
    final AtomicLong packets = new AtomicLong();
    final AtomicLong bytes = new AtomicLong();
    final AtomicLong replies = new AtomicLong();
    final CountDownLatch ended = new CountDownLatch(1);
    volatile OnPacket onPacket = payload -> {};

    interface OnPacket {
        void packet(Payload payload) throws IOException;
    }

    private End(ByteLink link, int reserve) {
        driver = new Driver(link, gate, Limits.DEFAULT, new SecureRandom(), this);
        gate.passed(MessageNumbers.KEXINIT);
        gate.passed(MessageNumbers.NEWKEYS);
        gate.serviceAccepted();
        driver.outbox().authenticated(reserve, false, () -> {});
        driver.reader().authenticated();
    }

    /** An end that sends only; it reads once {@link #reads} is called. */
    static End over(ByteLink link) {
        return new End(link, Limits.DEFAULT.answers());
    }

    static End over(ByteLink link, int reserve) {
        return new End(link, reserve);
    }

    End reads() {
        driver.start();
        return this;
    }

    /** Every request is answered, as a peer's reader does it. */
    End answers() {
        onPacket = payload -> {
            if (payload.number() == MessageNumbers.GLOBAL_REQUEST) {
                driver.outbox().answer(new Text(MessageNumbers.REQUEST_SUCCESS, payload.length() - 1));
            } else {
                replies.incrementAndGet();
            }
        };
        return this;
    }

    @Override
    public void packet(Payload payload) throws IOException {
        packets.incrementAndGet();
        bytes.addAndGet(payload.length());
        onPacket.packet(payload);
    }

    @Override
    public void ending(Throwable firstCause) {}

    @Override
    public void ended(Throwable firstCause) {
        ended.countDown();
    }

    @Override
    public void close() {
        driver.abort();
    }

    /** Two ends of a TCP connection over loopback with such buffers, 0 for the system's. */
    static ByteLink[] sockets(int bufferBytes) throws IOException {
        try (var listener = new ServerSocket()) {
            if (bufferBytes > 0) {
                listener.setReceiveBufferSize(bufferBytes);
            }
            listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1);
            var one = new Socket();
            if (bufferBytes > 0) {
                one.setReceiveBufferSize(bufferBytes);
                one.setSendBufferSize(bufferBytes);
            }
            one.connect(listener.getLocalSocketAddress());
            var other = listener.accept();
            if (bufferBytes > 0) {
                other.setSendBufferSize(bufferBytes);
            }
            return new ByteLink[] {SocketLink.of(one, "one"), SocketLink.of(other, "other")};
        }
    }

    static <T> FutureTask<T> inBackground(Callable<T> task) {
        var future = new FutureTask<>(task);
        var thread = new Thread(future, "test background");
        thread.setDaemon(true);
        thread.start();
        return future;
    }

    /** Looks again and again until it is so. */
    static void await(BooleanSupplier condition) {
        var deadline = Deadline.after(PATIENCE);
        while (!condition.getAsBoolean()) {
            if (deadline.expired()) {
                throw new AssertionError("it did not come to pass");
            }
            LockSupport.parkNanos(1_000_000);
        }
    }

    /** A message of that number and so many bytes. */
    record Text(int number, int length) implements Message {
        @Override
        public void encode(WireWriter out) {
            out.uint8(number).raw(new byte[length]);
        }
    }

    static Text request(int length) {
        return new Text(MessageNumbers.GLOBAL_REQUEST, length);
    }

    /** Bulk data with a window that never ends, unless it is made smaller, until it is closed. */
    static final class Bulk implements Flow {
        long window = Long.MAX_VALUE; // under the send lock
        boolean closed;

        @Override
        public int grant(int wanted) throws IOException {
            if (closed) {
                throw new SSHException("the channel is closed");
            }
            return (int) Math.min(wanted, window);
        }

        @Override
        public int header(byte[] packet, int at, int granted) {
            window -= granted;
            packet[at] = MessageNumbers.CHANNEL_DATA;
            int next = WireWriter.putUint32(packet, at + 1, 7);
            return WireWriter.putUint32(packet, next, granted);
        }

        @Override
        public void adjust(long bytes) {
            window += bytes;
        }
    }
}
