package io.javamiko.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.javamiko.transport.Payload;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class PayloadQueueProperties {
    private final List<Payload> released = new ArrayList<>();

    @Property
    void bytesComeOutAsTheyWentIn(
            @ForAll @Size(max = 200) List<@IntRange(min = -4000, max = 2000) Integer> moves, @ForAll long seed) {
        var random = new Random(seed);
        var queue = new PayloadQueue();
        var in = new ByteArrayOutputStream();
        var out = new ByteArrayOutputStream();
        int kept = 0;
        for (int move : moves) {
            if (move > 0) {
                byte[] array = new byte[2048];
                random.nextBytes(array);
                var payload = new Payload(released::add);
                payload.set(array, 3, move);
                int at = 48 - move % 48;
                in.write(array, at, move);
                queue.add(payload, at, move);
                kept += payload.isKept() ? 1 : 0;
            } else if (!queue.isEmpty()) {
                byte[] into = new byte[-move + 1];
                out.write(into, 0, queue.read(into, 0, into.length));
                Payload emptied = queue.emptied();
                if (emptied != null) {
                    emptied.release();
                }
            }
            assertThat(queue.size()).isEqualTo(in.size() - out.size());
            assertThat(queue.isEmpty()).isEqualTo(queue.size() == 0);
            assertThat(kept - released.size())
                    .as("what is not in the queue is given back")
                    .isEqualTo(queue.buffers());
        }
        while (!queue.isEmpty()) {
            byte[] into = new byte[777];
            out.write(into, 0, queue.read(into, 0, into.length));
            queue.emptied();
        }
        assertThat(out.toByteArray()).isEqualTo(in.toByteArray());
        assertThat(queue.buffers()).isZero();
        released.clear();
    }

    @Example
    void packetsOfOneByteDoNotHoldABufferEach() {
        var queue = new PayloadQueue();
        for (int i = 0; i < 2_000_000; i++) {
            queue.add(new Payload(new byte[32], 0, 1), 0, 1);
        }
        assertThat(queue.buffers()).isLessThan(2_000_000 / 8);

        var large = new PayloadQueue();
        for (int i = 0; i < 100_000; i++) {
            large.add(new Payload(new byte[32 * 1024], 0, 1), 0, 1);
        }
        assertThat(large.buffers()).isEqualTo(4);
    }

    @Example
    void droppingGivesEveryBufferBack() {
        var queue = new PayloadQueue();
        for (int i = 0; i < 10; i++) {
            queue.add(new Payload(new byte[100], 0, 100), 0, 90);
        }
        int dropped = 0;
        while (queue.drop() != null) {
            dropped++;
        }
        assertThat(dropped).isEqualTo(10);
        assertThat(queue.isEmpty()).isTrue();
    }
}
