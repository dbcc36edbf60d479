package io.javamiko.sftp;

import io.javamiko.wire.WireReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * An open remote file, read and written anywhere. Any thread at any time; the streams that it gives are for one thread
 * each. To be closed: a server allows few open files.
 */
public final class SFTPFile implements AutoCloseable {
    private final SFTPClient client;
    private final Session session;
    private final String path;
    private final SFTPHandle handle;
    private final AtomicBoolean closed = new AtomicBoolean();

    SFTPFile(SFTPClient client, Session session, String path, SFTPHandle handle) {
        this.client = client;
        this.session = session;
        this.path = path;
        this.handle = handle;
    }

    /** The path it was opened by. */
    public String path() {
        return path;
    }

    SFTPHandle handle() {
        return handle;
    }

    /**
     * Reads from a place in the file.
     *
     * @param position 0 or more
     * @return the bytes that were read: fewer than {@code length} only at the end of the file, −1 if there is none
     */
    public int read(long position, byte[] target, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, target.length);
        check(position);
        if (length == 0) {
            return 0;
        }
        try (var pipeline = client.pipeline()) {
            long limit = position > Long.MAX_VALUE - length ? Long.MAX_VALUE : position + length;
            var reading = new ReadAhead(pipeline, path, handle, position, limit, limit, () -> {});
            int done = 0;
            reading.pump();
            while (!reading.hasEnded()) {
                var chunk = reading.poll();
                if (chunk == null) {
                    pipeline.turn();
                } else {
                    System.arraycopy(chunk.bytes, 0, target, offset + done, chunk.filled);
                    done += chunk.filled;
                    pipeline.release(chunk.bytes);
                }
            }
            return done == 0 ? -1 : done;
        }
    }

    /** Writes all these bytes from a place in the file on, and waits until the server has taken them. */
    public void write(long position, byte[] bytes, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        check(position);
        try (var out = new SFTPOutputStream(this, client.pipeline(), position, false)) {
            out.write(bytes, offset, length);
        }
    }

    /** The size in bytes. */
    public long size() throws IOException {
        return attributes()
                .size()
                .orElseThrow(() -> new SFTPException(
                        "size of", path, SFTPStatus.OP_UNSUPPORTED.code(), "the server does not tell"));
    }

    /** Cuts the file, or lengthens it with zeros. */
    public void setSize(long size) throws IOException {
        setAttributes(SFTPAttributes.of(a -> a.size(size)));
    }

    /** Its attributes now, also if it has lost its name. */
    public SFTPAttributes attributes() throws IOException {
        check(0);
        return session.ask("stat", path, SFTPReply.Attrs.NUMBER, id -> new SFTPRequest.FStat(id, handle))
                .attributes();
    }

    /** Sets those attributes that are there. */
    public void setAttributes(SFTPAttributes attributes) throws IOException {
        check(0);
        session.ask(
                        "set the attributes of",
                        path,
                        SFTPReply.Status.NUMBER,
                        id -> new SFTPRequest.FSetStat(id, handle, attributes))
                .ok();
    }

    /** Has the server write the file to its disk ({@code fsync@openssh.com}). */
    public void sync() throws IOException {
        check(0);
        client.need(SFTPExtension.FSync.NAME, "sync", path);
        session.ask(
                        "sync",
                        path,
                        SFTPReply.Status.NUMBER,
                        id -> new SFTPRequest.Extended(id, new SFTPExtension.FSync(handle)))
                .ok();
    }

    /** Tells of the file system that it is on ({@code fstatvfs@openssh.com}). */
    public FileSystemStatistics statistics() throws IOException {
        check(0);
        client.need(SFTPExtension.FStatVFS.NAME, "statvfs", path);
        byte[] reply = session.ask(
                        "statvfs",
                        path,
                        SFTPReply.ExtendedReply.NUMBER,
                        id -> new SFTPRequest.Extended(id, new SFTPExtension.FStatVFS(handle)))
                .extended();
        return FileSystemStatistics.decode(new WireReader(reply));
    }

    /**
     * Has the server copy from this file into another without the data coming here ({@code copy-data}).
     *
     * @param length bytes to copy, 0 for all up to the end
     */
    public void copyTo(SFTPFile target, long position, long length, long targetPosition) throws IOException {
        check(position);
        client.need(SFTPExtension.CopyData.NAME, "copy", path);
        session.ask(
                        "copy",
                        path,
                        SFTPReply.Status.NUMBER,
                        id -> new SFTPRequest.Extended(
                                id,
                                new SFTPExtension.CopyData(handle, position, length, target.handle, targetPosition)))
                .ok();
    }

    /** A stream of the content from there on, read ahead. Closing it leaves the file open. */
    public InputStream inputStream(long position) throws IOException {
        check(position);
        return client.read(this, position, false);
    }

    /** A stream that writes from there on, behind its writer. Closing it leaves the file open. */
    public OutputStream outputStream(long position) throws IOException {
        check(position);
        return new SFTPOutputStream(this, client.pipeline(), position, false);
    }

    private void check(long position) throws IOException {
        if (position < 0) {
            throw new IllegalArgumentException("a position is 0 or more: " + position);
        }
        if (closed.get()) {
            throw new IOException("the file is closed");
        }
    }

    /**
     * Closes the file.
     *
     * @throws SFTPException if the server could not keep what was written to it
     */
    @Override
    public void close() throws IOException {
        if (closed.compareAndSet(false, true) && session.isOpen()) {
            session.ask("close", path, SFTPReply.Status.NUMBER, id -> new SFTPRequest.Close(id, handle))
                    .ok();
        }
    }
}
