package io.javamiko;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class ThreadsTest {
    @Test
    void threadHasItsNameFromTheBeginning() throws Exception {
        var name = new CompletableFuture<String>();
        Threads.start(
                "javamiko reader test:22",
                () -> name.complete(Thread.currentThread().getName()));
        assertThat(name.get(10, SECONDS)).isEqualTo("javamiko reader test:22");
    }

    @Test
    void threadNeverKeepsTheJVMAlive() throws Exception {
        var daemon = new CompletableFuture<Boolean>();
        var thread = Threads.start(
                "daemon", () -> daemon.complete(Thread.currentThread().isDaemon()));
        assertThat(daemon.get(10, SECONDS)).isTrue();
        thread.join(10_000);
        assertThat(thread.isAlive()).isFalse();
    }

    @Test
    void threadIsVirtualWhereTheRuntimeHasThem() throws Exception {
        assertThat(Threads.areVirtual()).isEqualTo(Runtime.version().feature() >= 21);
        var group = new CompletableFuture<String>();
        Threads.start(
                "kind",
                () -> group.complete(Thread.currentThread().getThreadGroup().getName()));
        assertThat(group.get(10, SECONDS).equals("VirtualThreads")).isEqualTo(Threads.areVirtual());
    }

    @Test
    void callerKnowsItsKindAndMayChooseTheOther() throws Exception {
        assertThat(Threads.isCallerVirtual()).isFalse();
        for (boolean wanted : new boolean[] {true, false}) {
            var virtual = new CompletableFuture<Boolean>();
            Threads.start(wanted, "kind", () -> virtual.complete(Threads.isCallerVirtual()));
            assertThat(virtual.get(10, SECONDS)).isEqualTo(wanted && Threads.areVirtual());
        }
    }
}
