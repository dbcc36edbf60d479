package io.javamiko.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.javamiko.connection.RequestQueue.Incoming;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RequestQueueTest {
    private final List<Runnable> threads = new ArrayList<>();
    private final List<String> served = new ArrayList<>();
    private final AtomicLong bytesLeft = new AtomicLong(RequestQueue.MAX_BYTES);
    private final RequestQueue.Server server = new RequestQueue.Server() {
        @Override
        public void serve(Incoming request) {
            served.add(request.type());
        }

        @Override
        public void refuse(long count) {
            served.add("refused " + count);
        }

        @Override
        public void ended() {
            served.add("ended");
        }
    };
    private final RequestQueue queue = new RequestQueue(threads::add, bytesLeft, server);

    private void offer(String type) {
        queue.offer(new Incoming(type, true, new byte[10]));
    }

    @Test
    void requestsAreServedInOrderOnOneThread() {
        offer("a");
        offer("b");
        assertThat(threads).hasSize(1);
        threads.remove(0).run();
        assertThat(served).containsExactly("a", "b");
        offer("c");
        threads.remove(0).run();
        assertThat(served).containsExactly("a", "b", "c");
        assertThat(bytesLeft).hasValue(RequestQueue.MAX_BYTES);
    }

    @Test
    void whatDoesNotFitIsCountedAndRefusedInItsTurn() {
        for (int i = 0; i < 1_000_000; i++) {
            offer("x");
        }
        queue.offer(new Incoming("no reply wanted", false, new byte[0]));
        threads.remove(0).run();
        assertThat(served).hasSize(RequestQueue.MAX_WAITING + 1);
        assertThat(served.get(RequestQueue.MAX_WAITING)).isEqualTo("refused " + (1_000_000 - RequestQueue.MAX_WAITING));
        offer("again");
        threads.remove(0).run();
        assertThat(served).endsWith("again");
    }

    @Test
    void theBytesOfAllQueuesAreBounded() {
        var other = new RequestQueue(threads::add, bytesLeft, server);
        other.offer(new Incoming("large", true, new byte[(int) RequestQueue.MAX_BYTES]));
        offer("small");
        threads.forEach(Runnable::run);
        assertThat(served).containsExactly("large", "refused 1");
        assertThat(bytesLeft).hasValue(RequestQueue.MAX_BYTES);
    }

    @Test
    void whatWaitsAtTheEndIsDroppedAndTheEndComesLast() {
        offer("a");
        queue.end();
        queue.end();
        offer("b");
        threads.remove(0).run();
        assertThat(served).containsExactly("ended");
        assertThat(threads).isEmpty();
        assertThat(bytesLeft).hasValue(RequestQueue.MAX_BYTES);
    }

    @Test
    void withoutAThreadEverythingIsRefused() {
        var rejecting = new RequestQueue(
                task -> {
                    throw new RejectedExecutionException();
                },
                bytesLeft,
                server);
        rejecting.offer(new Incoming("a", true, new byte[0]));
        rejecting.offer(new Incoming("b", false, new byte[0]));
        rejecting.end();
        assertThat(served).containsExactly("refused 1", "ended");
    }
}
