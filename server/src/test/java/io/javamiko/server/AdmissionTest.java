package io.javamiko.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.javamiko.server.Admission.Answer;
import io.javamiko.server.Admission.Startups;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class AdmissionTest {
    private static InetAddress address(String text) {
        try {
            return InetAddress.getByName(text); // digits: nothing is looked up
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }

    private static InetAddress ofNumber(int i) {
        return address("10.0." + i / 250 + "." + i % 250);
    }

    private static boolean isAdmitted(Admission admission, InetAddress from) {
        return admission.admit(from) instanceof Answer.Admitted;
    }

    @Test
    void theShareThatIsDroppedGrowsFromTheRateToAll() {
        var startups = new Startups(10, 30, 100);
        assertThat(startups.dropped(9)).isZero();
        assertThat(startups.dropped(10)).isEqualTo(30);
        assertThat(startups.dropped(55)).isEqualTo(65);
        assertThat(startups.dropped(99)).isBetween(98, 99);
        assertThat(startups.dropped(100)).isEqualTo(100);
    }

    @Property
    void theShareNeverFallsAndNeverLeavesItsRange(
            @ForAll @IntRange(min = 1, max = 500) int begin,
            @ForAll @IntRange(min = 1, max = 100) int rate,
            @ForAll @IntRange(max = 500) int more,
            @ForAll @IntRange(max = 2_000) int halfOpen) {
        var startups = new Startups(begin, rate, begin + more);
        assertThat(startups.dropped(halfOpen)).isBetween(0, 100).isLessThanOrEqualTo(startups.dropped(halfOpen + 1));
    }

    @Test
    void aRuleThatCannotBeMeantIsRefused() {
        for (int[] rule : new int[][] {{0, 30, 100}, {10, 0, 100}, {10, 101, 100}, {10, 30, 9}}) {
            assertThatThrownBy(() -> new Startups(rule[0], rule[1], rule[2]))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void someAreDroppedFromTheBeginAndAllAtTheEnd() {
        var admission = new Admission(new Startups(10, 30, 100), 1_000, 10_000, new Random(1));
        for (int i = 0; i < 10; i++) {
            assertThat(isAdmitted(admission, ofNumber(i))).isTrue();
        }
        int admitted = 0;
        for (int i = 10; i < 5_000; i++) {
            admitted += isAdmitted(admission, ofNumber(i)) ? 1 : 0;
        }
        assertThat(admitted).isEqualTo(90);
        assertThat(admission.halfOpen()).isEqualTo(100);
    }

    @Test
    void whoLogsInMakesRoomAndWhoLeavesTwiceDoesSoOnce() {
        var admission = new Admission(new Startups(2, 100, 2), 2, 3, new Random(1));
        var first = ((Answer.Admitted) admission.admit(ofNumber(1))).place();
        assertThat(isAdmitted(admission, ofNumber(2))).isTrue();
        assertThat(isAdmitted(admission, ofNumber(3))).isFalse();
        first.loggedIn();
        first.loggedIn();
        var third = ((Answer.Admitted) admission.admit(ofNumber(3))).place();
        assertThat(isAdmitted(admission, ofNumber(4))).isFalse();
        third.leave();
        third.leave();
        assertThat(isAdmitted(admission, ofNumber(4))).isTrue();
        assertThat(admission.admit(ofNumber(5))).isEqualTo(new Answer.Dropped("there are 3 connections"));
        first.leave();
        first.leave();
        assertThat(admission.halfOpen()).isEqualTo(2);
    }

    @Test
    void oneSourceDoesNotTakeTheRoomOfOthers() {
        var admission = new Admission(new Startups(1_000, 100, 1_000), 2, 10_000, new Random(1));
        var first = ((Answer.Admitted) admission.admit(address("192.0.2.1"))).place();
        assertThat(isAdmitted(admission, address("192.0.2.1"))).isTrue();
        assertThat(isAdmitted(admission, address("192.0.2.1"))).isFalse();
        assertThat(isAdmitted(admission, address("192.0.2.2"))).isTrue();
        first.loggedIn();
        assertThat(isAdmitted(admission, address("192.0.2.1"))).isTrue();
    }

    @Test
    void allAddressesOfAnIPv6SiteAreOneSource() {
        var admission = new Admission(new Startups(1_000, 100, 1_000), 1, 10_000, new Random(1));
        assertThat(isAdmitted(admission, address("2001:db8::1"))).isTrue();
        assertThat(isAdmitted(admission, address("2001:db8::2:3"))).isFalse();
        assertThat(isAdmitted(admission, address("2001:db8:0:1::1"))).isTrue();
    }

    @Property(tries = 200)
    void whateverComesAndGoesTheCountsAreRight(@ForAll @Size(max = 200) List<@IntRange(max = 40) Integer> moves) {
        var admission = new Admission(new Startups(5, 50, 20), 4, 30, new Random(1));
        var halfOpen = new ArrayList<Admission.Place>();
        var loggedIn = new ArrayList<Admission.Place>();
        for (int move : moves) {
            if (move % 4 == 1 && !halfOpen.isEmpty()) {
                loggedIn.add(halfOpen.remove(0));
                loggedIn.get(loggedIn.size() - 1).loggedIn();
            } else if (move % 4 == 2 && !halfOpen.isEmpty()) {
                halfOpen.remove(0).leave();
            } else if (move % 4 == 3 && !loggedIn.isEmpty()) {
                loggedIn.remove(0).leave();
            } else if (admission.admit(ofNumber(move)) instanceof Answer.Admitted admitted) {
                halfOpen.add(admitted.place());
            }
            assertThat(admission.halfOpen()).isEqualTo(halfOpen.size()).isLessThanOrEqualTo(20);
            assertThat(halfOpen.size() + loggedIn.size()).isLessThanOrEqualTo(30);
        }
    }
}
