package io.javamiko.transport;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.javamiko.transport.IdentificationException.Kind;
import io.javamiko.transport.IdentificationException.Reason;
import java.net.SocketException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each cause is its own, says what to try, and says whether another attempt may help. */
class IdentificationFailureTest {
    @Test
    void silence() {
        var e = failure("").timedOut(Duration.ofSeconds(15), null);
        assertThat(e.reason()).isEqualTo(Reason.TIMED_OUT);
        assertThat(e.retryable()).isTrue();
        assertThat(e).hasMessageContainingAll("host:22", "sent nothing within 15000 ms", "identificationTimeout");
    }

    @Test
    void silenceAfterTheBeginning() {
        var e = failure("Welcome\r\nSSH-2.0-slo").timedOut(Duration.ofSeconds(2), null);
        assertThat(e.reason()).isEqualTo(Reason.TIMED_OUT);
        assertThat(e.received()).isEqualTo("Welcome\\r\\nSSH-2.0-slo");
        assertThat(e).hasMessageContainingAll("no whole SSH identification", "Welcome");
    }

    @Test
    void closedBeforeAByte() {
        var e = failure("").closed();
        assertThat(e.reason()).isEqualTo(Reason.CLOSED_BEFORE_A_BYTE);
        assertThat(e.retryable()).isTrue();
        assertThat(e).hasMessageContainingAll("MaxStartups", "firewall");
    }

    @Test
    void closedInTheMiddle() {
        var line = failure("SSH-2.0-Ope").closed();
        assertThat(line.reason()).isEqualTo(Reason.CLOSED_IN_THE_MIDDLE);
        assertThat(line.retryable()).isTrue();
        var text = failure("Exceeded MaxStartups\r\n").closed();
        assertThat(text.reason()).isEqualTo(Reason.CLOSED_IN_THE_MIDDLE);
        assertThat(text.kind()).isEqualTo(Kind.TEXT);
        assertThat(text.retryable()).isTrue();
        assertThat(text).hasMessageContaining("Exceeded MaxStartups");
    }

    @Test
    void closedAfterSomethingElse() {
        var e = failure("HTTP/1.0 4").closed();
        assertThat(e.reason()).isEqualTo(Reason.NOT_SSH);
        assertThat(e.kind()).isEqualTo(Kind.HTTP);
        assertThat(e.retryable()).isFalse();
        assertThat(e).hasMessageContaining("web server");
    }

    @Test
    void reset() {
        var cause = new SocketException("Connection reset");
        var e = failure("").reset(cause);
        assertThat(e.reason()).isEqualTo(Reason.RESET);
        assertThat(e.retryable()).isTrue();
        assertThat(e).hasMessageContaining("reset").hasCause(cause);
    }

    @ParameterizedTest
    @EnumSource(
            value = Reason.class,
            names = {"LINE_TOO_LONG", "TOO_MANY_LINES", "PROTOCOL_1", "NUL_BYTE", "NOT_SSH"})
    void whatWasRefusedIsNotTriedAgain(Reason reason) {
        var e = failure("SSH-1.5-\u001b]0;title\u0007").refused(reason);
        assertThat(e.reason()).isEqualTo(reason);
        assertThat(e.retryable()).isFalse();
        assertThat(e.getMessage()).contains("host:22", "\\x1b]0;title\\x07").doesNotContain("\u001b", "\u0007");
    }

    @Test
    void onlySSH1IsCalledBroken() {
        assertThat(failure("SSH-1.5-old\r\n").refused(Reason.PROTOCOL_1)).hasMessageContaining("SSH 1 was broken");
        assertThat(failure("SSH-3.0-new\r\n").refused(Reason.PROTOCOL_1))
                .hasMessageContaining("does not speak SSH 2.0")
                .hasMessageNotContaining("SSH 1");
    }

    @Test
    void aServerGetsNoAdviceForClients() {
        var failure = new IdentificationFailure(Role.SERVER, "10.0.0.1:5", new byte[0]);
        assertThat(failure.closed().getMessage()).doesNotContain("MaxStartups");
        assertThat(failure.timedOut(Duration.ofSeconds(1), null).getMessage()).doesNotContain("identificationTimeout");
        assertThat(failure.reset(null).getMessage()).doesNotContain("firewall");
    }

    @Test
    void ourOwnIdentificationIsAsTheRFCWantsIt() {
        assertThat(new String(Identification.JAVAMIKO.wireBytes(), ISO_8859_1))
                .matches("SSH-2\\.0-[\\x21-\\x2c\\x2e-\\x7e]+( [\\x20-\\x7e]*)?\r\n")
                .hasSizeLessThanOrEqualTo(255);
        assertThat(Identification.of("a_1 comment - with anything")).hasToString("SSH-2.0-a_1 comment - with anything");
        assertThat(Identification.of("x".repeat(245)).wireBytes()).hasSize(255);
        assertThat(new Identification("SSH-1.99-Cisco-1.25 \u001b".getBytes(ISO_8859_1)).software())
                .isEqualTo("Cisco-1.25 \\x1b");
        assertThat(new Identification("SSH-2.0-".getBytes(ISO_8859_1)).software())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " comment", "a-b", "a\n", "\u00e4", "a\0"})
    void anIdentificationThatIsNoneIsRefused(String software) {
        assertThatThrownBy(() -> Identification.of(software)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void anIdentificationThatIsTooLongIsRefused() {
        assertThatThrownBy(() -> Identification.of("x".repeat(246)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("245");
    }

    private static IdentificationFailure failure(String received) {
        return new IdentificationFailure(Role.CLIENT, "host:22", received.getBytes(ISO_8859_1));
    }
}
