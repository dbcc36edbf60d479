package io.javamiko.sftp.server;

import static io.javamiko.sftp.SFTPOpenFlag.CREATE;
import static io.javamiko.sftp.SFTPOpenFlag.EXCLUSIVE;
import static io.javamiko.sftp.SFTPOpenFlag.WRITE;

import io.javamiko.sftp.FileSystemStatistics;
import io.javamiko.sftp.SFTPAttributes;
import io.javamiko.sftp.SFTPException;
import io.javamiko.sftp.SFTPOpenFlag;
import io.javamiko.sftp.SFTPStatus;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A local directory and what is below it, as {@code /}; nobody gets out of it. Links are followed as long as they lead to
 * something inside; what leads out is answered as what is not there, whether there is something or not.
 *
 * <p><b>What holds.</b> A path is looked up component by component, each in the directory opened before it, and the system
 * follows no link. Where the JVM has {@link java.nio.file.SecureDirectoryStream} (Linux and other Unixes), files are
 * opened, listed, looked at, removed and renamed in the directory that was opened: it does not help to exchange a
 * directory for a link meanwhile. For what Java does by path only (making directories and links, reading links, attributes
 * of what may not be read, file system statistics) changes of names by all sessions that share this object wait, and that
 * the path still leads where it did is checked before: so clients can't, and processes of the server's own machine that
 * may write below the root could at best, by luck, have an empty directory or a link made outside, or the text of a link
 * told. Where there is no {@code SecureDirectoryStream} (Windows), all look-ups wait for each other, so that clients can't
 * there either, but such processes could lead any operation outside.
 *
 * <p>Set-id and sticky bits are told but never set. Devices and pipes are listed but not opened. Any thread; share one
 * among all sessions.
 */
public final class RootedFiles implements SFTPFiles {
    /** Something that looks up names. */
    interface Work<T> {
        T done() throws IOException;
    }

    private static final long MAX_NAME = 255; // bytes; Java does not tell

    private final Path root;
    private final AttributeReader reader;
    private final AttributeWriter writer;
    private final boolean secure;
    private final ReentrantLock names = new ReentrantLock(); // held while names change or must not

    private RootedFiles(Path root, boolean secure) {
        this.root = root;
        this.secure = secure;
        this.reader = new AttributeReader(root);
        this.writer = new AttributeWriter(principals(root), reader);
    }

    /**
     * Serves this directory. Links in its own path are followed now, and never again.
     *
     * @throws NotDirectoryException if it is none
     */
    public static RootedFiles of(Path root) throws IOException {
        var real = root.toRealPath();
        if (!Files.isDirectory(real)) {
            throw new NotDirectoryException(root.toString());
        }
        try (var stream = Files.newDirectoryStream(real)) {
            return new RootedFiles(real, stream instanceof SecureDirectoryStream);
        }
    }

    @Override
    public OpenFile open(String path, Set<SFTPOpenFlag> flags, SFTPAttributes attributes) throws IOException {
        // a rename that found its new name free must find it free still
        return flags.contains(CREATE)
                ? change(() -> openNow(path, flags, attributes))
                : look(() -> openNow(path, flags, attributes));
    }

    private OpenFile openNow(String path, Set<SFTPOpenFlag> flags, SFTPAttributes attributes) throws IOException {
        try (var place = flags.contains(EXCLUSIVE) ? Walk.noFollow(root, path) : Walk.follow(root, path)) {
            return RootedFile.open(this, place, flags, attributes);
        }
    }

    @Override
    public OpenDirectory openDirectory(String path) throws IOException {
        return look(() -> openDirectoryNow(path));
    }

    private OpenDirectory openDirectoryNow(String path) throws IOException {
        var place = Walk.follow(root, path);
        if (place.name() == null) {
            return new RootedDirectory(this, place.parent());
        }
        try (place) {
            if (!place.attributes().isDirectory()) {
                throw new SFTPException(SFTPStatus.FAILURE, "Not a directory");
            }
            return new RootedDirectory(this, place.parent().directory(place.name()));
        }
    }

    @Override
    public SFTPAttributes attributes(String path) throws IOException {
        return look(() -> {
            try (var place = Walk.follow(root, path)) {
                return reader.read(place);
            }
        });
    }

    @Override
    public SFTPAttributes linkAttributes(String path) throws IOException {
        return look(() -> {
            try (var place = Walk.noFollow(root, path)) {
                return reader.read(place);
            }
        });
    }

    @Override
    public void setAttributes(String path, SFTPAttributes attributes) throws IOException {
        if (attributes.size().isPresent()) {
            try (var file = open(path, EnumSet.of(WRITE), SFTPAttributes.none())) {
                file.setAttributes(
                        SFTPAttributes.of(a -> a.size(attributes.size().getAsLong())));
            }
        }
        change(() -> {
            try (var place = Walk.follow(root, path)) {
                writer.write(place, attributes);
                return null;
            }
        });
    }

    @Override
    public void setLinkAttributes(String path, SFTPAttributes attributes) throws IOException {
        boolean link = change(() -> {
            try (var place = Walk.noFollow(root, path)) {
                boolean isLink = place.attributes().isSymbolicLink();
                if (isLink) {
                    writer.writeLink(place, attributes);
                }
                return isLink;
            }
        });
        if (!link) {
            setAttributes(path, attributes);
        }
    }

