package io.javamiko.sftp.server;

import io.javamiko.sftp.SFTPEntry;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Iterator;

/** A directory that {@link RootedFiles} has opened: its entries, each looked at in the open directory. */
final class RootedDirectory implements OpenDirectory {
    private final Directory directory;
    private final AttributeReader reader;
    private final Iterator<Path> names;
    private final Instant now = Instant.now();

    RootedDirectory(Directory directory, AttributeReader reader) {
        this.directory = directory;
        this.reader = reader;
        this.names = directory.names();
    }

    @Override
    @SuppressWarnings("resource") // the place holds the directory, which is closed by close()
    public SFTPEntry next() throws IOException {
        try {
            while (names.hasNext()) {
                try {
                    return reader.entry(new Place(directory, names.next().getFileName(), ""), now);
                } catch (NoSuchFileException e) {
                    // gone since
                }
            }
            return null;
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
    }

    @Override
    public void close() throws IOException {
        directory.close();
    }
}
