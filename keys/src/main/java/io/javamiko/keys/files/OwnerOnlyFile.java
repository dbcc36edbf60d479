package io.javamiko.keys.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.AclEntry;
import java.nio.file.attribute.AclEntryPermission;
import java.nio.file.attribute.AclEntryType;
import java.nio.file.attribute.AclFileAttributeView;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * Writes files that only their owner may read, whole or not at all.
 *
 * <p>The file is made beside its place under another name, with its permissions in the very call that creates it, filled,
 * forced to the disk, and moved. Whoever looks finds the old file or the new one. Stateless.
 */
public final class OwnerOnlyFile {
    private OwnerOnlyFile() {}

    /**
     * Writes {@code bytes} to {@code file}, in the place of what may be there. A symbolic link is replaced, not followed.
     *
     * @throws IOException if it fails; then {@code file} is as it was
     */
    public static void write(Path file, byte[] bytes) throws IOException {
        Path target = file.toAbsolutePath();
        Path temporary = target.resolveSibling("." + target.getFileName() + "." + UUID.randomUUID() + ".new");
        create(temporary);
        try {
            try (var channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
                for (var buffer = ByteBuffer.wrap(bytes); buffer.hasRemaining(); ) {
                    channel.write(buffer);
                }
                channel.force(true);
            }
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(temporary); // there only if something failed
        }
    }

    /**
     * Creates an empty file that is its owner's alone, as far as the file system knows such a thing.
     *
     * @throws java.nio.file.FileAlreadyExistsException if there is one
     */
    public static void create(Path file) throws IOException {
        Set<String> views = file.getFileSystem().supportedFileAttributeViews();
        if (views.contains("posix")) {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        } else if (views.contains("acl")) {
            createWithACL(file);
        } else {
            Files.createFile(file);
        }
    }

    /** What makes a new directory its owner's alone, where one call can do that. */
    public static FileAttribute<?>[] directoryAttributes(Path directory) {
        return directory.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
                }
                : new FileAttribute<?>[0]; // it inherits what its parent has: a home directory is its owner's
    }

    private static void createWithACL(Path file) throws IOException {
        var acl = new OwnerOnlyACL(ownerOfNewFiles(file.toAbsolutePath().getParent()));
        try {
            Files.createFile(file, acl);
        } catch (
                UnsupportedOperationException e) { // a file system that takes it only afterwards; the file is empty yet
            Files.createFile(file);
            Files.getFileAttributeView(file, AclFileAttributeView.class).setAcl(acl.value());
        }
    }

    /** Windows names nobody "me"; who owns what we create is who we are. */
    private static UserPrincipal ownerOfNewFiles(Path directory) throws IOException {
        Path probe = Files.createTempFile(directory, ".", ".owner");
        try {
            return Files.getOwner(probe);
        } finally {
            Files.delete(probe);
        }
    }

    private record OwnerOnlyACL(UserPrincipal owner) implements FileAttribute<List<AclEntry>> {
        @Override
        public String name() {
            return "acl:acl";
        }

        @Override
        public List<AclEntry> value() {
            return List.of(AclEntry.newBuilder()
                    .setType(AclEntryType.ALLOW)
                    .setPrincipal(owner)
                    .setPermissions(EnumSet.allOf(AclEntryPermission.class))
                    .build());
        }
    }
}
