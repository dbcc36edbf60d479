package io.javamiko.transport.io;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.javamiko.Deadline;
import io.javamiko.crypto.RandomPadding;
import io.javamiko.crypto.packet.PlainPackets;
import io.javamiko.transport.io.End.Bulk;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.security.SecureRandom;
import org.junit.jupiter.api.Test;

/** The hot path creates no object of ours: what a packet costs in garbage is the cipher's alone, and plain packets have none. */
class GarbageTest {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int PACKETS = 20_000;
    private static final int ROUNDS = 15;
    private static final int BUDGET = 8; // bytes a packet: what the measurement and the JIT spend once, spread

    @Test
    void sendingBulkDataAndWindowAdjustsMakesNone() throws Exception {
        var links = MemoryLink.pair(1 << 20);
        try (var end = End.over(links.client());
                var peer = End.over(links.server()).reads()) {
            byte[] data = new byte[1000];
            var flow = new Bulk();
            var deadline = Deadline.none();
            Turn turn = () -> {
                end.driver.outbox().send(flow, data, 0, data.length, deadline);
                end.driver.outbox().answerWindowAdjust(7, 1 << 20);
                end.driver.outbox().adjust(flow, 1000);
            };
            assertThat(bytesATurn(() -> {
                        turn.run();
                        while (peer.packets.get() + 100 < sent) {
                            Thread.onSpinWait(); // no sender waits: a wait makes a node of its condition
                        }
                        sent += 2;
                    }))
                    .isLessThan(BUDGET);
        }
    }

    private long sent;

    @Test
    void readingPacketsMakesNone() throws Exception {
        var links = MemoryLink.pair(1 << 20);
        var reader = new PacketReader(links.client(), PlainPackets.opener());
        reader.authenticated();
        var writer = new PacketWriter(PlainPackets.sealer(new RandomPadding(new SecureRandom())));
        byte[] payload = new byte[1000];
        payload[0] = 94;
        writer.put(payload, 0, payload.length);
        byte[] sealed = new byte[writer.sealedBound()];
        int length = writer.seal(sealed, 0);
        var deadline = Deadline.none();
        assertThat(bytesATurn(() -> {
                    links.server().write(sealed, 0, length);
                    reader.next(deadline).number();
                }))
                .isLessThan(BUDGET);
    }

    private interface Turn {
        void run() throws IOException;
    }

    /** The least of some: the first ones compile, and a thread that has to wait for a lock makes a node. */
    private static long bytesATurn(Turn turn) throws IOException {
        long least = Long.MAX_VALUE;
        long thread = Thread.currentThread().getId();
        for (int round = 0; round < ROUNDS && least >= BUDGET; round++) {
            long before = THREADS.getThreadAllocatedBytes(thread);
            for (int i = 0; i < PACKETS; i++) {
                turn.run();
            }
            least = Math.min(least, (THREADS.getThreadAllocatedBytes(thread) - before) / PACKETS);
        }
        return least;
    }
}
