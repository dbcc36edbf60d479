package io.javamiko.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.javamiko.Threads;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class LeakCheckTest {
    @Test
    void threadOfTheLibraryIsSeenAndSeenToGo() {
        var end = new CountDownLatch(1);
        var before = LeakCheck.Held.now();
        Threads.start("leaked by a test", () -> {
            try {
                end.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        assertThat(LeakCheck.Held.now().since(before).threads())
                .singleElement()
                .asString()
                .startsWith("leaked by a test");
        end.countDown();
        LeakCheck.assertNothingIsLeftSince(before);
    }

    @Test
    void socketIsSeenAndSeenToGo() throws Exception {
        new ServerSocket(0, 1, InetAddress.getLoopbackAddress()).close(); // what the JVM opens once
        var before = LeakCheck.Held.now();
        var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        assertThat(LeakCheck.Held.now().since(before).sockets()).hasSize(1);
        socket.close();
        LeakCheck.assertNothingIsLeftSince(before);
    }

    @Test
    void processIsSeenAndSeenToGo() throws Exception {
        var before = LeakCheck.Held.now();
        var process = Program.of("sleep", "1000").start();
        assertThat(LeakCheck.Held.now().since(before).processes()).hasSize(1);
        process.destroy();
        LeakCheck.assertNothingIsLeftSince(before);
    }
}
