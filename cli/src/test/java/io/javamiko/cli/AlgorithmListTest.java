package io.javamiko.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class AlgorithmListTest {
    private static final List<String> DEFAULTS = List.of("a-gcm", "b-ctr", "c-ctr");
    private static final List<String> ALL = List.of("a-gcm", "b-ctr", "c-ctr", "old-cbc", "older");

    @Test
    void aListReplacesTheDefault() {
        assertThat(apply("c-ctr,a-gcm")).containsExactly("c-ctr", "a-gcm");
    }

    @Test
    void plusAppendsWhatIsNotThere() {
        assertThat(apply("+old-cbc,a-gcm")).containsExactly("a-gcm", "b-ctr", "c-ctr", "old-cbc");
    }

    @Test
    void minusTakesPatternsAway() {
        assertThat(apply("-*-ctr")).containsExactly("a-gcm");
        assertThat(apply("-?-ctr,nothing")).containsExactly("a-gcm");
    }

    @Test
    void caretPutsFirstInTheGivenOrder() {
        assertThat(apply("^older,c-ctr")).containsExactly("older", "c-ctr", "a-gcm", "b-ctr");
    }

    @Test
    void unknownNamesAndEmptyResultsAreErrors() {
        assertThatThrownBy(() -> apply("d-ctr"))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("\"d-ctr\"");
        assertThatThrownBy(() -> apply("+")).isInstanceOf(UsageException.class);
        assertThatThrownBy(() -> apply("-*"))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("leaves no algorithm");
        assertThatThrownBy(() -> apply("a-gcm,,b-ctr")).isInstanceOf(UsageException.class);
    }

    private static List<String> apply(String spec) {
        return AlgorithmList.apply("Ciphers", spec, DEFAULTS, ALL);
    }
}
