package io.javamiko.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class AcceptLoopTest {
    private static final InetSocketAddress ANY_PORT = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

    private static Socket connect(AcceptLoop loop) throws IOException {
        return new Socket(loop.address().getAddress(), loop.address().getPort());
    }

    @Test
    void itGoesOnAfterErrorsButSlowerEachTime() throws Exception {
        var taken = new AtomicInteger();
        var times = new LinkedBlockingQueue<Long>();
        try (var loop = AcceptLoop.start(ANY_PORT, socket -> {
            times.add(System.nanoTime());
            if (taken.incrementAndGet() > 4) {
                socket.close();
            } else if (taken.get() % 2 == 0) {
                throw new IOException("too many open files");
            } else {
                throw new OutOfMemoryError("no thread");
            }
        })) {
            for (int i = 0; i < 5; i++) {
                try (var socket = connect(loop)) {
                    assertThat(socket.getInputStream().read())
                            .as("it is closed")
                            .isEqualTo(-1);
                }
            }
            long first = times.take();
            long last = first;
            for (int i = 1; i < 5; i++) {
                last = times.poll(20, TimeUnit.SECONDS);
            }
            assertThat(last - first).isGreaterThan(TimeUnit.MILLISECONDS.toNanos(5 + 10 + 20 + 40 - 1));
        }
    }
}
