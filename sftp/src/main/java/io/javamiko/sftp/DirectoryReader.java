package io.javamiko.sftp;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Spliterator;
import java.util.Spliterators.AbstractSpliterator;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** A directory's entries one by one, fetched as they are used. One thread at a time. */
final class DirectoryReader implements AutoCloseable {
    private static final int ENOUGH = 1024; // entries that wait to be used; no more is asked for meanwhile

    private final Pipeline pipeline;
    private final Listing listing;
    private final ArrayDeque<SFTPEntry> entries = new ArrayDeque<>();
    private SFTPException failure;
    private boolean done;

    /** Asks for the directory; {@link #next} waits for it. */
    DirectoryReader(Pipeline pipeline, String path) throws IOException {
        this.pipeline = pipeline;
        this.listing = new Listing(pipeline, path, new Collector(), () -> entries.size() < ENOUGH);
        listing.start();
    }

    static Stream<SFTPEntry> stream(Pipeline pipeline, String path) throws IOException {
        var reader = new DirectoryReader(pipeline, path);
        try {
            reader.waitForOne(); // so that a directory that is not there fails here and not in the stream
        } catch (IOException e) {
            reader.close();
            throw e;
        }
        return StreamSupport.stream(reader.new Entries(), false).onClose(() -> {
            try {
                reader.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    /** The next entry, null at the end. */
    SFTPEntry next() throws IOException {
        waitForOne();
        var entry = entries.poll();
        if (entry == null && failure != null) {
            throw failure;
        }
        return entry;
    }

    private void waitForOne() throws IOException {
        while (entries.isEmpty() && !done) {
            listing.more();
            pipeline.turn();
        }
        if (entries.isEmpty() && failure != null) {
            throw failure;
        }
    }

    @Override
    public void close() throws IOException {
        pipeline.close();
    }

    private final class Collector implements Listing.Reader {
        @Override
        public void entries(List<SFTPEntry> more) {
            entries.addAll(more);
        }

        @Override
        public void done(SFTPException why) {
            done = true;
            failure = why;
        }
    }

    private final class Entries extends AbstractSpliterator<SFTPEntry> {
        private Entries() {
            super(Long.MAX_VALUE, Spliterator.NONNULL | Spliterator.ORDERED);
        }

        @Override
        public boolean tryAdvance(Consumer<? super SFTPEntry> action) {
            try {
                var entry = next();
                if (entry != null) {
                    action.accept(entry);
                }
                return entry != null;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
