package io.javamiko.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import io.javamiko.conformance.checks.Checks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Where each attack of the catalogue is held: {@code attacks.tsv}, and docs/conformance-attacks.md as people read it. */
class AttacksTest {
    private static final Path PAGE = Path.of("../docs/conformance-attacks.md");
    private static final String HEAD = """
            # Where each attack is held

            Every attack of the catalogue (published vulnerabilities, and classes of them), and the checks of the kit that hold its conversation:
            `AC-…` are checks of their own, others are those of the clause that it breaks. Where there is none yet, what will take it.
            %d of %d are held. Written from `attacks.tsv` by `AttacksTest` (`-Dwrite=true`).

            | id | attack | role | held by |
            |---|---|---|---|
            """;

    /** A line: ids of checks, and what of the attack they do not hold; or a reason why there is none. */
    private record Line(String id, List<String> checks, String reason) {
        static Line parse(String line) {
            var columns = line.split("\t", -1);
            var checks = Arrays.stream(columns[1].split(",")).filter(id -> !id.isEmpty());
            return new Line(columns[0], checks.toList(), columns[2]);
        }
    }

    private static List<Line> lines() throws IOException {
        try (var in = Catalogue.class.getResourceAsStream("attacks.tsv")) {
            return new String(in.readAllBytes(), UTF_8)
                    .lines()
                    .skip(1)
                    .map(Line::parse)
                    .toList();
        }
    }

    private static Stream<Catalogue.Row> attacks() {
        return Catalogue.rows().stream().filter(row -> row.layer().equals("attack"));
    }

    @Test
    void eachAttackHasOneLineInOrder() throws Exception {
        assertThat(lines())
                .extracting(Line::id)
                .containsExactlyElementsOf(attacks().map(Catalogue.Row::id).toList());
    }

    @Test
    void itNamesChecksThatAreThereOrSaysWhyThereIsNone() throws Exception {
        var checks = Checks.all().stream().map(Check::id).collect(toSet());

        assertThat(lines()).allSatisfy(line -> {
            assertThat(checks).as(line.id()).containsAll(line.checks());
            assertThat(line.checks().isEmpty() ? line.reason().length() > 10 : isOfAPart(line.reason()))
                    .as(line.id())
                    .isTrue();
        });
    }

    private static boolean isOfAPart(String reason) {
        return reason.isEmpty() || reason.startsWith("in part: ");
    }

    @Test
    void eachCheckOfAnAttackStandsInItsLine() throws Exception {
        var own = lines().stream()
                .filter(line -> line.checks().contains(line.id()))
                .map(Line::id)
                .toList();

        assertThat(Checks.all().stream().map(Check::id).filter(id -> id.startsWith("AC-")))
                .containsExactlyInAnyOrderElementsOf(own);
    }

    @Test
    void thePageTellsTheSame() throws Exception {
        if (Boolean.getBoolean("write")) {
            Files.writeString(PAGE, page());
        }

        assertThat(PAGE).hasContent(page());
    }

    private static String page() throws IOException {
        long held = lines().stream().filter(line -> !line.checks().isEmpty()).count();
        return HEAD.formatted(held, lines().size())
                + lines().stream().map(AttacksTest::row).collect(Collectors.joining());
    }

    private static String row(Line line) {
        var attack = Catalogue.row(line.id()).orElseThrow();
        var checks = String.join(", ", line.checks());
        var where = line.checks().isEmpty()
                ? "later: " + line.reason()
                : line.reason().isEmpty() ? checks : checks + " (" + line.reason() + ")";
        return "| %s | %s: %s | %s | %s |%n"
                .formatted(line.id(), attack.clause(), attack.requirement().replace("|", "\\|"), attack.side(), where)
                .replace(System.lineSeparator(), "\n");
    }
}
