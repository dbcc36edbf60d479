package io.javamiko.sftp;

import java.util.Objects;
import java.util.function.Consumer;

/**
 * How files are transferred. Immutable.
 *
 * <pre>{@code sftp.get("/srv/big.iso", path, o -> o.resume().preserve().progress(bar))}</pre>
 */
public final class TransferOptions {
    private static final TransferOptions DEFAULTS = of(o -> {});

    private final boolean preserve;
    private final boolean atomic;
    private final boolean resume;
    private final boolean sync;
    private final boolean keepGoing;
    private final TransferProgress progress;

    private TransferOptions(Builder b) {
        preserve = b.preserve;
        atomic = b.atomic;
        resume = b.resume;
        sync = b.sync;
        keepGoing = b.keepGoing;
        progress = b.progress;
        if (atomic && resume) {
            throw new IllegalArgumentException("a transfer can't both resume a file and replace it when all is there");
        }
    }

    /** All as it is by default: content alone, written in place. */
    public static TransferOptions defaults() {
        return DEFAULTS;
    }

    /** Options with what {@code setter} sets. */
    public static TransferOptions of(Consumer<Builder> setter) {
        var builder = new Builder();
        setter.accept(builder);
        return new TransferOptions(builder);
    }

    /** These, with what {@code setter} sets besides. */
    public TransferOptions with(Consumer<Builder> setter) {
        var builder = new Builder();
        builder.preserve = preserve;
        builder.atomic = atomic;
        builder.resume = resume;
        builder.sync = sync;
        builder.keepGoing = keepGoing;
        builder.progress = progress;
        setter.accept(builder);
        return new TransferOptions(builder);
    }

    /** Whether permissions and times go with the content. */
    public boolean preserves() {
        return preserve;
    }

    /** Whether the file appears under its name only when all of it is there. */
    public boolean isAtomic() {
        return atomic;
    }

    /** Whether what is there already is kept and gone on with. */
    public boolean resumes() {
        return resume;
    }

    /** Whether an upload ends with {@code fsync@openssh.com}. */
    public boolean syncs() {
        return sync;
    }

    /** Whether a tree goes on where one of its files fails. */
    public boolean keepsGoing() {
        return keepGoing;
    }

    /** Who hears of it. */
    public TransferProgress progress() {
        return progress;
    }

    /** Collects settings inside {@link #of} and {@link #with}. */
    public static final class Builder {
        private boolean preserve;
        private boolean atomic;
        private boolean resume;
        private boolean sync;
        private boolean keepGoing;
        private TransferProgress progress = TransferProgress.none();

        private Builder() {}

        /** Permissions (without set-id and sticky bits) and both times go with the content. */
        public Builder preserve() {
            preserve = true;
            return this;
        }

        /**
         * The content goes to a temporary file in the same directory, which takes the name when all is there: nobody
         * sees half a file, and a file that is replaced stays whole if the transfer fails.
         */
        public Builder atomically() {
            atomic = true;
            return this;
        }

        /** Goes on behind what is there already, unseen; a target that is longer than its source is an error. */
        public Builder resume() {
            resume = true;
            return this;
        }

        /** Has the server write an uploaded file to its disk before it is closed; an error if it can't. */
        public Builder sync() {
            sync = true;
            return this;
        }

        /** A tree goes on where a file fails; the report has the failures. */
        public Builder keepGoing() {
            keepGoing = true;
            return this;
        }

        /** Who hears how far it is. */
        public Builder progress(TransferProgress listener) {
            progress = Objects.requireNonNull(listener);
            return this;
        }
    }
}
