package io.javamiko.sftp;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Objects;

/**
 * A remote file as a stream, written behind its writer: an error is thrown by the next call that writes, or by
 * {@code close}, which returns only when all has been answered for. One thread at a time.
 */
final class SFTPOutputStream extends OutputStream {
    private final Pipeline pipeline;
    private final SFTPFile file;
    private final boolean closesFile;
    private final int full;
    private long offset;
    private int filled;
    private SFTPException failure;
    private boolean closed;

    SFTPOutputStream(SFTPFile file, Pipeline pipeline, long from, boolean closesFile) {
        this.file = file;
        this.pipeline = pipeline;
        this.offset = from;
        this.closesFile = closesFile;
        this.full = pipeline.limits().writeSize();
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        Objects.checkFromIndexSize(from, length, bytes.length);
        check();
        var packet = pipeline.packet();
        int at = from;
        int left = length;
        while (left > 0) {
            int count = Math.min(left, full - filled);
            System.arraycopy(bytes, at, packet.array(), packet.dataOffset() + filled, count);
            filled += count;
            at += count;
            left -= count;
            if (filled == full) {
                send();
            }
        }
    }

    /** Sends what has been written; does not wait for the answer. */
    @Override
    public void flush() throws IOException {
        check();
        if (filled > 0) {
            send();
        }
    }

    private void send() throws IOException {
        while (!pipeline.hasRoom()) {
            pipeline.turn();
        }
        int count = filled;
        filled = 0;
        pipeline.write(file.path(), file.handle(), offset, count, this::written);
        offset += count;
        pipeline.drain();
        check();
    }

    private void written(Call call) {
        try {
            call.ok();
        } catch (SFTPException e) {
            failure = failure == null ? e : failure; // the first one tells most
        }
    }

    private void check() throws IOException {
        if (closed) {
            throw new IOException("the stream is closed");
        }
        if (failure != null) {
            throw again(failure);
        }
    }

    /** Anew for each call, so that the stack trace is the caller's. */
    private static SFTPException again(SFTPException first) {
        var thrown = new SFTPException("write", first.path(), first.code(), first.serverMessage());
        thrown.initCause(first);
        return thrown;
    }

    @Override
    public void close() throws IOException {
        if (closed) {
            return;
        }
        try (var ownFile = closesFile ? file : null;
                var ownPipeline = pipeline) {
            if (failure == null && filled > 0) {
                send();
            }
            ownPipeline.run();
            check();
        } finally {
            closed = true;
        }
    }
}
