package io.javamiko.crypto.agreement;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModuliTest {
    private static final String P = Groups.GROUP14.p().toString(16);

    @Test
    void aLineGivesItsGroup() {
        assertThat(Moduli.parse(List.of("20260101000000 2 6 100 2047 2 " + P))).containsExactly(Groups.GROUP14);
        assertThat(Moduli.parse(List.of("  20260101000000\t2 6 100 2047 2   " + P.toUpperCase(java.util.Locale.ROOT))))
                .containsExactly(Groups.GROUP14);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "# Time Type Tests Tries Size Generator Modulus",
                "#20260101000000 2 6 100 2047 2 %s",
                "20260101000000 4 6 100 2047 2 %s", // Sophie Germain
                "20260101000000 2 0 100 2047 2 %s", // not tested
                "20260101000000 2 7 100 2047 2 %s", // composite
                "20260101000000 2 6 100 2048 2 %s", // another size
                "20260101000000 2 6 100 2047 1 %s", // no generator
                "20260101000000 2 6 100 2047 0 %s",
                "20260101000000 2 6 100 2047 2 -%s",
                "20260101000000 2 6 100 2047 2 %s 1",
                "20260101000000 2 6 100 2047 2",
                "20260101000000 two 6 100 2047 2 %s",
                "20260101000000 2 6 100 2047 2 xyz",
                "20260101000000 2 6 100 511 2 ffff"
            })
    void whatIsNoUsableGroupIsLeftOut(String line) {
        var lines = List.of(line.replace("%s", P), "20260101000000 2 6 100 2047 2 " + P);
        assertThat(Moduli.parse(lines)).containsExactly(Groups.GROUP14);
    }

    @Test
    void aFileWithoutEndGivesAnEnd() {
        assertThat(Moduli.parse(Collections.nCopies(10_100, "0 2 6 100 2047 2 " + P)))
                .hasSize(10_000);
    }
}
