package io.javamiko.transport;

import static io.javamiko.transport.Role.CLIENT;
import static io.javamiko.transport.Role.SERVER;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** All 256 numbers in every phase, role and direction, against lists that were written from the RFCs by hand. */
class VerdictsTest {
    /** What {@code receiver} does in {@code phase}: numbers that it handles, ignores, does not know; all others are fatal. */
    private record Row(Phase phase, Role receiver, String handled, String ignored, String unknown) {}

    private static final List<Row> EXPECTED = List.of(
            new Row(Phase.BEFORE_KEXINIT, CLIENT, "1-4 20", "", ""),
            new Row(Phase.BEFORE_KEXINIT, SERVER, "1-4 20", "", ""),
            new Row(Phase.FIRST_KEX_STRICT, CLIENT, "1 21 30-49", "", ""),
            new Row(Phase.FIRST_KEX_STRICT, SERVER, "1 21 30-49", "", ""),
            new Row(Phase.KEX, CLIENT, "1-4 21 30-49", "7 192-193", "0 8-19 22-29 194-255"),
            new Row(Phase.KEX, SERVER, "1-4 21 30-49", "7 192-193", "0 8-19 22-29 194-255"),
            new Row(Phase.BEFORE_SERVICE, CLIENT, "1-4 6 7 20", "192-193", "0 8-19 22-29 194-255"),
            new Row(Phase.BEFORE_SERVICE, SERVER, "1-4 5 7 20", "192-193", "0 8-19 22-29 194-255"),
            new Row(Phase.BEFORE_AUTH, CLIENT, "1-4 6 7 20 51-53 60-79", "192-193", "0 8-19 22-29 54-59 194-255"),
            new Row(Phase.BEFORE_AUTH, SERVER, "1-4 5 20 50 60-79", "192-193", "0 8-19 22-29 54-59 194-255"),
            new Row(
                    Phase.AFTER_AUTH,
                    CLIENT,
                    "1-4 20 80-82 90-100 192-193",
                    "7 51-79",
                    "0 8-19 22-29 83-89 101-191 194-255"),
            new Row(
                    Phase.AFTER_AUTH,
                    SERVER,
                    "1-4 20 80-82 90-100 192-193",
                    "7 50 54-79",
                    "0 8-19 22-29 83-89 101-191 194-255"));

    @ParameterizedTest
    @EnumSource(Phase.class)
    void everyNumberHasItsVerdictInBothRoles(Phase phase) {
        for (var us : Role.values()) {
            var row = row(phase, us);
            for (int number = 0; number < 256; number++) {
                assertThat(Verdicts.received(phase, us, number))
                        .as("%s receives %d in %s", us, number, phase)
                        .isEqualTo(expected(row, number));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Phase.class)
    void exactlyWhatThePeerWouldHandleMayBeSent(Phase phase) {
        for (var us : Role.values()) {
            var row = row(phase, us.peer());
            for (int number = 0; number < 256; number++) {
                assertThat(Verdicts.maySend(phase, us, number))
                        .as("%s sends %d in %s", us, number, phase)
                        .isEqualTo(expected(row, number) == Verdict.HANDLE);
            }
        }
    }

    @Test
    void theListsHaveEveryPhaseAndRoleOnceAndNoNumberTwice() {
        assertThat(EXPECTED).hasSize(Phase.values().length * 2).doesNotHaveDuplicates();
        for (var row : EXPECTED) {
            var all = new ArrayList<>(numbers(row.handled));
            all.addAll(numbers(row.ignored));
            all.addAll(numbers(row.unknown));
            assertThat(all).doesNotHaveDuplicates().allMatch(n -> n >= 0 && n < 256);
        }
    }

    /** CVE-2018-10933, CVE-2018-1000805: a client's server says success to itself; CVE-2025-32433: channels before login. */
    @Test
    void whatTheFamousHolesLetThroughIsFatal() {
        for (var phase : Phase.values()) {
            assertThat(Verdicts.received(phase, SERVER, 52)).isEqualTo(Verdict.FATAL);
            assertThat(Verdicts.received(phase, CLIENT, 50)).isEqualTo(Verdict.FATAL);
            if (phase != Phase.AFTER_AUTH) {
                for (int number = 80; number < 192; number++) {
                    assertThat(Verdicts.received(phase, SERVER, number)).isEqualTo(Verdict.FATAL);
                    assertThat(Verdicts.received(phase, CLIENT, number)).isEqualTo(Verdict.FATAL);
                }
            }
        }
    }

    private static Row row(Phase phase, Role receiver) {
        return EXPECTED.stream()
                .filter(row -> row.phase == phase && row.receiver == receiver)
                .findFirst()
                .orElseThrow();
    }

    private static Verdict expected(Row row, int number) {
        if (numbers(row.handled).contains(number)) {
            return Verdict.HANDLE;
        }
        if (numbers(row.ignored).contains(number)) {
            return Verdict.IGNORE;
        }
        return numbers(row.unknown).contains(number) ? Verdict.UNIMPLEMENTED : Verdict.FATAL;
    }

    private static List<Integer> numbers(String ranges) {
        return Arrays.stream(ranges.split(" "))
                .filter(range -> !range.isEmpty())
                .map(range -> range.split("-"))
                .flatMap(range -> IntStream.rangeClosed(
                                Integer.parseInt(range[0]), Integer.parseInt(range[range.length - 1]))
                        .boxed())
                .toList();
    }
}
