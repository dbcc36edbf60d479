package io.javamiko.connection;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.javamiko.Deadline;
import io.javamiko.connection.ConnectionMessage.ChannelData;
import io.javamiko.connection.ConnectionMessage.ChannelWindowAdjust;
import io.javamiko.transport.Flow;
import io.javamiko.transport.Limits;
import io.javamiko.transport.Message;
import io.javamiko.transport.Outbox;
import io.javamiko.transport.Payload;
import io.javamiko.transport.Step;
import io.javamiko.wire.WireWriter;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

/** Data in, data out and windows make no garbage of ours: measured by the thread, as the JVM counts. */
class HotPathTest {
    private static final int PACKETS = 20_000;
    private static final int LARGE = 32 * 1024;
    private static final double BUDGET = 8; // bytes a packet: an object for every credit, and no others
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** Takes everything and forgets it. */
    private static final class Sink implements Outbox {
        private final byte[] packet = new byte[LARGE + 64];

        @Override
        public void send(Message message, Deadline deadline) {}

        @Override
        public void send(Step step, Deadline deadline) throws IOException {
            step.next();
        }

        @Override
        public void send(Flow flow, byte[] data, int offset, int length, Deadline deadline) throws IOException {
            for (int sent = 0; sent < length; ) {
                int granted = flow.grant(length - sent);
                if (granted == 0) {
                    throw new IOException("no window");
                }
                System.arraycopy(data, offset + sent, packet, flow.header(packet, 0, granted), granted);
                sent += granted;
            }
        }

        @Override
        public void answer(Message message) {}

        @Override
        public void answer(Step step) throws IOException {
            step.next();
        }

        @Override
        public void answerWindowAdjust(int recipient, long bytes) {}

        @Override
        public void adjust(Flow flow, long bytes) throws IOException {
            flow.adjust(bytes);
        }

        @Override
        public void update(Runnable change) {
            change.run();
        }
    }

    private final Multiplexer multiplexer =
            new Multiplexer(new Sink(), Limits.DEFAULT, task -> {}, ChannelAcceptor.NONE, GlobalRequestHandler.NONE);

    private Channel open() throws Exception {
        var opening = PlayedPeer.later(
                () -> multiplexer.openChannel("x", new byte[0], ChannelHandler.NONE, PlayedPeer.soon()));
        while (multiplexer.channels() == 0) {
            Thread.onSpinWait();
        }
        var out = new WireWriter();
        new ConnectionMessage.ChannelOpenConfirmation(0, 7, 0, LARGE, new byte[0]).encode(out);
        multiplexer.message(new Payload(out.toByteArray(), 0, out.size()));
        return opening.get();
    }

    private interface Turn {
        void run() throws IOException;
    }

    private static double allocatedBy(Turn turn) throws IOException {
        for (int i = 0; i < PACKETS; i++) { // until it is compiled, and buffers have grown
            turn.run();
        }
        long before = THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
        for (int i = 0; i < PACKETS; i++) {
            turn.run();
        }
        return (THREADS.getThreadAllocatedBytes(Thread.currentThread().getId()) - before) / (double) PACKETS;
    }

    @Test
    void dataComeInWithoutGarbage() throws Exception {
        var channel = open();
        byte[] packet = new ChannelData(0, new byte[LARGE]).payload();
        var payload = new Payload(packet, 0, packet.length);
        byte[] buffer = new byte[LARGE];
        assertThat(allocatedBy(() -> {
                    multiplexer.message(payload);
                    assertThatAllWasRead(channel.input().read(buffer));
                }))
                .isLessThan(BUDGET);
    }

    private static void assertThatAllWasRead(int bytes) {
        if (bytes != LARGE) {
            throw new AssertionError(bytes + " bytes");
        }
    }

    @Test
    void dataGoOutAndWindowsComeInWithoutGarbage() throws Exception {
        var channel = open();
        byte[] adjust = new ChannelWindowAdjust(0, LARGE).payload();
        var payload = new Payload(adjust, 0, adjust.length);
        byte[] data = new byte[LARGE];
        assertThat(allocatedBy(() -> {
                    multiplexer.message(payload);
                    channel.output().write(data);
                }))
                .isLessThan(BUDGET);
    }
}
