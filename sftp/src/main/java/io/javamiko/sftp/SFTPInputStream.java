package io.javamiko.sftp;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/** A remote file as a stream, read ahead of its reader. One thread at a time. */
final class SFTPInputStream extends InputStream {
    private final Pipeline pipeline;
    private final SFTPFile file;
    private final long size;
    private final boolean closesFile;
    private ReadAhead reading;
    private ReadAhead.Chunk chunk; // or null
    private int used;
    private boolean closed;

    SFTPInputStream(SFTPFile file, Pipeline pipeline, long from, long size, boolean closesFile) throws IOException {
        this.file = file;
        this.pipeline = pipeline;
        this.size = size;
        this.closesFile = closesFile;
        startAt(from);
    }

    private void startAt(long offset) throws IOException {
        reading = new ReadAhead(pipeline, file.path(), file.handle(), offset, size, Long.MAX_VALUE, () -> {});
        reading.pump();
    }

    @Override
    public int read() throws IOException {
        return more() ? chunk.bytes[used++] & 0xff : -1;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        if (length == 0) {
            return 0;
        }
        if (!more()) {
            return -1;
        }
        int count = Math.min(length, chunk.filled - used);
        System.arraycopy(chunk.bytes, used, bytes, offset, count);
        used += count;
        return count;
    }

    /** Passes over bytes; what has not been asked for yet is not fetched. Never passes the end as far as it is known. */
    @Override
    public long skip(long count) throws IOException {
        if (count <= 0 || !more()) {
            return 0;
        }
        int left = chunk.filled - used;
        long target = Math.min(chunk.offset + used + count, Math.max(size, chunk.offset + chunk.filled));
        long skipped = target - (chunk.offset + used);
        if (skipped <= left) {
            used += (int) skipped;
        } else {
            reading.stop();
            chunk = null;
            startAt(target);
        }
        return skipped;
    }

    @Override
    public int available() throws IOException {
        check();
        return chunk == null ? 0 : chunk.filled - used;
    }

    /** Whether there is a byte, waited for if need be. */
    private boolean more() throws IOException {
        check();
        while (chunk == null || used == chunk.filled) {
            if (chunk != null) {
                pipeline.release(chunk.bytes);
                chunk = null;
            }
            reading.pump();
            chunk = reading.poll();
            used = 0;
            if (chunk == null && (reading.hasEnded() || !pipeline.turn())) {
                return false;
            }
        }
        return true;
    }

    private void check() throws IOException {
        if (closed) {
            throw new IOException("the stream is closed");
        }
    }

    @Override
    public void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        reading.stop();
        pipeline.close();
        if (closesFile) {
            file.close();
        }
    }
}
