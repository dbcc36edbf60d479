package io.javamiko.sftp.server;

import java.util.function.Consumer;

/**
 * How an {@link SFTPServer} behaves. Immutable.
 *
 * <pre>{@code SFTPServerOptions.of(o -> o.readOnly())}</pre>
 */
public final class SFTPServerOptions {
    private static final SFTPServerOptions DEFAULTS = of(o -> {});

    private final boolean readOnly;
    private final int maxHandles;

    private SFTPServerOptions(Builder b) {
        readOnly = b.readOnly;
        maxHandles = b.maxHandles;
    }

    /** All as it is by default. */
    public static SFTPServerOptions defaults() {
        return DEFAULTS;
    }

    /** Options with what {@code setter} sets. */
    public static SFTPServerOptions of(Consumer<Builder> setter) {
        var builder = new Builder();
        setter.accept(builder);
        return new SFTPServerOptions(builder);
    }

    /** These, with what {@code setter} sets besides. */
    public SFTPServerOptions with(Consumer<Builder> setter) {
        var builder = new Builder();
        builder.readOnly = readOnly;
        builder.maxHandles = maxHandles;
        setter.accept(builder);
        return new SFTPServerOptions(builder);
    }

    /** Whether everything that would change something is denied. */
    public boolean isReadOnly() {
        return readOnly;
    }

    /** Most files and directories that one client may have open; 256 by default. */
    public int maxHandles() {
        return maxHandles;
    }

    /** Collects settings inside {@link #of} and {@link #with}. */
    public static final class Builder {
        private boolean readOnly;
        private int maxHandles = 256;

        private Builder() {}

        /** Denies everything that would change something. */
        public Builder readOnly() {
            readOnly = true;
            return this;
        }

        /**
         * Most files and directories that one client may have open.
         *
         * @param handles 1 or more
         */
        public Builder maxHandles(int handles) {
            if (handles < 1) {
                throw new IllegalArgumentException("1 handle or more, not " + handles);
            }
            maxHandles = handles;
            return this;
        }
    }
}
