package io.javamiko.transport;

import java.time.Duration;
import java.util.function.Consumer;

/**
 * Every limit and deadline of the transport, authentication and connection layers, in one place. Immutable:
 * {@link #DEFAULT}, and variants of it by {@link #with}. Nothing a peer sends can grow beyond one of them.
 */
public final class Limits {
    /** The longest identification line, its line end included (RFC 4253 §4.2). */
    public static final int IDENTIFICATION_LINE = 255;

    /** The lines that a client reads before the server's identification (RFC 4253 §4.2). */
    public static final int LINES_BEFORE_IDENTIFICATION = 1_024;

    /** The bytes of such a line, its line end included. */
    public static final int LINE_BEFORE_IDENTIFICATION = 8_192;

    /** The longest packet before authentication, in bytes with all that belongs to it (RFC 4253 §6.1). */
    public static final int PACKET_BEFORE_AUTH = 35_000;

    /** The {@code packet_length} that is read after authentication: 256 KiB and what surrounds them. */
    public static final int PACKET = 262_144 + 1_024;

    /** Packets under one key at which the connection ends if no key exchange came (RFC 4344 §3.1). */
    public static final long PACKETS_UNDER_ONE_KEY = 1L << 31;

    /** The least receive window of a channel in bytes, also where the connection's sum is spent. */
    public static final int LEAST_WINDOW = 32_768;

    /** The bytes of text in a banner or a prompt that a client takes. */
    public static final int AUTH_TEXT = 8_192;

    /** The limits that are used where none are named. */
    public static final Limits DEFAULT = new Limits(new LimitsBuilder());

    private final LimitsBuilder values; // private copy, never changed

    private Limits(LimitsBuilder values) {
        this.values = values;
    }

    /** The default limits with changes: {@code Limits.of(l -> l.keyExchangeTimeout(Duration.ofMinutes(1)))}. */
    public static Limits of(Consumer<LimitsBuilder> changes) {
        return DEFAULT.with(changes);
    }

    /** These limits with changes; this object stays as it is. */
    public Limits with(Consumer<LimitsBuilder> changes) {
        var builder = new LimitsBuilder(values);
        changes.accept(builder);
        return new Limits(new LimitsBuilder(builder)); // who kept the builder changes nothing
    }

    /** How long a TCP connection may take to open; 15 s. */
    public Duration connectTimeout() {
        return values.connectTimeout;
    }

    /** How long the peer may take to identify itself; 15 s. */
    public Duration identificationTimeout() {
        return values.identificationTimeout;
    }

    /** How long a key exchange may take, the first or a later one; 30 s. */
    public Duration keyExchangeTimeout() {
        return values.keyExchangeTimeout;
    }

    /** How long the server may take to answer an authentication request; 30 s. A person's typing does not count. */
    public Duration authenticationTimeout() {
        return values.authenticationTimeout;
    }

    /** How long the peer may take to open a channel or to answer a request; 30 s. */
    public Duration replyTimeout() {
        return values.replyTimeout;
    }

    /** How long {@code close} may take to send what is left; 2 s. */
    public Duration closeTimeout() {
        return values.closeTimeout;
    }

    /** How long a client of our server may take until it is authenticated; 60 s. */
    public Duration loginGraceTime() {
        return values.loginGraceTime;
    }

    /** Bits of the smallest Diffie-Hellman group that a server may choose, or that ours gives (RFC 8270); 2,048. */
    public int leastGroupBits() {
        return values.leastGroupBits;
    }

    /** Bits of the Diffie-Hellman group that a client asks for; 3,072, and never outside the other two. */
    public int preferredGroupBits() {
        return values.preferredGroupBits;
    }

    /** Bits of the largest Diffie-Hellman group that a server may choose, or that ours gives; 8,192. */
    public int mostGroupBits() {
        return values.mostGroupBits;
    }

    /** Bytes under one key after which the keys are exchanged again; 16 GiB, at most 1 GiB with blocks of 8 bytes. */
    public long rekeyBytes() {
        return values.rekeyBytes;
    }

    /** Packets under one key after which the keys are exchanged again; 2³⁰. */
    public long rekeyPackets() {
        return values.rekeyPackets;
    }

    /** Time after which the keys are exchanged again; 1 hour. */
    public Duration rekeyInterval() {
        return values.rekeyInterval;
    }

    /** Key exchanges in a minute that a peer may begin with under 512 KiB passed since the last; 60. */
    public int peerRekeys() {
        return values.peerRekeys;
    }

    /** Silence of the peer after which it is asked for a sign of life; zero is never; 30 s, a server 60 s. */
    public Duration keepaliveInterval(Role us) {
        return us == Role.CLIENT ? values.clientKeepaliveInterval : values.serverKeepaliveInterval;
    }

    /** Questions in a row that may go unanswered before the connection ends; 3. */
    public int keepaliveMisses() {
        return values.keepaliveMisses;
    }

    /** The first receive window of a channel in bytes; 2 MiB. */
    public int initialWindow() {
        return values.initialWindow;
    }

    /** What a channel's receive window may grow to, in bytes; 16 MiB. */
    public int maximumWindow() {
        return values.maximumWindow;
    }

    /** The sum of all receive windows of a connection in bytes; 64 MiB. */
    public long connectionWindow() {
        return values.connectionWindow;
    }

    /** The maximum packet size that is announced for a channel: bytes of data in one message; 32 KiB. */
    public int channelPacket() {
        return values.channelPacket;
    }

    /** Channels that a peer may have open at once; 1,024. */
    public int channels() {
        return values.channels;
    }

    /** Session channels that a peer may have open at once; 64. */
    public int sessions() {
        return values.sessions;
    }

    /** Bytes of answers that may wait to be sent, before authentication 64 KiB; a peer that makes more is disconnected. */
    public int answersBeforeAuth() {
        return values.answersBeforeAuth;
    }

    /** Bytes of answers that may wait to be sent, after authentication; 4 MiB. */
    public int answers() {
        return values.answers;
    }

    /** Failed authentication attempts that a server takes; 6. */
    public int authTries() {
        return values.authTries;
    }

    /** Keys that a client may ask about without a signature; 15. */
    public int keyQueries() {
        return values.keyQueries;
    }

    /** Authentication attempts that a client makes; 20. */
    public int clientAuthAttempts() {
        return values.clientAuthAttempts;
    }

    /** Bytes of a user name; 256. */
    public int userName() {
        return values.userName;
    }

    /** Bytes of a password; 1,024. */
    public int password() {
        return values.password;
    }

    /** Prompts in one keyboard-interactive request; 32. */
    public int prompts() {
        return values.prompts;
    }

    /** Requests in one keyboard-interactive authentication; 16. */
    public int promptRounds() {
        return values.promptRounds;
    }
}
