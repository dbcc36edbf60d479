package io.javamiko;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SanitisedTest {
    static Stream<Arguments> textsAndWhatIsShown() {
        return Stream.of(
                arguments("plain text, Grüße, 日本, 😀", "plain text, Grüße, 日本, 😀"),
                arguments("a\r\nb\tc", "a\\r\\nb\\tc"),
                arguments("\u001b]0;title\u0007", "\\x1b]0;title\\x07"), // a terminal's title
                arguments("\u009b31m", "\\x9b31m"), // CSI in one byte
                arguments("\0", "\\x00"),
                arguments("\u007f", "\\x7f"),
                arguments("user\u202egnp.exe", "user\\u{202e}gnp.exe"), // right-to-left override
                arguments("a\u200bb", "a\\u{200b}b"), // invisible
                arguments("a\u2028b", "a\\u{2028}b"),
                arguments("\ue000", "\\u{e000}"), // private use
                arguments("\ud800", "\\u{d800}"), // half a pair
                arguments("\udb40\udc41", "\\u{e0041}"), // a tag character
                arguments("C:\\x1b", "C:\\\\x1b")); // an escape that the peer wrote himself
    }

    @ParameterizedTest
    @MethodSource("textsAndWhatIsShown")
    void onlyPlainTextIsShownAsItIs(String text, String shown) {
        assertThat(Sanitised.of(text)).isEqualTo(shown);
    }

    @Test
    void linesAndTabsStayWhereTheyAreMeant() {
        assertThat(Sanitised.lines("Welcome\r\n\tto \u001b[1mus\r\n")).isEqualTo("Welcome\n\tto \\x1b[1mus\n");
        assertThat(Sanitised.lines("ok\rspoofed")).isEqualTo("ok\\rspoofed");
        assertThat(Sanitised.lines(" /\\_/\\\n( o.o )")).isEqualTo(" /\\_/\\\n( o.o )");
        assertThat(Sanitised.lines("x".repeat(8193))).isEqualTo("x".repeat(8192) + "… (8193 characters)");
    }

    @Test
    void bytesThatAreNoUTF8AreShownAsReplacements() {
        assertThat(Sanitised.of(new byte[] {'a', (byte) 0xff, 'b'})).isEqualTo("a\ufffdb");
        assertThat(Sanitised.of("é\n".getBytes(UTF_8))).isEqualTo("é\\n");
    }

    @Test
    void longTextIsCutAndSaysSo() {
        assertThat(Sanitised.of("x".repeat(2048))).isEqualTo("x".repeat(2048));
        assertThat(Sanitised.of("x".repeat(2049))).isEqualTo("x".repeat(2048) + "… (2049 characters)");
        assertThat(Sanitised.of("x".repeat(100_000).getBytes(UTF_8))).isEqualTo("x".repeat(2048) + "… (100000 bytes)");
        assertThat(Sanitised.of("😀".repeat(2048).getBytes(UTF_8))).isEqualTo("😀".repeat(2048));
        assertThat(Sanitised.of("😀".repeat(9000).getBytes(UTF_8))).isEqualTo("😀".repeat(2048) + "… (36000 bytes)");
    }

    @Property
    void noTextMovesACursorOrHidesAnything(@ForAll String text) {
        Sanitised.of(text).codePoints().forEach(SanitisedTest::assertPlain);
        Sanitised.lines(text).codePoints().filter(c -> c != '\n' && c != '\t').forEach(SanitisedTest::assertPlain);
    }

    @Property
    void noBytesMoveACursorOrHideAnything(@ForAll @Size(max = 100) byte[] bytes) {
        Sanitised.of(bytes).codePoints().forEach(SanitisedTest::assertPlain);
    }

    private static void assertPlain(int codePoint) {
        assertThat(Character.isISOControl(codePoint))
                .as("control U+%04X", codePoint)
                .isFalse();
        assertThat(Character.getType(codePoint))
                .as("U+%04X", codePoint)
                .isNotIn((int) Character.FORMAT, (int) Character.SURROGATE, (int) Character.UNASSIGNED);
    }
}
