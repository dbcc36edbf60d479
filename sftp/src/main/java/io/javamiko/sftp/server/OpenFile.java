package io.javamiko.sftp.server;

import io.javamiko.sftp.FileSystemStatistics;
import io.javamiko.sftp.SFTPAttributes;
import io.javamiko.sftp.SFTPException;
import io.javamiko.sftp.SFTPStatus;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/** A file that an {@link SFTPServer} has open for a client. Used by one thread at a time, and closed by the server. */
public interface OpenFile extends Closeable {
    /**
     * Reads into {@code target} from a place in the file.
     *
     * @param offset 0 or more
     * @return the bytes that were read; fewer than there is room for only at the end, −1 if there is none
     */
    int read(long offset, ByteBuffer target) throws IOException;

    /**
     * Writes all of {@code data}: from {@code offset} on, or at the end if the file was opened to append.
     *
     * @param offset 0 or more
     */
    void write(long offset, ByteBuffer data) throws IOException;

    /** Its attributes now. */
    SFTPAttributes attributes() throws IOException;

    /** Sets those attributes that are there. */
    void setAttributes(SFTPAttributes attributes) throws IOException;

    /** Has everything that was written put on the disk. */
    void sync() throws IOException;

    /** Tells of the file system that it is on. */
    default FileSystemStatistics statistics() throws IOException {
        throw new SFTPException(SFTPStatus.OP_UNSUPPORTED, "Operation unsupported");
    }
}
