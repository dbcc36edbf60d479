package io.javamiko.transport.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ThreadTickerTest {
    private final ThreadTicker ticker = new ThreadTicker("test ticker");
    private final LinkedBlockingQueue<String> ran = new LinkedBlockingQueue<>();

    @Test
    void tasksRunInTheOrderOfTheirTimes() throws Exception {
        long now = System.nanoTime();
        ticker.at(now + Duration.ofMillis(60).toNanos(), () -> ran.add("second"));
        ticker.at(now + Duration.ofMillis(30).toNanos(), () -> ran.add("first"));
        ticker.at(now - 1, () -> ran.add("at once"));
        assertThat(ran.poll(20, TimeUnit.SECONDS)).isEqualTo("at once");
        assertThat(ran.poll(20, TimeUnit.SECONDS)).isEqualTo("first");
        assertThat(ran.poll(20, TimeUnit.SECONDS)).isEqualTo("second");
        assertThat(System.nanoTime() - now)
                .isGreaterThanOrEqualTo(Duration.ofMillis(60).toNanos());
    }

    @Test
    void aCancelledTaskDoesNotRun() throws Exception {
        long now = System.nanoTime();
        ticker.at(now + Duration.ofMillis(20).toNanos(), () -> ran.add("cancelled"))
                .cancel();
        ticker.at(now + Duration.ofMillis(40).toNanos(), () -> ran.add("next"));
        assertThat(ran.poll(20, TimeUnit.SECONDS)).isEqualTo("next");
    }

    @Test
    void aTaskThatFailsHarmsNoOther() throws Exception {
        long now = System.nanoTime();
        ticker.at(now, () -> {
            throw new IllegalStateException("a task that fails");
        });
        ticker.at(now + 1, () -> ran.add("next"));
        assertThat(ran.poll(20, TimeUnit.SECONDS)).isEqualTo("next");
    }

    @Test
    void theThreadExistsOnlyWhileTasksWait() throws Exception {
        assertThat(ticker.runs()).isFalse();
        var later = ticker.at(System.nanoTime() + Duration.ofHours(1).toNanos(), () -> {});
        assertThat(ticker.runs()).isTrue();
        later.cancel();
        End.await(() -> !ticker.runs());
        var again = new CountDownLatch(1);
        ticker.at(System.nanoTime(), again::countDown);
        assertThat(again.await(20, TimeUnit.SECONDS)).isTrue();
    }
}
