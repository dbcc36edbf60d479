package io.javamiko.conformance;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import io.javamiko.conformance.checks.Checks;
import io.javamiko.conformance.mutants.Mutants;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What has no check, and what has no broken peer, is known. */
class CoverageTest {
    /** Those whose rows all have a check or a reason; other layers join as they are done. */
    private static final Set<String> LAYERS = Set.of(
            "ident",
            "packet",
            "kexinit",
            "kexorder",
            "kex",
            "hostkey",
            "strict",
            "rekey",
            "extinfo",
            "service",
            "disconnect",
            "compress",
            "ping",
            "role",
            "timeout");

    private static Stream<String> checked() {
        return Checks.all().stream().map(Check::id);
    }

    @Test
    void eachRequirementOfTheTransportHasACheckOrAReason() {
        var known =
                Stream.concat(checked(), LeftOut.reasons().keySet().stream()).collect(toSet());

        assertThat(Catalogue.rows().stream()
                        .filter(row -> LAYERS.contains(row.layer()))
                        .map(Catalogue.Row::id))
                .isNotEmpty()
                .allSatisfy(id -> assertThat(known).contains(id));
    }

    @Test
    void whatIsLeftOutIsInTheCatalogueAndHasAReason() {
        assertThat(LeftOut.reasons()).allSatisfy((id, reason) -> {
            assertThat(Catalogue.row(id)).as(id).isPresent();
            assertThat(reason).as(id).hasSizeGreaterThan(10);
        });
    }

    @Test
    void whatIsLeftOutForGoodHasNoCheck() {
        assertThat(checked()
                        .filter(id -> LeftOut.reasons().containsKey(id))
                        .filter(id -> !LeftOut.reasons().get(id).startsWith("not yet")))
                .isEmpty();
    }

    /** The list of exceptions may only become shorter. */
    @Test
    void eachCheckOfAMustHasABrokenPeerThatItCatches() throws Exception {
        var caught = Mutants.all().stream()
                .flatMap(mutant -> mutant.caughtBy().stream())
                .collect(toSet());

        assertThat(Checks.all().stream()
                        .filter(check -> check.row().level().isWithin(Level.MUST))
                        .map(Check::id)
                        .filter(id -> !caught.contains(id)))
                .containsExactlyInAnyOrderElementsOf(withoutMutant());
    }

    static List<String> withoutMutant() throws IOException {
        return Files.readAllLines(Path.of("src/test/resources/without-mutant.txt"));
    }
}
