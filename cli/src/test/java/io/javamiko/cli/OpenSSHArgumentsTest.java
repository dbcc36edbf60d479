package io.javamiko.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

class OpenSSHArgumentsTest {
    @Test
    void optionsMayStandBehindTheDestination() {
        assertThat(reorder("host -p 22 -v ls -l")).isEqualTo("-p 22 -v -- host ls -l");
    }

    @Test
    void theCommandsOwnOptionsStayItsOwn() {
        assertThat(reorder("-vp 22 host ls -p x")).isEqualTo("-vp 22 -- host ls -p x");
        assertThat(reorder("-p22 host ls")).isEqualTo("-p22 -- host ls");
        assertThat(reorder("host -- -odd")).isEqualTo("-- host -odd");
        assertThat(reorder("--help")).isEqualTo("--help --");
        assertThat(reorder("--transcript file host ls")).isEqualTo("--transcript file -- host ls");
        assertThat(reorder("host --transcript=file ls --transcript x"))
                .isEqualTo("--transcript=file -- host ls --transcript x");
    }

    private static String reorder(String line) {
        return String.join(" ", OpenSSHArguments.reorder(line.split(" "), "plioLW", Set.of("--transcript")));
    }
}
