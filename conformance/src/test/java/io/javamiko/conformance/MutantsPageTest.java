package io.javamiko.conformance;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.javamiko.conformance.checks.Checks;
import io.javamiko.conformance.mutants.Mutants;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** docs/conformance-mutants.md: which broken peers each check catches, as {@link MutantsTest} shows it. */
class MutantsPageTest {
    private static final Path PAGE = Path.of("../docs/conformance-mutants.md");
    private static final String HEAD = """
            # That the checks can fail

            The broken peers that each check catches: scripted ones, and our own behind a link that changes what passes.
            `MutantsTest` runs every pair of this table: on each of these peers the check fails (SHOULD and MAY: at least
            warns). %d broken peers; %d of %d checks catch one or more, and so does every MUST and attack check%s.
            Written by `MutantsPageTest` (`-Dwrite=true`).

            | check | level | requirement | broken peers |
            |---|---|---|---|
            """;

    @Test
    void thePageTellsWhatTheTestsShow() throws Exception {
        if (Boolean.getBoolean("write")) {
            Files.writeString(PAGE, page());
        }

        assertThat(PAGE)
                .as("mvn -o -q test -pl conformance -am -Dtest=MutantsPageTest -Dsurefire.failIfNoSpecifiedTests=false"
                        + " -Dwrite=true writes it")
                .hasContent(page());
    }

    private static String page() throws Exception {
        var caught = Checks.all().stream()
                .filter(check -> Mutants.all().stream()
                        .anyMatch(mutant -> mutant.caughtBy().contains(check.id())))
                .toList();
        var excepted = CoverageTest.withoutMutant();
        var exceptions = excepted.isEmpty() ? "" : " but " + String.join(", ", excepted);
        return HEAD.formatted(Mutants.all().size(), caught.size(), Checks.all().size(), exceptions)
                + caught.stream().map(MutantsPageTest::row).collect(joining());
    }

    private static String row(Check check) {
        var row = check.row();
        var peers = Mutants.all().stream()
                .filter(mutant -> mutant.caughtBy().contains(check.id()))
                .map(mutant -> mutant.side().name().toLowerCase(Locale.ROOT) + ": " + mutant)
                .collect(joining("<br>"));
        return "| %s | %s | %s | %s |\n"
                .formatted(check.id(), row.level(), row.requirement().replace("|", "\\|"), peers);
    }
}
