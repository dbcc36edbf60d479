package io.javamiko.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.javamiko.keys.certificates.Certificate;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValidityIntervalTest {
    private static final Instant NOW = Instant.parse("2026-01-10T00:00:00Z");

    private static ValidityInterval parse(String text) {
        return ValidityInterval.parse(text, NOW, ZoneId.of("Europe/Berlin"));
    }

    /** The manual's examples. */
    @ParameterizedTest
    @CsvSource({
        "+52w1d,                           2026-01-09T23:59:00Z, 2027-01-10T00:00:00Z",
        "-4w:+4w,                          2025-12-13T00:00:00Z, 2026-02-07T00:00:00Z",
        "20100101123000:20110101123000,    2010-01-01T11:30:00Z, 2011-01-01T11:30:00Z",
        "20100101123000Z:20110101123000Z,  2010-01-01T12:30:00Z, 2011-01-01T12:30:00Z",
        "-1d:20300101,                     2026-01-09T00:00:00Z, 2029-12-31T23:00:00Z",
        "0x1:0x70000000,                   1970-01-01T00:00:01Z, 2029-07-18T05:49:52Z",
        "always:203001010000Z,             1970-01-01T00:00:00Z, 2030-01-01T00:00:00Z",
    })
    void timesAreReadAsTheManualSays(String text, Instant after, Instant before) {
        assertThat(parse(text)).isEqualTo(new ValidityInterval(after, before));
    }

    @Test
    void itMayHaveNoEnd() {
        assertThat(parse("-1m:forever").before()).isEqualTo(Certificate.FOREVER);
        assertThat(parse("always:forever")).isEqualTo(ValidityInterval.ALWAYS);
        assertThat(parse("0x0:0xffffffffffffffff")).isEqualTo(ValidityInterval.ALWAYS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ":", "x", "+1d:+1d", "forever:+1d", "+1d:", "20260230", "0xg:forever", "+1d:-1d"})
    void whatIsNoIntervalIsRefused(String text) {
        assertThatThrownBy(() -> parse(text)).isInstanceOf(UsageException.class);
    }
}
