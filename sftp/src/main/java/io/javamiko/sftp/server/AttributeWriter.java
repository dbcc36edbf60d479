package io.javamiko.sftp.server;

import io.javamiko.sftp.SFTPAttributes;
import io.javamiko.sftp.SFTPException;
import io.javamiko.sftp.SFTPStatus;
import io.javamiko.sftp.files.PosixMode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.UserPrincipalLookupService;

/** Sets a local file's owner, permissions and times, those that are there. Set-id and sticky bits are never set. */
final class AttributeWriter {
    /** Sets something in a view of a file. */
    private interface Change<V extends FileAttributeView> {
        void in(V view) throws IOException;
    }

    private final UserPrincipalLookupService principals; // null where there are none
    private final AttributeReader reader;

    AttributeWriter(UserPrincipalLookupService principals, AttributeReader reader) {
        this.principals = principals;
        this.reader = reader;
    }

    /** Sets all but the size of what is there, which must be a file or a directory. */
    void write(Place place, SFTPAttributes attributes) throws IOException {
        var now = place.attributes();
        if (!now.isDirectory() && !now.isRegularFile()) { // a pipe would keep us waiting
            throw new SFTPException(SFTPStatus.FAILURE, "Neither a file nor a directory");
        }
        owner(place, attributes, false);
        if (attributes.permissions().isPresent()) {
            var permissions = PosixMode.permissions(attributes.permissions().getAsInt());
            if (place.view(PosixFileAttributeView.class) != null) {
                change(place, PosixFileAttributeView.class, false, view -> view.setPermissions(permissions));
            }
        }
        times(place, attributes, false);
    }

    /** Sets a link's own owner and times; it has no permissions. */
    void writeLink(Place place, SFTPAttributes attributes) throws IOException {
        if (attributes.size().isPresent() || attributes.permissions().isPresent()) {
            throw new SFTPException(SFTPStatus.OP_UNSUPPORTED, "A link has neither size nor permissions");
        }
        owner(place, attributes, true);
        times(place, attributes, true);
    }

    private void times(Place place, SFTPAttributes attributes, boolean link) throws IOException {
        if (attributes.modified().isPresent()) {
            var modified = FileTime.from(attributes.modified().get());
            var accessed = FileTime.from(attributes.accessed().orElseThrow());
            change(place, BasicFileAttributeView.class, link, view -> view.setTimes(modified, accessed, null));
        }
    }

    private void owner(Place place, SFTPAttributes attributes, boolean link) throws IOException {
        if (attributes.uid().isEmpty()) {
            return;
        }
        var now = reader.read(place);
        if (now.uid().equals(attributes.uid()) && now.gid().equals(attributes.gid())) {
            return;
        }
        if (principals == null || place.view(PosixFileAttributeView.class) == null) {
            throw new SFTPException(SFTPStatus.OP_UNSUPPORTED, "Files have no owner here");
        }
        var group = principals.lookupPrincipalByGroupName(
                Long.toString(attributes.gid().getAsLong()));
        var owner =
                principals.lookupPrincipalByName(Long.toString(attributes.uid().getAsLong()));
        change(place, PosixFileAttributeView.class, link, view -> {
            view.setGroup(group);
            view.setOwner(owner);
        });
    }

    /**
     * In the open directory, for which Java must open the file. Where it may not be read, and for links, by path instead,
     * after a look that the path still leads there: what remains is that somebody with rights of his own on the server's
     * machine renames directories between that look and the change.
     */
    private <V extends FileAttributeView> void change(Place place, Class<V> kind, boolean link, Change<V> change)
            throws IOException {
        if (!link) {
            try {
                change.in(place.view(kind));
                return;
            } catch (AccessDeniedException e) {
                // not readable; it may be ours all the same
            }
        }
        boolean same = place.isWhereItsPathSays() && place.attributes().isSymbolicLink() == link;
        if (!same) {
            throw new AccessDeniedException(null);
        }
        change.in(
                link
                        ? Files.getFileAttributeView(place.path(), kind, LinkOption.NOFOLLOW_LINKS)
                        : Files.getFileAttributeView(place.path(), kind));
    }

    /** Cuts a file, or lengthens it with zeros. */
    static void size(SeekableByteChannel channel, long size) throws IOException {
        if (size < channel.size()) {
            channel.truncate(size);
        } else if (size > channel.size()) {
            channel.position(size - 1).write(ByteBuffer.allocate(1));
        }
    }
}
