package io.javamiko.agent;

import io.javamiko.ProtocolException;
import io.javamiko.wire.WireReader;
import io.javamiko.wire.WireWriter;
import java.time.Duration;
import java.util.Optional;

/** Under which conditions an agent holds a key (RFC 9987 §5.2.7). Immutable. */
public final class KeyConstraints {
    /** None: the key stays until it is removed, and signs without asking. */
    public static final KeyConstraints NONE = new KeyConstraints(0, false);

    private static final long MAX_SECONDS = 0xffff_ffffL;

    private final long seconds; // 0 for no limit
    private final boolean confirmation;

    private KeyConstraints(long seconds, boolean confirmation) {
        this.seconds = seconds;
        this.confirmation = confirmation;
    }

    /**
     * The agent removes the key after this time.
     *
     * @param lifetime 1 s to 2³²−1 s; fractions of a second are cut off
     */
    public KeyConstraints withLifetime(Duration lifetime) {
        long value = lifetime.toSeconds();
        if (value < 1 || value > MAX_SECONDS) {
            throw new IllegalArgumentException("a key's lifetime is 1 to 4294967295 seconds, not " + lifetime);
        }
        return new KeyConstraints(value, confirmation);
    }

    /** The agent asks its user before each signature. */
    public KeyConstraints withConfirmation() {
        return new KeyConstraints(seconds, true);
    }

    /** How long the agent keeps the key; empty for as long as it runs. */
    public Optional<Duration> lifetime() {
        return seconds == 0 ? Optional.empty() : Optional.of(Duration.ofSeconds(seconds));
    }

    /** Whether the agent asks its user before each signature. */
    public boolean confirmation() {
        return confirmation;
    }

    boolean isEmpty() {
        return seconds == 0 && !confirmation;
    }

    void encode(WireWriter out) {
        if (seconds != 0) {
            out.uint8(AgentNumbers.CONSTRAIN_LIFETIME).uint32(seconds);
        }
        if (confirmation) {
            out.uint8(AgentNumbers.CONSTRAIN_CONFIRM);
        }
    }

    /** Reads to the end. What is not known, or comes twice, is refused: a key must not be held with less than was asked for. */
    static KeyConstraints decode(WireReader in) throws ProtocolException {
        var constraints = NONE;
        while (in.remaining() > 0) {
            int type = in.uint8();
            boolean again =
                    type == AgentNumbers.CONSTRAIN_LIFETIME ? constraints.seconds != 0 : constraints.confirmation;
            if (type == AgentNumbers.CONSTRAIN_LIFETIME && !again) {
                long seconds = in.uint32();
                if (seconds == 0) {
                    throw new ProtocolException("a key's lifetime must not be 0 s (RFC 9987 §5.2.7)");
                }
                constraints = new KeyConstraints(seconds, constraints.confirmation);
            } else if (type == AgentNumbers.CONSTRAIN_CONFIRM && !again) {
                constraints = constraints.withConfirmation();
            } else {
                throw new ProtocolException("a constraint of type " + type
                        + " is not known here, or came twice: the key is not taken (RFC 9987 §5.2.7)");
            }
        }
        return constraints;
    }

    @Override
    public String toString() {
        return (seconds == 0 ? "no limit" : seconds + " s") + (confirmation ? ", with confirmation" : "");
    }
}
