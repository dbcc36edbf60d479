package io.javamiko.secrets;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.javamiko.secrets.InvalidTokenException.Reason;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Vectors are those of the specification: generate.json, verify.json, invalid.json. */
class FernetTest {
    private static final char[] KEY = "cw_0x689RpI-jtRR7oE8h_eQsKImvJapLeSbXpwF4e4=".toCharArray();
    private static final String TOKEN =
            "gAAAAAAdwJ6wAAECAwQFBgcICQoLDA0ODy021cpGVWKZ_eEwCGM4BLLF_5CV9dOPmrhuVUPgJobwOz7JcbmrR64jVmpU4IwqDA==";

    /** Gives 0, 1, 2, … */
    private static final class Counting extends SecureRandom {
        private static final long serialVersionUID = 1L;

        @Override
        public void nextBytes(byte[] bytes) {
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = (byte) i;
            }
        }
    }

    private static Fernet at(String now, char[]... keys) {
        var clock = Clock.fixed(OffsetDateTime.parse(now).toInstant(), ZoneOffset.UTC);
        return Fernet.of(List.of(keys), new Counting(), clock);
    }

    @Test
    void theTokenOfTheSpecificationIsGenerated() {
        assertThat(at("1985-10-26T01:20:00-07:00", KEY).encrypt("hello".getBytes(UTF_8)))
                .isEqualTo(TOKEN);
    }

    @Test
    void theTokenOfTheSpecificationIsVerified() throws Exception {
        assertThat(at("1985-10-26T01:20:01-07:00", KEY).decrypt(TOKEN, Duration.ofSeconds(60)))
                .asString(UTF_8)
                .isEqualTo("hello");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "incorrect mac, WRONG_KEY, gAAAAAAdwJ6xAAECAwQFBgcICQoLDA0OD3HkMATM5lFqGaerZ-fWPAl1-szkFVzXTuGb4hR8AKtwcaX1YdykQUFBQUFBQUFBQQ==",
        "too short, MALFORMED, gAAAAAAdwJ6xAAECAwQFBgcICQoLDA0OD3HkMATM5lFqGaerZ-fWPA==",
        "invalid base64, MALFORMED, %%%%%%%%%%%%%AECAwQFBgcICQoLDA0OD3HkMATM5lFqGaerZ-fWPAl1-szkFVzXTuGb4hR8AKtwcaX1YdykRtfsH-p1YsUD2Q==",
        "payload size not multiple of block size, MALFORMED, gAAAAAAdwJ6xAAECAwQFBgcICQoLDA0OD3HkMATM5lFqGaerZ-fWPOm73QeoCk9uGib28Xe5vz6oxq5nmxbx_v7mrfyudzUm",
        "payload padding error, WRONG_KEY, gAAAAAAdwJ6xAAECAwQFBgcICQoLDA0ODz4LEpdELGQAad7aNEHbf-JkLPIpuiYRLQ3RtXatOYREu2FWke6CnJNYIbkuKNqOhw==",
        "far-future TS (unacceptable clock skew), FROM_THE_FUTURE, gAAAAAAdwStRAAECAwQFBgcICQoLDA0OD3HkMATM5lFqGaerZ-fWPAnja1xKYyhd-Y6mSkTOyTGJmw2Xc2a6kBd-iX9b_qXQcw==",
        "incorrect IV (causes padding error), WRONG_KEY, gAAAAAAdwJ6xBQECAwQFBgcICQoLDA0OD3HkMATM5lFqGaerZ-fWPAkLhFLHpGtDBRLRTZeUfWgHSv49TF2AUEZ1TIvcZjK1zQ==",
        "trailing characters after b64 padding, MALFORMED, gAAAAAAdwJ6wAAECAwQFBgcICQoLDA0ODy021cpGVWKZ_eEwCGM4BLLF_5CV9dOPmrhuVUPgJobwOz7JcbmrR64jVmpU4IwqDA==trailingdata",
        "invalid characters in b64, MALFORMED, *gAAAAAAdwJ6wAAECAwQFBgcI!CQoLDA0ODy021?cpGVWKZ_eEwC@GM4BLLF_5CV9dOPmrhuVUPgJobwOz7JcbmrR64jVmpU4IwqDA==",
        "invalid non-urlsafe characters in b64, MALFORMED, gAAAAAAdwJ6wAAEC/AwQFBgcICQoLDA0ODy+021cpGVWKZ_eEwCGM4BLLF_5CV9dOPmrhuVUPgJobwOz7JcbmrR64jVmpU4IwqDA=="
    })
    void theInvalidTokensOfTheSpecificationAreRefused(String description, Reason reason, String token) {
        assertRefused(reason, at("1985-10-26T01:20:01-07:00", KEY), token);
    }

    @Test
    void anOldTokenIsRefusedIfATimeToLiveIsGiven() throws Exception {
        String token = // "expired TTL"
                "gAAAAAAdwJ6xAAECAwQFBgcICQoLDA0OD3HkMATM5lFqGaerZ-fWPAl1-szkFVzXTuGb4hR8AKtwcaX1YdykRtfsH-p1YsUD2Q==";
        var late = at("1985-10-26T01:21:31-07:00", KEY);
        assertRefused(Reason.EXPIRED, late, token);
        assertThat(late.decrypt(token)).isEmpty();
        assertThat(at("1985-10-26T01:21:01-07:00", KEY).decrypt(token, Duration.ofSeconds(60)))
                .isEmpty(); // at the limit
    }

    @Test
    void clocksMayDifferByAMinute() throws Exception {
        assertThat(at("1985-10-26T01:19:00-07:00", KEY).decrypt(TOKEN, Duration.ZERO))
                .asString(UTF_8)
                .isEqualTo("hello");
        assertRefused(Reason.FROM_THE_FUTURE, at("1985-10-26T01:18:59-07:00", KEY), TOKEN);
    }

    private static void assertRefused(Reason reason, Fernet fernet, String token) {
        assertThatThrownBy(() -> fernet.decrypt(token, Duration.ofSeconds(60)))
                .isInstanceOfSatisfying(
                        InvalidTokenException.class, e -> assertThat(e.reason()).isEqualTo(reason));
    }

    @Test
    void aTokenRotatedKeepsItsTimeAndNeedsTheNewKeyAlone() throws Exception {
        char[] newKey = Fernet.generateKey();
        String rotated;
        try (var both = at("2026-01-01T00:00:00Z", newKey, KEY)) {
            assertThat(both.decrypt(TOKEN)).asString(UTF_8).isEqualTo("hello");
            rotated = both.rotate(TOKEN);
            assertThat(both.decrypt(both.encrypt(new byte[0]))).isEmpty();
        }
        assertThat(rotated).isNotEqualTo(TOKEN).startsWith("gAAAAAAdwJ6w");
        assertThat(at("1985-10-26T01:20:01-07:00", newKey).decrypt(rotated, Duration.ofSeconds(60)))
                .asString(UTF_8)
                .isEqualTo("hello");
        assertRefused(Reason.WRONG_KEY, at("1985-10-26T01:20:01-07:00", KEY), rotated);
    }

    @Test
    void messagesOfEveryLengthComeBack() throws Exception {
        try (var fernet = Fernet.of(Fernet.generateKey())) {
            for (int length = 0; length < 70; length++) {
                byte[] message = new byte[length];
                Arrays.fill(message, (byte) length);
                assertThat(fernet.decrypt(fernet.encrypt(message), Duration.ofMinutes(1)))
                        .isEqualTo(message);
            }
        }
    }

    @Test
    void twoTokensOfOneMessageDiffer() {
        try (var fernet = Fernet.of(Fernet.generateKey())) {
            assertThat(fernet.encrypt(new byte[1])).isNotEqualTo(fernet.encrypt(new byte[1]));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "short",
                "cw_0x689RpI-jtRR7oE8h_eQsKImvJapLeSbXpwF4e4",
                "cw_0x689RpI-jtRR7oE8h/eQsKImvJapLeSbXpwF4e4="
            })
    void whatIsNoKeyIsRefusedWithoutShowingIt(String key) {
        assertThatThrownBy(() -> Fernet.of(key.toCharArray()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("44 characters")
                .hasNoCause();
        assertThatThrownBy(Fernet::of).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aClosedOneDoesNothing() {
        var fernet = Fernet.of(KEY);
        fernet.close();
        assertThatThrownBy(() -> fernet.decrypt(TOKEN)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> fernet.encrypt(new byte[1])).isInstanceOf(IllegalStateException.class);
        assertThat(fernet.toString()).doesNotContain("cw_0");
    }
}
