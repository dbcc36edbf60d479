package io.javamiko.sftp;

import java.io.IOException;

/** Where an upload comes from. */
interface Source {
    /** What is known of it: a stream has nothing, a file its size, permissions and times. */
    SFTPAttributes attributes();

    /** Goes on from there. */
    void skipTo(long offset) throws IOException;

    /** Fills {@code length} bytes; fewer, perhaps none, only at the end. */
    int read(byte[] bytes, int offset, int length) throws IOException;

    /** Closes what it opened. */
    void close() throws IOException;
}
