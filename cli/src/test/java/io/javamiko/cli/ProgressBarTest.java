package io.javamiko.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.Test;

class ProgressBarTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    @Test
    void aLineTellsPartBytesRateAndTimeLeft() {
        var bar = new ProgressBar(new PrintStream(out, true, UTF_8), true, "big.iso");
        assertThat(bar.line(50 << 20, 100 << 20, 10_000_000_000L))
                .startsWith("big.iso ")
                .contains(" 50 %", "50.0 MiB", "5.0 MiB/s", "00:10");
        assertThat(bar.line(0, 0, 1)).contains("100 %");
        assertThat(bar.line(5, -1, 1_000_000_000L)).contains("5 B").doesNotContain("%");
    }

    @Test
    void nothingIsDrawnWhereThereIsNoTerminal() {
        var bar = new ProgressBar(new PrintStream(out, true, UTF_8), false, "big.iso");
        bar.update(1, 1);
        bar.end();
        assertThat(out.toByteArray()).isEmpty();
    }

    @Test
    void theEndIsAlwaysDrawn() {
        var bar = new ProgressBar(new PrintStream(out, true, UTF_8), true, "x");
        bar.update(1, 2);
        bar.update(2, 2);
        assertThat(out.toString(UTF_8)).contains("100 %");
    }
}
