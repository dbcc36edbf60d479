package io.javamiko.sftp;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** A local file on its way up, or a stream, which its owner closes. */
final class LocalSource implements Source {
    private final InputStream in;
    private final SFTPAttributes attributes;
    private final boolean ours;

    private LocalSource(InputStream in, SFTPAttributes attributes, boolean ours) {
        this.in = in;
        this.attributes = attributes;
        this.ours = ours;
    }

    /** Opens a local file. */
    static LocalSource open(Path path) throws IOException {
        var attributes = LocalAttributes.of(path);
        if (Files.isDirectory(path)) {
            throw new NoSuchFileException(path.toString(), null, "is a directory; putTree uploads those");
        }
        return new LocalSource(Files.newInputStream(path), attributes, true);
    }

    static LocalSource of(InputStream in) {
        return new LocalSource(in, SFTPAttributes.none(), false);
    }

    @Override
    public SFTPAttributes attributes() {
        return attributes;
    }

    @Override
    public void skipTo(long offset) throws IOException {
        in.skipNBytes(offset);
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        return in.readNBytes(bytes, offset, length);
    }

    @Override
    public void close() throws IOException {
        if (ours) {
            in.close();
        }
    }
}
