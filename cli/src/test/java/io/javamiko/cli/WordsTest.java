package io.javamiko.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class WordsTest {
    @Test
    void quotesAndBackslashesKeepSpacesInAWord() {
        assertThat(texts("put \"a b\" c\\ d 'e\"f' \"g\\\"h\" '' # not this"))
                .containsExactly("put", "a b", "c d", "e\"f", "g\"h", "");
    }

    @Test
    void whatIsQuotedIsNoPattern() {
        var words = Words.split("*.txt '*.txt' \\*.txt");
        assertThat(words).extracting(word -> Glob.isPattern(word.pattern())).containsExactly(true, false, false);
        assertThat(words).extracting(word -> Glob.literal(word.pattern())).endsWith("*.txt", "*.txt");
    }

    @Test
    void aCommentOrNothingHasNoWords() {
        assertThat(texts("# put a b")).isEmpty();
        assertThat(texts("   ")).isEmpty();
        assertThat(texts("a#b")).containsExactly("a#b");
    }

    @Test
    void whatIsNotClosedIsAnError() {
        assertThatThrownBy(() -> Words.split("put 'a")).isInstanceOf(UsageException.class);
        assertThatThrownBy(() -> Words.split("put a\\")).isInstanceOf(UsageException.class);
    }

    @Test
    void globsMatchAsInAShell() {
        assertThat(matches("*.t?t", "a.txt")).isTrue();
        assertThat(matches("*", ".hidden")).isFalse();
        assertThat(matches(".*", ".hidden")).isTrue();
        assertThat(matches("[a-c]x", "bx")).isTrue();
        assertThat(matches("[!a-c]x", "bx")).isFalse();
        assertThat(matches("[", "[")).isTrue();
        assertThat(matches("a.b", "axb")).isFalse();
    }

    @Property
    void anyPatternCompilesAndAnyQuotedNameMatchesItself(@ForAll String name) {
        Glob.compile(name.replace("[", "\\["));
        var word = Words.split("'" + name.replace("'", "") + "'").get(0);
        assertThat(Glob.compile(word.pattern()).matcher(name.replace("'", "")).matches())
                .isTrue();
    }

    private static boolean matches(String pattern, String name) {
        return Glob.compile(pattern).matcher(name).matches();
    }

    private static List<String> texts(String line) {
        return Words.split(line).stream().map(Words.Word::text).toList();
    }
}
