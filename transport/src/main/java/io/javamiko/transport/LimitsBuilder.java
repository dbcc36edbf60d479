package io.javamiko.transport;

import java.time.Duration;
import java.util.Objects;

/** Changes {@link Limits}, each within its range; of no use after the call that it was made for. Not thread-safe. */
public final class LimitsBuilder {
    private static final Duration SHORTEST = Duration.ofMillis(1);
    private static final Duration LONGEST = Duration.ofDays(365);

    Duration connectTimeout = Duration.ofSeconds(15);
    Duration identificationTimeout = Duration.ofSeconds(15);
    Duration keyExchangeTimeout = Duration.ofSeconds(30);
    Duration authenticationTimeout = Duration.ofSeconds(30);
    Duration replyTimeout = Duration.ofSeconds(30);
    Duration closeTimeout = Duration.ofSeconds(2);
    Duration loginGraceTime = Duration.ofSeconds(60);
    int leastGroupBits = 2_048;
    int preferredGroupBits = 3_072;
    int mostGroupBits = 8_192;
    long rekeyBytes = 16L << 30;
    long rekeyPackets = 1L << 30;
    Duration rekeyInterval = Duration.ofHours(1);
    int peerRekeys = 60;
    Duration clientKeepaliveInterval = Duration.ofSeconds(30);
    Duration serverKeepaliveInterval = Duration.ofSeconds(60);
    int keepaliveMisses = 3;
    int initialWindow = 2 << 20;
    int maximumWindow = 16 << 20;
    long connectionWindow = 64L << 20;
    int channelPacket = 32 << 10;
    int channels = 1_024;
    int sessions = 64;
    int answersBeforeAuth = 64 << 10;
    int answers = 4 << 20;
    int authTries = 6;
    int keyQueries = 15;
    int clientAuthAttempts = 20;
    int userName = 256;
    int password = 1_024;
    int prompts = 32;
    int promptRounds = 16;

    LimitsBuilder() {}

    LimitsBuilder(LimitsBuilder other) {
        connectTimeout = other.connectTimeout;
        identificationTimeout = other.identificationTimeout;
        keyExchangeTimeout = other.keyExchangeTimeout;
        authenticationTimeout = other.authenticationTimeout;
        replyTimeout = other.replyTimeout;
        closeTimeout = other.closeTimeout;
        loginGraceTime = other.loginGraceTime;
        leastGroupBits = other.leastGroupBits;
        preferredGroupBits = other.preferredGroupBits;
        mostGroupBits = other.mostGroupBits;
        rekeyBytes = other.rekeyBytes;
        rekeyPackets = other.rekeyPackets;
        rekeyInterval = other.rekeyInterval;
        peerRekeys = other.peerRekeys;
        clientKeepaliveInterval = other.clientKeepaliveInterval;
        serverKeepaliveInterval = other.serverKeepaliveInterval;
        keepaliveMisses = other.keepaliveMisses;
        initialWindow = other.initialWindow;
        maximumWindow = other.maximumWindow;
        connectionWindow = other.connectionWindow;
        channelPacket = other.channelPacket;
        channels = other.channels;
        sessions = other.sessions;
        answersBeforeAuth = other.answersBeforeAuth;
        answers = other.answers;
        authTries = other.authTries;
        keyQueries = other.keyQueries;
        clientAuthAttempts = other.clientAuthAttempts;
        userName = other.userName;
        password = other.password;
        prompts = other.prompts;
        promptRounds = other.promptRounds;
    }

    /** {@link Limits#connectTimeout}: 1 ms to a year. */
    public LimitsBuilder connectTimeout(Duration value) {
        connectTimeout = checked("connectTimeout", value);
        return this;
    }

    /** {@link Limits#identificationTimeout}: 1 ms to a year. */
    public LimitsBuilder identificationTimeout(Duration value) {
        identificationTimeout = checked("identificationTimeout", value);
        return this;
    }

    /** {@link Limits#keyExchangeTimeout}: 1 ms to a year. */
    public LimitsBuilder keyExchangeTimeout(Duration value) {
        keyExchangeTimeout = checked("keyExchangeTimeout", value);
        return this;
    }

    /** {@link Limits#authenticationTimeout}: 1 ms to a year. */
    public LimitsBuilder authenticationTimeout(Duration value) {
        authenticationTimeout = checked("authenticationTimeout", value);
        return this;
    }

    /** {@link Limits#replyTimeout}: 1 ms to a year. */
    public LimitsBuilder replyTimeout(Duration value) {
        replyTimeout = checked("replyTimeout", value);
        return this;
    }

    /** {@link Limits#closeTimeout}: 1 ms to a year. */
    public LimitsBuilder closeTimeout(Duration value) {
        closeTimeout = checked("closeTimeout", value);
        return this;
    }

    /** {@link Limits#loginGraceTime}: 1 ms to a year. */
    public LimitsBuilder loginGraceTime(Duration value) {
        loginGraceTime = checked("loginGraceTime", value);
        return this;
    }

    /** {@link Limits#leastGroupBits}: 1,024 (for old devices) to 8,192. */
    public LimitsBuilder leastGroupBits(int value) {
        leastGroupBits = (int) checked("leastGroupBits", value, 1_024, 8_192);
        return this;
    }

    /** {@link Limits#preferredGroupBits}: 1,024 to 8,192. */
    public LimitsBuilder preferredGroupBits(int value) {
        preferredGroupBits = (int) checked("preferredGroupBits", value, 1_024, 8_192);
        return this;
    }

    /** {@link Limits#mostGroupBits}: 1,024 to 8,192; the least, if that is more, counts. */
    public LimitsBuilder mostGroupBits(int value) {
        mostGroupBits = (int) checked("mostGroupBits", value, 1_024, 8_192);
        return this;
    }

