package io.javamiko.interop.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import io.javamiko.transport.Algorithms;
import io.javamiko.transport.Algorithms.Kind;
import java.nio.file.Files;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** docs/algorithms.md has the names, the use and the order of the code's tables. */
class AlgorithmsPageTest {
    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {"KEX", "CIPHER", "MAC", "COMPRESSION"})
    void pageHasEveryAlgorithmInItsOrder(Kind kind) throws Exception {
        var start = "| " + kind + " | ";
        var rows = Files.readAllLines(Library.ROOT.resolve("docs/algorithms.md")).stream()
                .filter(line -> line.startsWith(start));
        assertThat(rows.map(AlgorithmsPageTest::nameAndUse))
                .containsExactlyElementsOf(Algorithms.known(kind).stream()
                        .map(name -> "`%s` %s".formatted(name, use(kind, name)))
                        .toList());
    }

    private static String nameAndUse(String row) {
        var cells = row.split("\\|", -1);
        return cells[2].strip() + " " + cells[3].strip();
    }

    private static String use(Kind kind, String name) {
        return Algorithms.modern().names(kind).contains(name)
                ? "default"
                : Algorithms.isLegacy(kind, name) ? "legacy" : "available";
    }
}
