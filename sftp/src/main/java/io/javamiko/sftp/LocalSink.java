package io.javamiko.sftp;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.util.Set;

/** A download into a local file: in place, behind what is there, or into a temporary file that takes its name at the end. */
final class LocalSink implements Sink {
    private static final FileAttribute<?>[] NONE = {};

    private final Path path;
    private final TransferOptions options;
    private Path written; // the path or a temporary file beside it
    private FileChannel channel;

    LocalSink(Path path, TransferOptions options) {
        this.path = path;
        this.options = options;
    }

    @Override
    public long present() throws IOException {
        return options.resumes() && Files.isRegularFile(path) ? Files.size(path) : 0;
    }

    @Override
    public void open(SFTPAttributes remote) throws IOException {
        written = options.isAtomic() ? temporary() : path;
        Set<OpenOption> how = options.isAtomic()
                ? Set.of(WRITE, CREATE_NEW)
                : options.resumes() ? Set.of(WRITE, CREATE) : Set.of(WRITE, CREATE, TRUNCATE_EXISTING);
        var attributes =
                options.preserves() ? LocalAttributes.creation(written, remote) : NONE; // never wider than in the end
        channel = FileChannel.open(written, how, attributes);
        if (options.resumes() && Files.isRegularFile(written)) {
            channel.position(channel.size());
        }
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        try {
            var buffer = ByteBuffer.wrap(bytes, offset, length);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
        } catch (ClosedByInterruptException e) {
            var interrupted = new InterruptedIOException("interrupted while writing " + path);
            interrupted.initCause(e);
            throw interrupted;
        }
    }

    @Override
    public void finish(SFTPAttributes remote) throws IOException {
        channel.close();
        if (options.preserves()) {
            LocalAttributes.set(written, remote);
        }
        if (options.isAtomic()) {
            Files.move(written, path, ATOMIC_MOVE, REPLACE_EXISTING);
            written = null;
        }
    }

    @Override
    public void discard() throws IOException {
        if (channel != null) {
            channel.close();
        }
        if (options.isAtomic() && written != null) {
            Files.deleteIfExists(written);
        }
    }

    private Path temporary() {
        return path.resolveSibling(temporaryName(path.toString()));
    }

    /** A name that nobody has; it need not be secret, since the file is only made if it is not there. */
    static String temporaryName(String path) {
        return ".javamiko-%08x%016x.part".formatted(path.hashCode(), System.nanoTime());
    }
}
