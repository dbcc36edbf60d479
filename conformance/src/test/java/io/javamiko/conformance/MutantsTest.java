package io.javamiko.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.javamiko.conformance.checks.Checks;
import io.javamiko.conformance.mutants.Mutant;
import io.javamiko.conformance.mutants.Mutants;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The checks can fail: each broken peer is caught by the checks that say so. */
class MutantsTest {
    /** All, or those that a check catches whose id begins with one of the system property {@code checks}. */
    static Stream<Mutant> mutants() {
        var prefixes = List.of(System.getProperty("checks", "").split(","));
        return Mutants.all().stream()
                .filter(mutant -> mutant.caughtBy().stream()
                        .anyMatch(id -> prefixes.stream().anyMatch(id::startsWith)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("mutants")
    void brokenPeerIsCaught(Mutant mutant) throws Exception {
        var checks = Checks.all().stream()
                .filter(check -> mutant.caughtBy().contains(check.id()))
                .toList();
        assertThat(checks).extracting(Check::id).containsAll(mutant.caughtBy());
        var run =
                OwnTargets.runner(mutant.target().make(), OwnTargets.IMPATIENT).run(checks);
        assertThat(run.results()).hasSameSizeAs(checks);
        for (var result : run.results()) {
            assertThat(result.verdict())
                    .as(
                            "%s on a peer of which it is true that %s: %s",
                            result.row().id(), mutant, result.words())
                    .isIn(isStrict(result.row().level()) ? Set.of(Verdict.FAIL) : Set.of(Verdict.FAIL, Verdict.WARN));
        }
    }

    private static boolean isStrict(Level level) {
        return level.isWithin(Level.ROBUST);
    }
}
