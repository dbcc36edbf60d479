package io.javamiko.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class PairsTest {
    @Test
    void everyTwoChoicesMeet() {
        var factors = List.of(List.of("a", "b", "c"), List.of("1", "2"), List.of("x", "y", "z"), List.of("p", "q"));
        var rows = Pairs.covering(factors);
        var met = new HashSet<String>();
        for (var row : rows) {
            assertThat(row).hasSize(4);
            row.forEach(first -> row.forEach(second -> met.add(first + second)));
        }
        for (var first : factors) {
            for (var second : factors) {
                if (first != second) {
                    first.forEach(a -> second.forEach(b -> assertThat(met).contains(a + b)));
                }
            }
        }
        assertThat(rows).as("far fewer than the product of 36").hasSizeLessThan(15);
    }
}
