package io.javamiko.agent;

import java.time.Duration;
import java.util.Objects;
import java.util.function.LongSupplier;

/** Changes what an {@link AgentKeyring} does, within the call that it was made for. Not thread-safe. */
public final class AgentKeyringOptions {
    KeyConfirmation confirmation; // null: nobody can be asked
    Duration defaultLifetime; // null for none
    int maximumKeys = 256;
    LongSupplier nanoTime = System::nanoTime;

    AgentKeyringOptions() {}

    AgentKeyringOptions(AgentKeyringOptions other) {
        confirmation = other.confirmation;
        defaultLifetime = other.defaultLifetime;
        maximumKeys = other.maximumKeys;
        nanoTime = other.nanoTime;
    }

    /** Asks a person before keys that want it sign; nobody by default, and then such keys are refused. */
    public AgentKeyringOptions confirmation(KeyConfirmation value) {
        confirmation = Objects.requireNonNull(value);
        return this;
    }

    /** How long keys stay that come without a lifetime, at least 1 s; for ever by default. */
    public AgentKeyringOptions defaultLifetime(Duration value) {
        if (value.toSeconds() < 1) {
            throw new IllegalArgumentException("a key's lifetime is at least 1 s, not " + value);
        }
        defaultLifetime = value;
        return this;
    }

    /** How many keys may be held, 1–10,000; 256 by default. */
    public AgentKeyringOptions maximumKeys(int value) {
        if (value < 1 || value > 10_000) {
            throw new IllegalArgumentException("a keyring holds 1 to 10000 keys, not " + value);
        }
        maximumKeys = value;
        return this;
    }

    /** The clock of lifetimes and of the pause after a wrong passphrase, in nanoseconds; {@link System#nanoTime} by default. */
    public AgentKeyringOptions nanoTime(LongSupplier value) {
        nanoTime = Objects.requireNonNull(value);
        return this;
    }
}