    /** {@link Limits#rekeyBytes}: 65,536 to 2⁴⁰ bytes. */
    public LimitsBuilder rekeyBytes(long value) {
        rekeyBytes = checked("rekeyBytes", value, 1L << 16, 1L << 40);
        return this;
    }

    /** {@link Limits#rekeyPackets}: 16 to 2³⁰. */
    public LimitsBuilder rekeyPackets(long value) {
        rekeyPackets = checked("rekeyPackets", value, 16, 1L << 30);
        return this;
    }

    /** {@link Limits#rekeyInterval}: 1 ms to a year. */
    public LimitsBuilder rekeyInterval(Duration value) {
        rekeyInterval = checked("rekeyInterval", value);
        return this;
    }

    /** {@link Limits#peerRekeys}: 1 to 1,000,000. */
    public LimitsBuilder peerRekeys(int value) {
        peerRekeys = (int) checked("peerRekeys", value, 1, 1_000_000);
        return this;
    }

    /** {@link Limits#keepaliveInterval} of a client: zero for never, or 1 ms to a year. */
    public LimitsBuilder clientKeepaliveInterval(Duration value) {
        clientKeepaliveInterval = value.isZero() ? value : checked("clientKeepaliveInterval", value);
        return this;
    }

    /** {@link Limits#keepaliveInterval} of a server: zero for never, or 1 ms to a year. */
    public LimitsBuilder serverKeepaliveInterval(Duration value) {
        serverKeepaliveInterval = value.isZero() ? value : checked("serverKeepaliveInterval", value);
        return this;
    }

    /** {@link Limits#keepaliveMisses}: 1 to 1,000. */
    public LimitsBuilder keepaliveMisses(int value) {
        keepaliveMisses = (int) checked("keepaliveMisses", value, 1, 1_000);
        return this;
    }

    /** {@link Limits#initialWindow}: 32,768 to 2³⁰ bytes. */
    public LimitsBuilder initialWindow(int value) {
        initialWindow = (int) checked("initialWindow", value, Limits.LEAST_WINDOW, 1 << 30);
        return this;
    }

    /** {@link Limits#maximumWindow}: 32,768 to 2³⁰ bytes. */
    public LimitsBuilder maximumWindow(int value) {
        maximumWindow = (int) checked("maximumWindow", value, Limits.LEAST_WINDOW, 1 << 30);
        return this;
    }

    /** {@link Limits#connectionWindow}: 32,768 to 2⁴⁰ bytes. */
    public LimitsBuilder connectionWindow(long value) {
        connectionWindow = checked("connectionWindow", value, Limits.LEAST_WINDOW, 1L << 40);
        return this;
    }

    /** {@link Limits#channelPacket}: 1,024 to 262,144 bytes. */
    public LimitsBuilder channelPacket(int value) {
        channelPacket = (int) checked("channelPacket", value, 1 << 10, 256 << 10);
        return this;
    }

    /** {@link Limits#channels}: 1 to 100,000. */
    public LimitsBuilder channels(int value) {
        channels = (int) checked("channels", value, 1, 100_000);
        return this;
    }

    /** {@link Limits#sessions}: 0 to 100,000. */
    public LimitsBuilder sessions(int value) {
        sessions = (int) checked("sessions", value, 0, 100_000);
        return this;
    }

    /** {@link Limits#answersBeforeAuth}: 4,096 to 2³⁰ bytes. */
    public LimitsBuilder answersBeforeAuth(int value) {
        answersBeforeAuth = (int) checked("answersBeforeAuth", value, 4 << 10, 1 << 30);
        return this;
    }

    /** {@link Limits#answers}: 65,536 to 2³⁰ bytes. */
    public LimitsBuilder answers(int value) {
        answers = (int) checked("answers", value, 64 << 10, 1 << 30);
        return this;
    }

    /** {@link Limits#authTries}: 1 to 1,000. */
    public LimitsBuilder authTries(int value) {
        authTries = (int) checked("authTries", value, 1, 1_000);
        return this;
    }

    /** {@link Limits#keyQueries}: 0 to 1,000. */
    public LimitsBuilder keyQueries(int value) {
        keyQueries = (int) checked("keyQueries", value, 0, 1_000);
        return this;
    }

    /** {@link Limits#clientAuthAttempts}: 1 to 1,000. */
    public LimitsBuilder clientAuthAttempts(int value) {
        clientAuthAttempts = (int) checked("clientAuthAttempts", value, 1, 1_000);
        return this;
    }

    /** {@link Limits#userName}: 1 to 16,384. */
    public LimitsBuilder userName(int value) {
        userName = (int) checked("userName", value, 1, 16 << 10);
        return this;
    }

    /** {@link Limits#password}: 1 to 16,384. */
    public LimitsBuilder password(int value) {
        password = (int) checked("password", value, 1, 16 << 10);
        return this;
    }

    /** {@link Limits#prompts}: 1 to 256. */
    public LimitsBuilder prompts(int value) {
        prompts = (int) checked("prompts", value, 1, 256);
        return this;
    }

    /** {@link Limits#promptRounds}: 1 to 1,000. */
    public LimitsBuilder promptRounds(int value) {
        promptRounds = (int) checked("promptRounds", value, 1, 1_000);
        return this;
    }

    private static Duration checked(String what, Duration value) {
        Objects.requireNonNull(value, what);
        if (value.compareTo(SHORTEST) < 0 || value.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(what + " must be 1 ms to 365 days, not " + value);
        }
        return value;
    }

    private static long checked(String what, long value, long least, long most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(what + " must be " + least + " to " + most + ", not " + value);
        }
        return value;
    }
}
