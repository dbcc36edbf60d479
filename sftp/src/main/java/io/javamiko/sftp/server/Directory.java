package io.javamiko.sftp.server;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.util.Iterator;
import java.util.Set;

/**
 * A directory below a root, held open. A name is one component; it is looked up in this very directory, whatever has
 * happened to the path that led here, and a link that has it is never followed. One thread.
 */
abstract sealed class Directory implements Closeable {
    private final Path path;
    private final DirectoryStream<Path> stream;

    private Directory(Path path, DirectoryStream<Path> stream) {
        this.path = path;
        this.stream = stream;
    }

    /** Opens a root: the path to it is trusted. */
    @SuppressWarnings("StreamResourceLeak") // held open; close() closes it
    static Directory root(Path root) throws IOException {
        var stream = Files.newDirectoryStream(root);
        return stream instanceof SecureDirectoryStream<Path> secure
                ? new Secure(root, secure)
                : new Plain(root, stream);
    }

    /** The directory with this name. */
    abstract Directory directory(Path name) throws IOException;

    /** A view of what has this name, of this directory itself if {@code name} is null; null if there is no such view. */
    abstract <V extends FileAttributeView> V view(Path name, Class<V> kind);

    abstract SeekableByteChannel open(Path name, Set<OpenOption> how, FileAttribute<?>... attributes)
            throws IOException;

    abstract void deleteFile(Path name) throws IOException;

    abstract void deleteDirectory(Path name) throws IOException;

    /** Gives a file of this directory a name in another one, in place of what has it. */
    abstract void move(Path name, Directory target, Path targetName) throws IOException;

    /** The names in it; once. */
    final Iterator<Path> names() {
        return stream.iterator();
    }

    /** Where it was found: only for what Java can do by no other means, and then not trusted. */
    final Path path() {
        return path;
    }

    @Override
    public final void close() throws IOException {
        stream.close();
    }

    /** Where the system has {@code openat} and its kin: nothing that others rename meanwhile leads anywhere else. */
    private static final class Secure extends Directory {
        private final SecureDirectoryStream<Path> stream;

        private Secure(Path path, SecureDirectoryStream<Path> stream) {
            super(path, stream);
            this.stream = stream;
        }

        @Override
        Directory directory(Path name) throws IOException {
            return new Secure(path().resolve(name), stream.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS));
        }

        @Override
        <V extends FileAttributeView> V view(Path name, Class<V> kind) {
            return name == null
                    ? stream.getFileAttributeView(kind)
                    : stream.getFileAttributeView(name, kind, LinkOption.NOFOLLOW_LINKS);
        }

        @Override
        SeekableByteChannel open(Path name, Set<OpenOption> how, FileAttribute<?>... attributes) throws IOException {
            return stream.newByteChannel(name, how, attributes);
        }

        @Override
        void deleteFile(Path name) throws IOException {
            stream.deleteFile(name);
        }

        @Override
        void deleteDirectory(Path name) throws IOException {
            stream.deleteDirectory(name);
        }

        @Override
        void move(Path name, Directory target, Path targetName) throws IOException {
            stream.move(name, ((Secure) target).stream, targetName);
        }
    }

    /** Elsewhere: by path, so that who can rename directories meanwhile can lead it elsewhere. */
    private static final class Plain extends Directory {
        private Plain(Path path, DirectoryStream<Path> stream) {
            super(path, stream);
        }

        @Override
        @SuppressWarnings("StreamResourceLeak") // held open; close() closes it
        Directory directory(Path name) throws IOException {
            var path = path().resolve(name);
            return new Plain(path, Files.newDirectoryStream(path));
        }

        @Override
        <V extends FileAttributeView> V view(Path name, Class<V> kind) {
            var path = name == null ? path() : path().resolve(name);
            return Files.getFileAttributeView(path, kind, LinkOption.NOFOLLOW_LINKS);
        }

        @Override
        SeekableByteChannel open(Path name, Set<OpenOption> how, FileAttribute<?>... attributes) throws IOException {
            return Files.newByteChannel(path().resolve(name), how, attributes);
        }

        @Override
        void deleteFile(Path name) throws IOException {
            Files.delete(path().resolve(name));
        }

        @Override
        void deleteDirectory(Path name) throws IOException {
            Files.delete(path().resolve(name));
        }

        @Override
        void move(Path name, Directory target, Path targetName) throws IOException {
            Files.move(path().resolve(name), target.path().resolve(targetName), StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