    @Override
    public void makeDirectory(String path, SFTPAttributes attributes) throws IOException {
        change(() -> {
            try (var place = free(path)) {
                Files.createDirectory(trusted(place), RootedFile.creation(place, attributes));
                confirm(place.attributes().isDirectory());
                return null;
            }
        });
    }

    @Override
    public void removeDirectory(String path) throws IOException {
        change(() -> {
            try (var place = named(path)) {
                if (!place.attributes().isDirectory()) {
                    throw new SFTPException(SFTPStatus.FAILURE, "Not a directory");
                }
                place.parent().deleteDirectory(place.name());
                return null;
            }
        });
    }

    @Override
    public void remove(String path) throws IOException {
        change(() -> {
            try (var place = named(path)) {
                if (place.attributes().isDirectory()) {
                    throw new SFTPException(SFTPStatus.FAILURE, "Is a directory");
                }
                place.parent().deleteFile(place.name());
                return null;
            }
        });
    }

    @Override
    public void rename(String from, String to) throws IOException {
        change(() -> {
            try (var source = named(from);
                    var target = free(to)) {
                source.parent().move(source.name(), target.parent(), target.name());
                return null;
            }
        });
    }

    @Override
    public void replace(String from, String to) throws IOException {
        change(() -> {
            try (var source = named(from);
                    var target = named(to)) {
                source.parent().move(source.name(), target.parent(), target.name());
                return null;
            }
        });
    }

    @Override
    public String readLink(String path) throws IOException {
        return change(() -> {
            try (var place = named(path)) {
                if (!place.attributes().isSymbolicLink()) {
                    throw new SFTPException(SFTPStatus.FAILURE, "Not a symbolic link");
                }
                var stored = Files.readSymbolicLink(trusted(place));
                confirm(place.isWhereItsPathSays());
                return LinkText.toTell(root, stored, depth(place));
            }
        });
    }

    @Override
    public void makeSymbolicLink(String target, String path) throws IOException {
        change(() -> {
            try (var place = free(path)) {
                Files.createSymbolicLink(trusted(place), LinkText.toStore(root, target, depth(place)));
                confirm(place.attributes().isSymbolicLink());
                return null;
            }
        });
    }

    @Override
    public void makeHardLink(String existing, String path) throws IOException {
        change(() -> {
            try (var source = named(existing);
                    var place = free(path)) {
                var there = source.attributes();
                if (!there.isRegularFile() && !there.isSymbolicLink()) {
                    throw new AccessDeniedException(null);
                }
                Files.createLink(trusted(place), trusted(source));
                if (there.fileKey() != null
                        && !there.fileKey().equals(place.attributes().fileKey())) {
                    place.parent()
                            .deleteFile(place.name()); // another file was put in its place: perhaps one from outside
                    throw new AccessDeniedException(null);
                }
                return null;
            }
        });
    }

    @Override
    public String realPath(String path) throws IOException {
        return look(() -> {
            try (var place = Walk.follow(root, path)) {
                return place.virtual();
            }
        });
    }

    @Override
    public FileSystemStatistics statistics(String path) throws IOException {
        return change(() -> {
            try (var place = Walk.follow(root, path)) {
                place.attributes();
                return statistics(Files.getFileStore(trusted(place)));
            }
        });
    }

    private static FileSystemStatistics statistics(FileStore store) throws IOException {
        long block = Math.max(1, store.getBlockSize());
        return new FileSystemStatistics(
                block,
                block,
                store.getTotalSpace() / block,
                store.getUnallocatedSpace() / block,
                store.getUsableSpace() / block,
                0,
                0,
                0,
                0,
                store.isReadOnly() ? FileSystemStatistics.READ_ONLY : 0,
                MAX_NAME);
    }

    @Override
    public boolean supports(String extension) {
        return true;
    }

    AttributeReader reader() {
        return reader;
    }

    AttributeWriter writer() {
        return writer;
    }

    /** Finds a path that has no links in it any more. */
    Place find(String path) throws IOException {
        return Walk.noFollow(root, path);
    }

    /** Does something that changes names, or that Java does by path: while no other session changes names. */
    <T> T change(Work<T> work) throws IOException {
        names.lock();
        try {
            return work.done();
        } finally {
            names.unlock();
        }
    }

    /** Does something that is safe in an open directory; where there is none, as {@link #change}. */
    <T> T look(Work<T> work) throws IOException {
        return secure ? work.done() : change(work);
    }

    /** Something that can be taken away or renamed: not the root itself. */
    private Place named(String path) throws IOException {
        var place = Walk.noFollow(root, path);
        if (place.name() == null) {
            place.close();
            throw new AccessDeniedException(null);
        }
        return place;
    }

    /** A name that nothing has. */
    private Place free(String path) throws IOException {
        var place = named(path);
        try {
            if (place.exists()) {
                throw new FileAlreadyExistsException(null);
            }
            return place;
        } catch (IOException e) {
            place.close();
            throw e;
        }
    }

    private static Path trusted(Place place) throws IOException {
        confirm(place.isWhereItsPathSays());
        return place.path();
    }

    private static void confirm(boolean asItShouldBe) throws AccessDeniedException {
        if (!asItShouldBe) { // somebody of this machine moves directories meanwhile
            throw new AccessDeniedException(null);
        }
    }

    private int depth(Place place) {
        return place.parent().path().getNameCount() - root.getNameCount();
    }

    private static UserPrincipalLookupService principals(Path root) {
        try {
            return root.getFileSystem().getUserPrincipalLookupService();
        } catch (UnsupportedOperationException e) {
            return null;
        }
    }
}
