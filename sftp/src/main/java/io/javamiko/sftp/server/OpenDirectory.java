package io.javamiko.sftp.server;

import io.javamiko.sftp.SFTPEntry;
import java.io.Closeable;
import java.io.IOException;

/** A directory that an {@link SFTPServer} lists for a client. Used by one thread at a time, and closed by the server. */
public interface OpenDirectory extends Closeable {
    /** The next entry, null at the end; one without a long name is given one. */
    SFTPEntry next() throws IOException;
}
