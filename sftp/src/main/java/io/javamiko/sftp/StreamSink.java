package io.javamiko.sftp;

import java.io.IOException;
import java.io.OutputStream;

/** A download into a stream, which its owner closes. */
final class StreamSink implements Sink {
    private final OutputStream out;

    StreamSink(OutputStream out) {
        this.out = out;
    }

    @Override
    public long present() {
        return 0;
    }

    @Override
    public void open(SFTPAttributes remote) {
        // it is open
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        out.write(bytes, offset, length);
    }

    @Override
    public void finish(SFTPAttributes remote) throws IOException {
        out.flush();
    }

    @Override
    public void discard() {
        // it stays open
    }
}
