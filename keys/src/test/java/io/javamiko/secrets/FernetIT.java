package io.javamiko.secrets;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Tokens, to and from the {@code cryptography} package of this machine's Python. */
@Tag("peers")
class FernetIT {
    private static final char[] KEY = Fernet.generateKey();

    private static String python(String expression, String argument) throws Exception {
        var process = new ProcessBuilder(
                        "/usr/bin/python3",
                        "-c",
                        "import sys; from cryptography.fernet import Fernet; f = Fernet(sys.argv[1]); "
                                + "sys.stdout.write((" + expression + ").decode())",
                        new String(KEY),
                        argument)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        process.getOutputStream().close();
        String text = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
        return text;
    }

    @Test
    void itReadsWhatWeWrite() throws Exception {
        try (var fernet = Fernet.of(KEY)) {
            assertThat(python("f.decrypt(sys.argv[2].encode(), ttl=60)", fernet.encrypt("a secret ☃".getBytes(UTF_8))))
                    .isEqualTo("a secret ☃");
        }
    }

    @Test
    void weReadWhatItWrites() throws Exception {
        try (var fernet = Fernet.of(KEY)) {
            String token = python("f.encrypt(sys.argv[2].encode())", "a secret ☃");
            assertThat(fernet.decrypt(token, Duration.ofSeconds(60)))
                    .asString(UTF_8)
                    .isEqualTo("a secret ☃");
        }
    }

    @Test
    void weReadWithAKeyThatItMade() throws Exception {
        String both = python("(lambda k: k + b' ' + Fernet(k).encrypt(b'x'))(Fernet.generate_key())", "");
        String[] words = both.split(" ", -1);
        try (var fernet = Fernet.of(words[0].toCharArray())) {
            assertThat(fernet.decrypt(words[1])).containsExactly('x');
        }
    }
}
