package io.javamiko.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.javamiko.ProtocolException;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class ReceiveWindowProperties {
    private static final int KIB = 1024;
    private static final int MIB = 1024 * KIB;

    /** The peer sends as the window allows, the user reads what is there; credit is under way for a while. */
    @Property
    void accountsAgreeWhateverTheOrder(
            @ForAll @IntRange(min = 32 * KIB, max = 4 * MIB) int initial,
            @ForAll @IntRange(min = 32 * KIB, max = 16 * MIB) int limit,
            @ForAll @Size(max = 500) List<@IntRange(min = -64 * KIB, max = 64 * KIB) Integer> moves)
            throws ProtocolException {
        var budget = new WindowBudget(64 * MIB);
        budget.take(initial, 0);
        var window = new ReceiveWindow(initial, Math.max(initial, limit), budget);
        var creditUnderWay = new ArrayList<Integer>();
        long peersWindow = initial;
        long unread = 0;
        for (int move : moves) {
            if (move > 0) { // the peer sends
                int bytes = (int) Math.min(move, peersWindow);
                window.received(bytes);
                peersWindow -= bytes;
                unread += bytes;
            } else if (move % 3 == 0 && !creditUnderWay.isEmpty()) { // credit arrives
                peersWindow += creditUnderWay.remove(0);
            } else if (move % 7 == 0) { // a reader of another stream waits
                creditUnderWay.add(window.starved());
            } else { // the user reads
                int bytes = (int) Math.min(-move, unread);
                unread -= bytes;
                creditUnderWay.add(window.consumed(bytes));
            }
            long underWay = creditUnderWay.stream().mapToLong(Integer::intValue).sum();
            assertThat(window.left()).as("what the peer has, or will have").isEqualTo((int) (peersWindow + underWay));
            assertThat(window.unread()).isEqualTo((int) unread);
            assertThat(window.size()).isLessThanOrEqualTo(Math.max(initial, limit));
            assertThat(window.left() + unread)
                    .as("what the heap may have to hold")
                    .isLessThanOrEqualTo(window.size());
            assertThat(budget.left()).isEqualTo(64L * MIB - window.size());
        }
        window.release();
        assertThat(budget.left()).isEqualTo(64L * MIB);
    }

    @Property
    void oneByteTooManyIsAnError(@ForAll @IntRange(min = 32 * KIB, max = 16 * MIB) int size) throws ProtocolException {
        var window = window(size, 16 * MIB);
        window.received(size);
        assertThatThrownBy(() -> window.received(1)).isInstanceOf(ProtocolException.class);
    }

    @Property
    void thePeerIsNeverLeftWithoutWindowWhereAllIsRead(
            @ForAll @IntRange(min = 32 * KIB, max = 2 * MIB) int initial,
            @ForAll @IntRange(min = 1, max = 32 * KIB) int packet)
            throws ProtocolException {
        var window = window(initial, 4 * MIB);
        int credits = 0;
        int least = Integer.MAX_VALUE;
        for (long sent = 0; sent < 8L * initial && least > 0; ) {
            least = Math.min(least, window.left());
            int bytes = Math.min(packet, window.left());
            window.received(bytes);
            credits += window.consumed(bytes) > 0 ? 1 : 0;
            sent += bytes;
        }
        assertThat(least).isPositive();
        assertThat(credits).as("credit is batched").isLessThanOrEqualTo(8 * 4 + 1);
    }

    /** A long path: the window must grow until it holds what is under way, and a user who is slow must stop it. */
    @Property(tries = 12)
    void growsOnALongPathAndOnlyWhereTheUserKeepsUp(
            @ForAll @IntRange(min = 1, max = 200) int delayMillis, @ForAll boolean userKeepsUp)
            throws ProtocolException {
        var window = window(2 * MIB, 16 * MIB);
        int rate = 128 * KIB; // bytes a millisecond: a gigabit a second
        long moved = new Path(window, delayMillis, rate, userKeepsUp ? rate * 4 : rate / 16).run(6_000);
        if (userKeepsUp) {
            assertThat(window.size()).isEqualTo(16 * MIB);
            double possible = Math.min(1, 16.0 * MIB / (2.0 * delayMillis * rate)); // a window each round trip
            assertThat(moved).isGreaterThan((long) (0.7 * possible * 6_000 * rate));
        } else {
            assertThat(window.size()).isLessThanOrEqualTo(4 * MIB);
        }
    }

    @Example
    void aReaderOfOneStreamIsNotStoppedByTheOtherOneUntilTheLimit() throws ProtocolException {
        var window = window(2 * MIB, 16 * MIB);
        long unreadErrors = 0;
        while (window.left() > 0) { // the peer fills stderr, which nobody reads, and the reader of stdout waits
            unreadErrors += window.left();
            window.received(window.left());
            window.starved();
        }
        assertThat(unreadErrors).isEqualTo(16 * MIB);
    }

    @Example
    void theSumOfAllWindowsIsKept() throws ProtocolException {
        var budget = new WindowBudget(5 * MIB);
        budget.take(2 * MIB, 32 * KIB);
        budget.take(2 * MIB, 32 * KIB);
        var window = new ReceiveWindow(2 * MIB, 16 * MIB, budget);
        window.received(2 * MIB);
        assertThat(window.consumed(2 * MIB))
                .as("doubled as far as there is something left")
                .isEqualTo(3 * MIB);
        window.received(3 * MIB);
        assertThat(window.consumed(3 * MIB)).isEqualTo(3 * MIB);
        assertThat(budget.left()).isZero();
        assertThat(budget.take(2 * MIB, 32 * KIB))
                .as("a channel can work all the same")
                .isEqualTo(32 * KIB);
    }

    private static ReceiveWindow window(int initial, int limit) {
        var budget = new WindowBudget(64 * MIB);
        budget.take(initial, 0);
        return new ReceiveWindow(initial, limit, budget);
    }

    /** A path with a delay each way, simulated millisecond by millisecond. */
    private static final class Path {
        private record Arrival(long at, int bytes) {}

        private final ReceiveWindow window;
        private final int delay;
        private final int rate;
        private final int reads;
        private final PriorityQueue<Arrival> data = new PriorityQueue<>((a, b) -> Long.compare(a.at, b.at));
        private final PriorityQueue<Arrival> credit = new PriorityQueue<>((a, b) -> Long.compare(a.at, b.at));

        Path(ReceiveWindow window, int delay, int rate, int reads) {
            this.window = window;
            this.delay = delay;
            this.rate = rate;
            this.reads = reads;
        }

        /** Returns the bytes that the user has read. */
        long run(int millis) throws ProtocolException {
            long peersWindow = window.left();
            long unread = 0;
            long moved = 0;
            for (long now = 0; now < millis; now++) {
                while (!credit.isEmpty() && credit.peek().at <= now) {
                    peersWindow += credit.remove().bytes;
                }
                int sent = (int) Math.min(rate, peersWindow);
                peersWindow -= sent;
                for (int left = sent; left > 0; left -= 32 * KIB) {
                    data.add(new Arrival(now + delay, Math.min(left, 32 * KIB)));
                }
                int mayRead = reads;
                while (!data.isEmpty() && data.peek().at <= now) {
                    int bytes = data.remove().bytes;
                    window.received(bytes);
                    unread += bytes;
                }
                while (mayRead > 0 && unread > 0) {
                    int bytes = (int) Math.min(Math.min(unread, mayRead), 32 * KIB);
                    unread -= bytes;
                    mayRead -= bytes;
                    moved += bytes;
                    int more = window.consumed(bytes);
                    if (more > 0) {
                        credit.add(new Arrival(now + delay, more));
                    }
                }
            }
            return moved;
        }
    }
}
