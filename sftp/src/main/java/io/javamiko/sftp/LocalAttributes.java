package io.javamiko.sftp;

import io.javamiko.sftp.files.PosixMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;

/** A local file's permissions and times for a transfer that preserves them. */
final class LocalAttributes {
    private static final int OWNER_WRITES = 0200;

    private LocalAttributes() {}

    /** Size, permissions (where the file system has them) and times of a local file. */
    static SFTPAttributes of(Path path) throws IOException {
        Class<? extends BasicFileAttributes> kind =
                isPosix(path) ? PosixFileAttributes.class : BasicFileAttributes.class;
        BasicFileAttributes local = Files.readAttributes(path, kind);
        return SFTPAttributes.of(a -> {
            a.size(local.size())
                    .times(
                            local.lastAccessTime().toInstant(),
                            local.lastModifiedTime().toInstant());
            if (local instanceof PosixFileAttributes withMode) {
                a.permissions(PosixMode.bits(withMode.permissions()));
            }
        });
    }

    /** What a file is created with so that nobody reads it who must not in the end. */
    static FileAttribute<?>[] creation(Path path, SFTPAttributes remote) {
        if (!isPosix(path) || remote.permissions().isEmpty()) {
            return new FileAttribute<?>[0];
        }
        int mode = remote.permissions().getAsInt() | OWNER_WRITES;
        return new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixMode.permissions(mode))};
    }

    /** Gives a local file the permissions and times of a remote one, as far as they are known. */
    static void set(Path path, SFTPAttributes remote) throws IOException {
        if (isPosix(path) && remote.permissions().isPresent()) {
            Files.setPosixFilePermissions(
                    path, PosixMode.permissions(remote.permissions().getAsInt()));
        }
        if (remote.modified().isPresent()) {
            var modified = FileTime.from(remote.modified().get());
            var accessed = FileTime.from(remote.accessed().orElseThrow());
            Files.getFileAttributeView(path, BasicFileAttributeView.class).setTimes(modified, accessed, null);
        }
    }

    private static boolean isPosix(Path path) {
        return Files.getFileAttributeView(path, PosixFileAttributeView.class) != null;
    }
}
