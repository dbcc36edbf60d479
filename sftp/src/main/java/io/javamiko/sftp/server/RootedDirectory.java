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
    private final RootedFiles files;
    private final Iterator<Path> names;
    private final Instant now = Instant.now();

    RootedDirectory(RootedFiles files, Directory directory) {
        this.files = files;
        this.directory = directory;
        this.names = directory.names();
    }

    @Override
    public SFTPEntry next() throws IOException {
        try {
            SFTPEntry entry = null;
            while (entry == null && names.hasNext()) {
                var name = names.next().getFileName();
                entry = files.look(() -> look(name));
            }
            return entry;
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
    }

    /** The entry with this name; null if it has gone. */
    @SuppressWarnings("resource") // the place holds the directory, which close() closes
    private SFTPEntry look(Path name) throws IOException {
        try {
            return files.reader().entry(new Place(directory, name, ""), now);
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    @Override
    public void close() throws IOException {
        directory.close();
    }
}
