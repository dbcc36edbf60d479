package io.javamiko.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MethodChainsTest {
    private final MethodChains chains =
            MethodChains.parse("publickey,password publickey,keyboard-interactive password");

    @Test
    void whatMayComeNextFollowsFromWhatWasPassed() {
        assertThat(chains.after(List.of())).containsExactly("publickey", "password");
        assertThat(chains.after(List.of("publickey"))).containsExactly("password", "keyboard-interactive");
        assertThat(chains.after(List.of("keyboard-interactive"))).isEmpty();
    }

    @Test
    void aChainIsCompleteAtItsEndAndNotBefore() {
        assertThat(chains.completeWith(List.of())).isFalse();
        assertThat(chains.completeWith(List.of("publickey"))).isFalse();
        assertThat(chains.completeWith(List.of("password"))).isTrue();
        assertThat(chains.completeWith(List.of("publickey", "password"))).isTrue();
        assertThat(chains.completeWith(List.of("password", "publickey"))).isFalse();
    }

    @Test
    void withoutChainsNobodyGetsIn() {
        assertThat(MethodChains.anyOf().after(List.of())).isEmpty();
        assertThat(MethodChains.anyOf().completeWith(List.of())).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "publickey,", ",publickey", "publickey,,password", "none,password"})
    void aChainThatCannotBeMeantIsRefused(String text) {
        assertThatThrownBy(() -> MethodChains.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void itIsShownAsItIsParsed() {
        assertThat(MethodChains.parse(chains.toString())).hasToString(chains.toString());
    }
}
