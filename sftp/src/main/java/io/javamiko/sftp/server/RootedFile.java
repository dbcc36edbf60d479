package io.javamiko.sftp.server;

import static io.javamiko.sftp.SFTPOpenFlag.APPEND;
import static io.javamiko.sftp.SFTPOpenFlag.CREATE;
import static io.javamiko.sftp.SFTPOpenFlag.EXCLUSIVE;
import static io.javamiko.sftp.SFTPOpenFlag.READ;
import static io.javamiko.sftp.SFTPOpenFlag.TRUNCATE;
import static io.javamiko.sftp.SFTPOpenFlag.WRITE;

import io.javamiko.sftp.FileSystemStatistics;
import io.javamiko.sftp.SFTPAttributes;
import io.javamiko.sftp.SFTPException;
import io.javamiko.sftp.SFTPOpenFlag;
import io.javamiko.sftp.SFTPStatus;
import io.javamiko.sftp.files.PosixMode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileSystemException;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.Set;

/**
 * A file that {@link RootedFiles} has opened. Java tells and sets attributes by name only; so the name is looked up again,
 * and believed if the same inode has it still.
 */
final class RootedFile implements OpenFile {
    private final RootedFiles files;
    private final String path; // canonical, without links
    private final SeekableByteChannel channel;
    private final boolean appends;
    private final Object key; // of the inode; null where there is none
    private final BasicFileAttributes atFirst;

    private RootedFile(RootedFiles files, Place place, SeekableByteChannel channel, boolean appends)
            throws IOException {
        this.files = files;
        this.path = place.virtual();
        this.channel = channel;
        this.appends = appends;
        this.atFirst = place.attributes();
        this.key = atFirst.fileKey();
    }

    /** Opens what is at a place, or makes it; a file only, since a pipe would keep us waiting. */
    static RootedFile open(RootedFiles files, Place place, Set<SFTPOpenFlag> flags, SFTPAttributes attributes)
            throws IOException {
        var there = place.name() == null || place.exists() ? place.attributes() : null;
        if (there != null && there.isDirectory()) {
            throw new SFTPException(SFTPStatus.FAILURE, "Is a directory");
        }
        if (there != null && !there.isRegularFile() && !flags.contains(EXCLUSIVE)) {
            throw new SFTPException(SFTPStatus.FAILURE, "Not a regular file");
        }
        boolean appends = flags.contains(APPEND);
        var how = flags.contains(CREATE) ? creation(place, attributes) : new FileAttribute<?>[0];
        var channel = place.parent().open(place.name(), options(flags), how);
        try {
            if (appends && flags.contains(TRUNCATE)) {
                channel.truncate(0); // Java opens for one of both only
            }
            return new RootedFile(files, place, channel, appends);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static Set<OpenOption> options(Set<SFTPOpenFlag> flags) {
        var options = new HashSet<OpenOption>(Set.of(LinkOption.NOFOLLOW_LINKS));
        if (flags.contains(READ)) {
            options.add(StandardOpenOption.READ);
        }
        if (flags.contains(WRITE) || flags.contains(CREATE)) { // Java makes only what it may write
            options.add(StandardOpenOption.WRITE);
        }
        if (flags.contains(APPEND) && !flags.contains(READ)) { // else we look for the end ourselves
            options.add(StandardOpenOption.APPEND);
        }
        if (flags.contains(CREATE)) {
            options.add(flags.contains(EXCLUSIVE) ? StandardOpenOption.CREATE_NEW : StandardOpenOption.CREATE);
        }
        if (flags.contains(TRUNCATE) && !flags.contains(APPEND)) {
            options.add(StandardOpenOption.TRUNCATE_EXISTING);
        }
        return options;
    }

    /** What a new file or directory is made with: the permissions that were asked for, less the server's umask. */
    static FileAttribute<?>[] creation(Place place, SFTPAttributes attributes) {
        if (attributes.permissions().isEmpty() || place.parent().view(null, PosixFileAttributeView.class) == null) {
            return new FileAttribute<?>[0];
        }
        var permissions = PosixMode.permissions(attributes.permissions().getAsInt());
        return new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions)};
    }

    @Override
    public int read(long offset, ByteBuffer target) throws IOException {
        return channel instanceof FileChannel file
                ? file.read(target, offset)
                : channel.position(offset).read(target);
    }

    @Override
    public void write(long offset, ByteBuffer data) throws IOException {
        if (!appends && channel instanceof FileChannel file) {
            for (long at = offset; data.hasRemaining(); ) {
                at += file.write(data, at);
            }
            return;
        }
        channel.position(appends ? channel.size() : offset);
        while (data.hasRemaining()) {
            channel.write(data);
        }
    }

    @Override
    public SFTPAttributes attributes() throws IOException {
        long size = channel.size();
        return files.look(this::lookedUp).with(a -> a.size(size));
    }

    private SFTPAttributes lookedUp() throws IOException {
        try (var place = files.find(path)) {
            if (isStill(place)) {
                return files.reader().read(place);
            }
        } catch (FileSystemException e) {
            // it has lost its name
        }
        return files.reader().read(atFirst);
    }

    @Override
    public void setAttributes(SFTPAttributes attributes) throws IOException {
        if (attributes.size().isPresent()) {
            AttributeWriter.size(channel, attributes.size().getAsLong());
        }
        if (attributes.uid().isEmpty()
                && attributes.permissions().isEmpty()
                && attributes.modified().isEmpty()) {
            return;
        }
        files.change(() -> {
            try (var place = files.find(path)) {
                if (!isStill(place)) {
                    throw new SFTPException(SFTPStatus.FAILURE, "The file has lost its name");
                }
                files.writer().write(place, attributes);
                return null;
            }
        });
    }

    private boolean isStill(Place place) throws IOException {
        return key == null || key.equals(place.attributes().fileKey());
    }

    @Override
    public void sync() throws IOException {
        if (channel instanceof FileChannel file) {
            file.force(true);
        }
    }

    @Override
    public FileSystemStatistics statistics() throws IOException {
        return files.statistics(path);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
