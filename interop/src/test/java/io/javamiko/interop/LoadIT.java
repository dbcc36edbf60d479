package io.javamiko.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.javamiko.Threads;
import io.javamiko.client.SSHClient;
import io.javamiko.testing.LeakCheck;
import io.javamiko.testing.OpenSSHServer;
import io.javamiko.transport.IdentificationException;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Many commands and many connections against a real {@code sshd}. */
@Tag("peers")
@ExtendWith(LeakCheck.class)
class LoadIT {
    private static final int SECONDS = 100;

    /** What one of many at once does. */
    @FunctionalInterface
    private interface Task {
        void run(int number) throws Exception;
    }

    @Test
    void aThousandCommandsOneAfterTheOtherOnOneConnection() throws Exception {
        try (var sshd = OpenSSHServer.start();
                var ssh = OurClient.connect(sshd)) {
            for (int i = 0; i < 1_000; i++) {
                var result = ssh.exec("echo " + i + "; exit " + i % 256);
                assertThat(result.text()).isEqualTo(i + "\n");
                assertThat(result.exitStatus()).isEqualTo(i % 256);
            }
        }
    }

    @Test
    void aHundredCommandsAtOnceOnOneConnection() throws Exception {
        try (var sshd = OpenSSHServer.start();
                var ssh = OurClient.connect(sshd)) {
            atOnce(100, i -> {
                var result = ssh.exec("cat; exit " + i, e -> e.input("input " + i));
                assertThat(result.text()).isEqualTo("input " + i);
                assertThat(result.exitStatus()).isEqualTo(i);
            });
        }
    }

    @Test
    void twoHundredConnectionsAtOnce() throws Exception {
        Queue<SSHClient> open = new ConcurrentLinkedQueue<>();
        try (var sshd = OpenSSHServer.start()) {
            try {
                atOnce(200, i -> {
                    var ssh = OurClient.connect(sshd, c -> c.identificationTimeout(Duration.ofSeconds(SECONDS)));
                    open.add(ssh);
                    assertThat(ssh.exec("echo " + i).text()).isEqualTo(i + "\n");
                });
                assertThat(open).hasSize(200).allMatch(SSHClient::isOpen);
            } finally {
                open.forEach(SSHClient::close);
            }
        }
    }

    @Test
    void serverWithItsDefaultLimitsSaysWhatHappened() throws Exception {
        Queue<Socket> halfOpen = new ConcurrentLinkedQueue<>();
        try (var sshd = OpenSSHServer.start(OpenSSHServer.Options::withDefaultLimits)) {
            try {
                for (int i = 0; i < 110; i++) { // from 10 on it drops some, from 100 on all (MaxStartups 10:30:100)
                    halfOpen.add(new Socket(sshd.address().getAddress(), sshd.port()));
                }
                var refused = new ArrayList<Throwable>();
                for (int i = 0; i < 40 && refused.isEmpty(); i++) {
                    var thrown = catchThrowable(() -> OurClient.connect(sshd).close());
                    if (thrown != null) {
                        refused.add(thrown);
                    }
                }
                assertThat(refused).singleElement().isInstanceOfSatisfying(IdentificationException.class, e -> {
                    assertThat(e.retryable()).isTrue();
                    assertThat(e).hasMessageContaining("MaxStartups");
                });
            } finally {
                for (var socket : halfOpen) {
                    socket.close();
                }
            }
        }
    }

    private static void atOnce(int count, Task task) throws Exception {
        List<CompletableFuture<Void>> done = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int number = i;
            var future = new CompletableFuture<Void>();
            done.add(future);
            Threads.start("test task " + number, () -> {
                try {
                    task.run(number);
                    future.complete(null);
                } catch (Throwable e) {
                    future.completeExceptionally(e);
                }
            });
        }
        CompletableFuture.allOf(done.toArray(CompletableFuture[]::new)).get(SECONDS, TimeUnit.SECONDS);
    }
}
