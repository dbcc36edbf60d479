package io.javamiko.sftp.server;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.attribute.PosixFileAttributeView;

/**
 * Where a path led: a directory that is held open, and a name in it that may be there or not.
 *
 * @param name one component; null for the root itself
 * @param virtual the path without links, as the client sees it
 */
record Place(Directory parent, Path name, String virtual) implements Closeable {
    /** The attributes of what is there, with POSIX permissions where the file system has them. Links aren't followed. */
    BasicFileAttributes attributes() throws IOException {
        var posix = view(PosixFileAttributeView.class);
        return posix != null
                ? posix.readAttributes()
                : view(BasicFileAttributeView.class).readAttributes();
    }

    boolean exists() throws IOException {
        try {
            attributes();
            return true;
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    <V extends FileAttributeView> V view(Class<V> kind) {
        return parent.view(name, kind);
    }

    /** Its path: only for what Java can do by no other means, see {@link #isWhereItsPathSays}. */
    Path path() {
        return name == null ? parent.path() : parent.path().resolve(name);
    }

    /** Whether the path to the directory still leads to the directory, as far as the file system can tell. */
    boolean isWhereItsPathSays() throws IOException {
        var held = parent.view(null, BasicFileAttributeView.class).readAttributes();
        var found = Files.readAttributes(parent.path(), BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        return held.fileKey() == null || held.fileKey().equals(found.fileKey());
    }

    @Override
    public void close() throws IOException {
        parent.close();
    }
}
