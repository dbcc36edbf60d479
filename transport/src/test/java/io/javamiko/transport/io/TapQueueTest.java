package io.javamiko.transport.io;

import static org.assertj.core.api.Assertions.assertThat;

import io.javamiko.Threads;
import io.javamiko.transport.PacketTap;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class TapQueueTest {
    private static final int MANY = 100;
    private static final byte[] LARGE = new byte[64 << 10];

    /** A file that nobody reads, a disk that is stuck: the connection goes on without its tap. */
    @Test
    void aTapThatStandsStillIsToldNothingMore() throws Exception {
        var told = new AtomicInteger();
        var called = new CountDownLatch(1);
        var released = new CountDownLatch(1);
        PacketTap stuck = (direction, sequence, payload, elapsed) -> {
            told.incrementAndGet();
            called.countDown();
            await(released);
        };
        var queue = new TapQueue(stuck, Duration.ofMillis(100));
        queue.sent(0, LARGE, 0, 1);
        var teller = Threads.start("teller", queue::tell);
        assertThat(called.await(20, TimeUnit.SECONDS)).isTrue();

        for (int i = 1; i <= MANY; i++) {
            queue.sent(i, LARGE, 0, LARGE.length);
            queue.tell();
        }
        queue.closed(null);
        released.countDown();
        teller.join(20_000);

        assertThat(told).hasValueBetween(1, MANY / 2);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
