package io.javamiko.sftp;

import java.time.Duration;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * How an {@link SFTPClient} behaves. Immutable.
 *
 * <pre>{@code SFTPClientOptions.of(o -> o.replyTimeout(Duration.ofMinutes(2)))}</pre>
 */
public final class SFTPClientOptions {
    private static final SFTPClientOptions DEFAULTS = of(o -> {});

    private final Duration replyTimeout;
    private final long maxBytesInFlight;
    private final int filesInFlight;
    private final int maxEntries;

    private SFTPClientOptions(Builder b) {
        replyTimeout = b.replyTimeout;
        maxBytesInFlight = b.maxBytesInFlight;
        filesInFlight = b.filesInFlight;
        maxEntries = b.maxEntries;
    }

    /** All as it is by default. */
    public static SFTPClientOptions defaults() {
        return DEFAULTS;
    }

    /** Options with what {@code setter} sets. */
    public static SFTPClientOptions of(Consumer<Builder> setter) {
        var builder = new Builder();
        setter.accept(builder);
        return new SFTPClientOptions(builder);
    }

    /** These, with what {@code setter} sets instead. */
    public SFTPClientOptions with(Consumer<Builder> setter) {
        var builder = new Builder();
        builder.replyTimeout = replyTimeout;
        builder.maxBytesInFlight = maxBytesInFlight;
        builder.filesInFlight = filesInFlight;
        builder.maxEntries = maxEntries;
        setter.accept(builder);
        return new SFTPClientOptions(builder);
    }

    /** How long the server may be silent while a call waits for it; 30 s by default. */
    public Duration replyTimeout() {
        return replyTimeout;
    }

    /** Most bytes of one transfer that may be on their way; 16 MiB by default. */
    public long maxBytesInFlight() {
        return maxBytesInFlight;
    }

    /** Most files of one tree that are transferred at once; 64 by default. */
    public int filesInFlight() {
        return filesInFlight;
    }

    /** Most entries of one directory that a list may have; 1,000,000 by default. */
    public int maxEntries() {
        return maxEntries;
    }

    /** Collects settings inside {@link #of} and {@link #with}. */
    public static final class Builder {
        private Duration replyTimeout = Duration.ofSeconds(30);
        private long maxBytesInFlight = 16L * 1024 * 1024;
        private int filesInFlight = 64;
        private int maxEntries = 1_000_000;

        private Builder() {}

        /**
         * How long the server may be silent while a call waits for it. A transfer that moves, however slowly, goes on.
         *
         * @param timeout over zero
         */
        public Builder replyTimeout(Duration timeout) {
            if (timeout.isNegative() || timeout.isZero()) {
                throw new IllegalArgumentException("a timeout is over zero: " + timeout);
            }
            replyTimeout = Objects.requireNonNull(timeout);
            return this;
        }

        /**
         * Most bytes of one transfer that may be on their way, and with it the memory that a transfer takes. It begins
         * with 2 MiB and grows while that makes it faster.
         *
         * @param bytes 32 KiB or more
         */
        public Builder maxBytesInFlight(long bytes) {
            maxBytesInFlight = atLeast("bytes in flight", bytes, 32 * 1024);
            return this;
        }

        /**
         * Most files of one tree that are transferred at once.
         *
         * @param files 1 or more
         */
        public Builder filesInFlight(int files) {
            filesInFlight = (int) atLeast("files in flight", files, 1);
            return this;
        }

        /**
         * Most entries of one directory that {@link SFTPClient#list} gives; a larger one is an error.
         *
         * @param entries 1 or more
         */
        public Builder maxEntries(int entries) {
            maxEntries = (int) atLeast("entries", entries, 1);
            return this;
        }

        private static long atLeast(String what, long value, long least) {
            if (value < least) {
                throw new IllegalArgumentException(what + ": " + least + " or more, not " + value);
            }
            return value;
        }
    }
}
