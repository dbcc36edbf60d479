package io.javamiko.auth;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SecretTextTest {
    @Test
    void itIsUTF8OnTheWireAndCharactersHere() {
        var text = SecretText.of("pä\uD83D\uDD11".toCharArray());
        assertThat(text.bytes()).isEqualTo("pä\uD83D\uDD11".getBytes(UTF_8));
        assertThat(text.characters())
                .hasValueSatisfying(chars -> assertThat(chars).isEqualTo("pä\uD83D\uDD11".toCharArray()));
    }

    @Test
    void bytesThatAreNoTextHaveNoCharacters() {
        assertThat(SecretText.of(new byte[] {(byte) 0xc3, 0x28}).characters()).isEmpty();
        assertThat(SecretText.of(new byte[] {(byte) 0xc3}).characters()).isEmpty(); // cut in the middle
    }

    @Test
    void halfAPairIsTheCallersMistake() {
        assertThatThrownBy(() -> SecretText.of(new char[] {'\uD83D'})).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> SecretText.of(new char[] {'a', '\uDD11'}))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void itTellsNothingAndCanBeWiped() {
        var text = SecretText.of("secret".toCharArray());
        assertThat(new PasswordMethod.Password(text).toString())
                .doesNotContain("115")
                .isEqualTo("Password[password=secret]");
        text.wipe();
        assertThat(text.bytes()).containsOnly(0);
    }
}
