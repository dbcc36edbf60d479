package io.javamiko.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.time.Duration;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class LimitsTest {
    static Stream<Arguments> numbers() {
        return Stream.of(
                number("rekeyBytes", LimitsBuilder::rekeyBytes, Limits::rekeyBytes, 1 << 16, 1L << 40, 16L << 30),
                number("rekeyPackets", LimitsBuilder::rekeyPackets, Limits::rekeyPackets, 16, 1L << 30, 1L << 30),
                integer("peerRekeys", LimitsBuilder::peerRekeys, l -> (long) l.peerRekeys(), 1, 1_000_000, 60),
                integer("keepaliveMisses", LimitsBuilder::keepaliveMisses, l -> (long) l.keepaliveMisses(), 1, 1000, 3),
                integer(
                        "initialWindow",
                        LimitsBuilder::initialWindow,
                        l -> (long) l.initialWindow(),
                        32_768,
                        1 << 30,
                        2 << 20),
                integer(
                        "maximumWindow",
                        LimitsBuilder::maximumWindow,
                        l -> (long) l.maximumWindow(),
                        32_768,
                        1 << 30,
                        16 << 20),
                number(
                        "connectionWindow",
                        LimitsBuilder::connectionWindow,
                        Limits::connectionWindow,
                        32_768,
                        1L << 40,
                        64 << 20),
                integer(
                        "channelPacket",
                        LimitsBuilder::channelPacket,
                        l -> (long) l.channelPacket(),
                        1024,
                        262_144,
                        32_768),
                integer(
                        "leastGroupBits",
                        LimitsBuilder::leastGroupBits,
                        l -> (long) l.leastGroupBits(),
                        1024,
                        8192,
                        2048),
                integer(
                        "preferredGroupBits",
                        LimitsBuilder::preferredGroupBits,
                        l -> (long) l.preferredGroupBits(),
                        1024,
                        8192,
                        3072),
                integer("mostGroupBits", LimitsBuilder::mostGroupBits, l -> (long) l.mostGroupBits(), 1024, 8192, 8192),
                integer("channels", LimitsBuilder::channels, l -> (long) l.channels(), 1, 100_000, 1024),
                integer("sessions", LimitsBuilder::sessions, l -> (long) l.sessions(), 0, 100_000, 64),
                integer(
                        "answersBeforeAuth",
                        LimitsBuilder::answersBeforeAuth,
                        l -> (long) l.answersBeforeAuth(),
                        4096,
                        1 << 30,
                        65_536),
                integer("answers", LimitsBuilder::answers, l -> (long) l.answers(), 65_536, 1 << 30, 4 << 20),
                integer("authTries", LimitsBuilder::authTries, l -> (long) l.authTries(), 1, 1000, 6),
                integer("keyQueries", LimitsBuilder::keyQueries, l -> (long) l.keyQueries(), 0, 1000, 15),
                integer(
                        "clientAuthAttempts",
                        LimitsBuilder::clientAuthAttempts,
                        l -> (long) l.clientAuthAttempts(),
                        1,
                        1000,
                        20),
                integer("userName", LimitsBuilder::userName, l -> (long) l.userName(), 1, 16_384, 256),
                integer("password", LimitsBuilder::password, l -> (long) l.password(), 1, 16_384, 1024),
                integer("prompts", LimitsBuilder::prompts, l -> (long) l.prompts(), 1, 256, 32),
                integer("promptRounds", LimitsBuilder::promptRounds, l -> (long) l.promptRounds(), 1, 1000, 16));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("numbers")
    void aNumberHasItsDefaultAndItsRange(
            String name,
            BiConsumer<LimitsBuilder, Long> set,
            Function<Limits, Long> get,
            long least,
            long most,
            long standard) {
        assertThat(get.apply(Limits.DEFAULT)).isEqualTo(standard);
        for (long good : new long[] {least, most}) {
            assertThat(get.apply(Limits.of(l -> set.accept(l, good)))).isEqualTo(good);
        }
        for (long bad : new long[] {least - 1, most + 1}) {
            assertThatThrownBy(() -> Limits.of(l -> set.accept(l, bad)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(name)
                    .hasMessageContaining(Long.toString(bad));
        }
    }

    static Stream<Arguments> durations() {
        return Stream.of(
                duration("connectTimeout", LimitsBuilder::connectTimeout, Limits::connectTimeout, 15),
                duration(
                        "identificationTimeout",
                        LimitsBuilder::identificationTimeout,
                        Limits::identificationTimeout,
                        15),
                duration("keyExchangeTimeout", LimitsBuilder::keyExchangeTimeout, Limits::keyExchangeTimeout, 30),
                duration(
                        "authenticationTimeout",
                        LimitsBuilder::authenticationTimeout,
                        Limits::authenticationTimeout,
                        30),
                duration("replyTimeout", LimitsBuilder::replyTimeout, Limits::replyTimeout, 30),
                duration("closeTimeout", LimitsBuilder::closeTimeout, Limits::closeTimeout, 2),
                duration("loginGraceTime", LimitsBuilder::loginGraceTime, Limits::loginGraceTime, 60),
                duration("rekeyInterval", LimitsBuilder::rekeyInterval, Limits::rekeyInterval, 3600),
                duration(
                        "clientKeepaliveInterval",
                        LimitsBuilder::clientKeepaliveInterval,
                        l -> l.keepaliveInterval(Role.CLIENT),
                        30),
                duration(
                        "serverKeepaliveInterval",
                        LimitsBuilder::serverKeepaliveInterval,
                        l -> l.keepaliveInterval(Role.SERVER),
                        60));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("durations")
    void aDurationHasItsDefaultAndItsRange(
            String name, BiConsumer<LimitsBuilder, Duration> set, Function<Limits, Duration> get, int seconds) {
        assertThat(get.apply(Limits.DEFAULT)).isEqualTo(Duration.ofSeconds(seconds));
        for (var good : new Duration[] {Duration.ofMillis(1), Duration.ofDays(365)}) {
            assertThat(get.apply(Limits.of(l -> set.accept(l, good)))).isEqualTo(good);
        }
        for (var bad : new Duration[] {Duration.ofNanos(999_999), Duration.ofDays(366), Duration.ofMillis(-1)}) {
            assertThatThrownBy(() -> Limits.of(l -> set.accept(l, bad)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(name);
        }
    }

    @Test
    void keepaliveIsTurnedOffByZeroAndNothingElseIs() {
        var off = Limits.of(l -> l.clientKeepaliveInterval(Duration.ZERO).serverKeepaliveInterval(Duration.ZERO));
        assertThat(off.keepaliveInterval(Role.CLIENT)).isZero();
        assertThat(off.keepaliveInterval(Role.SERVER)).isZero();
        assertThatThrownBy(() -> Limits.of(l -> l.connectTimeout(Duration.ZERO)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whoKeepsTheBuilderChangesNothing() {
        var kept = new LimitsBuilder[1];
        var limits = Limits.of(l -> kept[0] = l.authTries(2));
        kept[0].authTries(9);
        assertThat(limits.authTries()).isEqualTo(2);
        assertThat(limits.with(l -> l.channels(5)).authTries()).isEqualTo(2);
        assertThat(limits.channels()).isEqualTo(1024);
        assertThat(Limits.DEFAULT.authTries()).isEqualTo(6);
    }

    private static Arguments number(
            String name,
            BiConsumer<LimitsBuilder, Long> set,
            Function<Limits, Long> get,
            long least,
            long most,
            long standard) {
        return arguments(name, set, get, least, most, standard);
    }

    private static Arguments integer(
            String name,
            BiConsumer<LimitsBuilder, Integer> set,
            Function<Limits, Long> get,
            long least,
            long most,
            long standard) {
        BiConsumer<LimitsBuilder, Long> narrowed = (builder, value) -> set.accept(builder, Math.toIntExact(value));
        return arguments(name, narrowed, get, least, most, standard);
    }

    private static Arguments duration(
            String name, BiConsumer<LimitsBuilder, Duration> set, Function<Limits, Duration> get, int seconds) {
        return arguments(name, set, get, seconds);
    }
}
