package io.javamiko.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.javamiko.cli.EscapeFilter.Action;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class EscapeFilterTest {
    private final EscapeFilter filter = new EscapeFilter();
    private Action action;

    @Test
    void aTildeAndADotAtTheBeginningOfALineEndIt() {
        assertThat(typed("ls\r~.gone")).isEqualTo("ls\r");
        assertThat(action).isEqualTo(Action.DISCONNECT);
    }

    @Test
    void anEscapeMayComeInTwoReads() {
        assertThat(typed("~")).isEmpty();
        assertThat(typed("~x")).isEqualTo("~x");
        assertThat(action).isEqualTo(Action.NONE);
    }

    @Test
    void aTildeElsewhereIsJustATilde() {
        assertThat(typed("cd ~.\r")).isEqualTo("cd ~.\r");
        assertThat(typed("~q~.")).isEqualTo("~q~.");
    }

    @Test
    void helpIsAskedForWithoutBeingSent() {
        assertThat(typed("~?ok")).isEqualTo("ok");
        assertThat(action).isEqualTo(Action.HELP);
    }

    @Property
    void withoutATildeNothingChanges(@ForAll byte[] bytes) {
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = bytes[i] == '~' ? (byte) 'x' : bytes[i];
        }
        byte[] out = new byte[bytes.length + 1];
        var fresh = new EscapeFilter();
        fresh.accept(bytes, bytes.length, out);
        assertThat(java.util.Arrays.copyOf(out, fresh.length())).isEqualTo(bytes);
    }

    private String typed(String text) {
        byte[] bytes = text.getBytes(ISO_8859_1);
        byte[] out = new byte[bytes.length + 1];
        action = filter.accept(bytes, bytes.length, out);
        return new String(out, 0, filter.length(), ISO_8859_1);
    }
}
