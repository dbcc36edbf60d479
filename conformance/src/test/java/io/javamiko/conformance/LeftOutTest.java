package io.javamiko.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** docs/conformance-left-out.md tells people what {@code left-out.tsv} tells the kit. */
class LeftOutTest {
    private static final Path PAGE = Path.of("../docs/conformance-left-out.md");
    private static final String HEAD = """
            # What has no check, and why

            Requirements of the transport's layers that the kit does not hold. Of the layers auth, cert, connection, sftp and agent those without
            a check come later; `javamiko conformance list` prints all that have one. Attacks have [a table of their own](conformance-attacks.md).
            Written from `left-out.tsv` by `LeftOutTest` (`-Dwrite=true`).

            | id | level | clause | requirement | why |
            |---|---|---|---|---|
            """;

    @Test
    void thePageTellsTheSame() throws Exception {
        if (Boolean.getBoolean("write")) {
            Files.writeString(PAGE, page());
        }

        assertThat(PAGE).hasContent(page());
    }

    private static String page() {
        var reasons = LeftOut.reasons();
        return HEAD
                + Catalogue.rows().stream()
                        .filter(row -> reasons.containsKey(row.id()))
                        .map(row -> row(row, reasons.get(row.id())))
                        .collect(Collectors.joining());
    }

    private static String row(Catalogue.Row row, String reason) {
        var requirement = row.requirement().replace("|", "\\|");
        return "| %s | %s | %s | %s | %s |\n".formatted(row.id(), row.level(), row.clause(), requirement, reason);
    }
}
