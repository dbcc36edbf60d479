package io.javamiko;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Test;

class DeadlineTest {
    private static final Duration ALMOST_FOR_EVER = Duration.ofNanos(Long.MAX_VALUE - 1);

    @Test
    void countsDownFromItsLength() {
        var deadline = Deadline.after(Duration.ofHours(1));
        assertThat(deadline.isLimited()).isTrue();
        assertThat(deadline.expired()).isFalse();
        assertThat(deadline.length()).isEqualTo(Duration.ofHours(1));
        long first = deadline.remainingNanos();
        assertThat(first)
                .isBetween(Duration.ofMinutes(59).toNanos(), Duration.ofHours(1).toNanos());
        assertThat(deadline.remainingNanos()).isLessThanOrEqualTo(first);
    }

    @Test
    void zeroHasExpiredAtOnce() {
        assertThat(Deadline.after(Duration.ZERO).expired()).isTrue();
    }

    @Test
    void noneNeverExpires() {
        assertThat(Deadline.none().isLimited()).isFalse();
        assertThat(Deadline.none().expired()).isFalse();
        assertThat(Deadline.none().remainingNanos()).isEqualTo(Long.MAX_VALUE);
        assertThat(Deadline.none()).hasToString("no deadline");
    }

    @Test
    void lengthTooLongForTheClockIsNone() {
        assertThat(Deadline.after(Duration.ofSeconds(Long.MAX_VALUE))).isSameAs(Deadline.none());
        assertThat(Deadline.after(ALMOST_FOR_EVER).isLimited()).isTrue();
        assertThat(Deadline.after(ALMOST_FOR_EVER).expired()).isFalse();
    }

    @Test
    void negativeLengthIsMisuse() {
        assertThatThrownBy(() -> Deadline.after(Duration.ofNanos(-1))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void earlierOfTwo() {
        var soon = Deadline.after(Duration.ofMinutes(1));
        var late = Deadline.after(Duration.ofMinutes(2));
        assertThat(soon.earlier(late)).isSameAs(soon);
        assertThat(late.earlier(soon)).isSameAs(soon);
        assertThat(soon.earlier(Deadline.none())).isSameAs(soon);
        assertThat(Deadline.none().earlier(soon)).isSameAs(soon);
        assertThat(Deadline.none().earlier(Deadline.none())).isSameAs(Deadline.none());
    }

    @Test
    void earlierOfTwoThatAreFurtherApartThanTheClockCounts() {
        var past = Deadline.after(Duration.ZERO);
        while (past.remainingNanos() > -1000) {
            Thread.onSpinWait();
        }
        var far = Deadline.after(ALMOST_FOR_EVER);
        assertThat(far.earlier(past)).isSameAs(past);
        assertThat(past.earlier(far)).isSameAs(past);
    }

    @Test
    void waitEndsAtTheDeadline() throws Exception {
        var lock = new ReentrantLock();
        var never = lock.newCondition();
        var deadline = Deadline.after(Duration.ofMillis(20));
        lock.lock();
        try {
            while (deadline.await(never)) {
                assertThat(deadline.expired()).as("woken early").isFalse();
            }
        } finally {
            lock.unlock();
        }
        assertThat(deadline.expired()).isTrue();
    }

    @Test
    void waitEndsWithASignal() throws Exception {
        for (var deadline : new Deadline[] {Deadline.none(), Deadline.after(Duration.ofMinutes(1))}) {
            var lock = new ReentrantLock();
            var changed = lock.newCondition();
            var done = new boolean[1]; // guarded by lock
            lock.lock();
            try {
                Threads.start("signaller", () -> {
                    lock.lock();
                    try {
                        done[0] = true;
                        changed.signalAll();
                    } finally {
                        lock.unlock();
                    }
                });
                while (!done[0]) {
                    assertThat(deadline.await(changed)).isTrue();
                }
            } finally {
                lock.unlock();
            }
        }
    }

    @Test
    void interruptEndsTheWaitAndKeepsTheFlag() {
        for (var deadline : new Deadline[] {Deadline.none(), Deadline.after(Duration.ofMinutes(1))}) {
            var lock = new ReentrantLock();
            var never = lock.newCondition();
            lock.lock();
            try {
                Thread.currentThread().interrupt();
                assertThatThrownBy(() -> deadline.await(never))
                        .isInstanceOf(InterruptedIOException.class)
                        .hasCauseInstanceOf(InterruptedException.class);
                assertThat(Thread.interrupted()).as("the flag is kept").isTrue();
            } finally {
                lock.unlock();
            }
        }
    }

    @Test
    void timeoutSaysWhatWasWaitedForAndHowLong() {
        assertThat(new SSHTimeoutException("no reply", Duration.ofSeconds(30))).hasMessage("no reply within 30 s");
        assertThat(new SSHTimeoutException("no reply", Duration.ofMillis(250))).hasMessage("no reply within 250 ms");
        assertThat(new SSHTimeoutException("no reply", Duration.ofMillis(1500))).hasMessage("no reply within 1.5 s");
        assertThat(new SSHTimeoutException("x", Duration.ofSeconds(2)).waited()).isEqualTo(Duration.ofSeconds(2));
    }
}
