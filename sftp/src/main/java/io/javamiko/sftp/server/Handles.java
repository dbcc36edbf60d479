package io.javamiko.sftp.server;

import io.javamiko.sftp.SFTPException;
import io.javamiko.sftp.SFTPHandle;
import io.javamiko.sftp.SFTPOpenFlag;
import io.javamiko.sftp.SFTPStatus;
import io.javamiko.wire.WireWriter;
import java.io.Closeable;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What one client has open. No handle is ever given twice, so a stale one can't reach another's file. */
final class Handles implements Closeable {
    private static final Logger log = LoggerFactory.getLogger(SFTPServer.class);

    /** A file, and what it was opened for. */
    record OpenedFile(OpenFile file, Set<SFTPOpenFlag> flags) implements Closeable {
        @Override
        public void close() throws IOException {
            file.close();
        }
    }

    private final Map<SFTPHandle, Closeable> open = new HashMap<>();
    private final int max;
    private final int session =
            (int) System.nanoTime() ^ System.identityHashCode(this); // another's handles are no good here
    private int last;

    Handles(int max) {
        this.max = max;
    }

    boolean isFull() {
        return open.size() >= max;
    }

    SFTPHandle add(Closeable fileOrDirectory) {
        var handle = new SFTPHandle(new WireWriter(16)
                .uint32(Integer.toUnsignedLong(session))
                .uint32(Integer.toUnsignedLong(++last))
                .toByteArray());
        open.put(handle, fileOrDirectory);
        return handle;
    }

    OpenedFile file(SFTPHandle handle) throws SFTPException {
        if (open.get(handle) instanceof OpenedFile file) {
            return file;
        }
        throw new SFTPException(SFTPStatus.FAILURE, "No such file handle");
    }

    /** The file, if it was opened for that. */
    OpenFile file(SFTPHandle handle, SFTPOpenFlag purpose) throws SFTPException {
        var opened = file(handle);
        if (!opened.flags.contains(purpose)) {
            throw new SFTPException(SFTPStatus.PERMISSION_DENIED, "The file was opened for something else");
        }
        return opened.file;
    }

    OpenDirectory directory(SFTPHandle handle) throws SFTPException {
        if (open.get(handle) instanceof OpenDirectory directory) {
            return directory;
        }
        throw new SFTPException(SFTPStatus.FAILURE, "No such directory handle");
    }

    void close(SFTPHandle handle) throws IOException {
        var closed = open.remove(handle);
        if (closed == null) {
            throw new SFTPException(SFTPStatus.FAILURE, "No such handle");
        }
        closed.close();
    }

    /** Closes what the client has left open. */
    @Override
    public void close() {
        for (var left : open.values()) {
            try {
                left.close();
            } catch (IOException e) {
                log.debug("closing what an SFTP client left open: {}", e.toString());
            }
        }
        open.clear();
    }
}
