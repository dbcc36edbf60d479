package io.javamiko.interop.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import io.javamiko.keys.SignatureAlgorithms;
import io.javamiko.transport.Algorithms;
import io.javamiko.transport.Algorithms.Kind;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** docs/algorithms.md has the names, the use and the order of the code's tables. */
class AlgorithmsPageTest {
    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {"KEX", "CIPHER", "MAC", "COMPRESSION"})
    void pageHasEveryAlgorithmInItsOrder(Kind kind) throws Exception {
        assertThat(rows(kind.toString())).containsExactlyElementsOf(table(kind, Algorithms.known(kind)));
    }

    /** One table for both, of the plain names; it says in words that certificates' names come last in each use. */
    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {"HOST_KEY", "USER_KEY_SIGNATURE"})
    void pageHasEverySignatureInItsOrder(Kind kind) throws Exception {
        var plain = Algorithms.known(kind).stream()
                .filter(name -> !SignatureAlgorithms.isCertificate(name))
                .toList();
        assertThat(rows("signature")).containsExactlyElementsOf(table(kind, plain));
        assertThat(plain)
                .allSatisfy(name -> assertThat(use(kind, SignatureAlgorithms.certified(name)))
                        .isEqualTo(use(kind, name)));
    }

    private static List<String> rows(String kind) throws Exception {
        var start = "| " + kind + " | ";
        return Files.readAllLines(Library.ROOT.resolve("docs/algorithms.md")).stream()
                .filter(line -> line.startsWith(start))
                .map(AlgorithmsPageTest::nameAndUse)
                .toList();
    }

    private static List<String> table(Kind kind, List<String> names) {
        return names.stream()
                .map(name -> "`%s` %s".formatted(name, use(kind, name)))
                .toList();
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
