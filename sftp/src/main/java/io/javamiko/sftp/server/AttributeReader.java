package io.javamiko.sftp.server;

import io.javamiko.sftp.FileType;
import io.javamiko.sftp.SFTPAttributes;
import io.javamiko.sftp.SFTPEntry;
import io.javamiko.sftp.files.LocalNames;
import io.javamiko.sftp.files.PosixMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributes;
import java.security.Principal;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A local file's attributes as SFTP has them. What Java tells of a file in an open directory lacks the numbers of owner and
 * group, the set-id bits and the links; those are looked up by path, and used only if the path led to the same inode. Any
 * thread.
 */
final class AttributeReader {
    private static final String UNIX = "unix:ino,dev,mode,nlink,uid,gid,owner,group,fileKey";
    private static final int DEFAULT_DIRECTORY = 0755; // where there are no permissions
    private static final int DEFAULT_FILE = 0644;
    private static final int MAX_NAMES = 1000;

    private final boolean unix;
    private final Map<Object, String> names = new ConcurrentHashMap<>(); // of owners and groups; each costs a look-up

    AttributeReader(Path root) {
        unix = root.getFileSystem().supportedFileAttributeViews().contains("unix");
    }

    /** The attributes of what is there; links are not followed. */
    SFTPAttributes read(Place place) throws IOException {
        var basic = place.attributes();
        return attributes(basic, unix(place.path(), basic));
    }

    /** What Java's attributes tell, of a file that has no place any more. */
    SFTPAttributes read(BasicFileAttributes basic) {
        return attributes(basic, Map.of());
    }

    /** A directory's entry. */
    SFTPEntry entry(Place place, Instant now) throws IOException {
        var basic = place.attributes();
        var more = unix(place.path(), basic);
        var attributes = attributes(basic, more);
        String name = LocalNames.of(place.name());
        long links = more.get("nlink") instanceof Number number ? number.longValue() : 1;
        String owner = name("user", more.get("uid"), more.get("owner"));
        String group = name("group", more.get("gid"), more.get("group"));
        return new SFTPEntry(name, LongName.of(name, attributes, links, owner, group, now), attributes);
    }

    private static SFTPAttributes attributes(BasicFileAttributes basic, Map<String, Object> unix) {
        return SFTPAttributes.of(a -> {
            a.size(basic.size());
            if (unix.get("uid") instanceof Integer uid && unix.get("gid") instanceof Integer gid) {
                a.owner(Integer.toUnsignedLong(uid), Integer.toUnsignedLong(gid));
            }
            a.permissions(unix.get("mode") instanceof Integer mode ? type(basic, mode) | mode & 07777 : mode(basic));
            a.times(basic.lastAccessTime().toInstant(), basic.lastModifiedTime().toInstant());
        });
    }

    private Map<String, Object> unix(Path path, BasicFileAttributes basic) {
        if (!unix) {
            return Map.of();
        }
        try {
            var found = Files.readAttributes(path, UNIX, LinkOption.NOFOLLOW_LINKS);
            return found.get("fileKey") != null && found.get("fileKey").equals(basic.fileKey()) ? found : Map.of();
        } catch (IOException e) {
            return Map.of(); // it has just gone
        }
    }

    private static int mode(BasicFileAttributes basic) {
        int permissions = basic instanceof PosixFileAttributes posix
                ? PosixMode.bits(posix.permissions())
                : basic.isDirectory() ? DEFAULT_DIRECTORY : DEFAULT_FILE;
        return type(basic, 0) | permissions;
    }

    /** The bits of its type; of the rarer ones Java knows no more than the mode has. */
    private static int type(BasicFileAttributes basic, int mode) {
        var type = basic.isDirectory()
                ? FileType.DIRECTORY
                : basic.isSymbolicLink()
                        ? FileType.SYMBOLIC_LINK
                        : basic.isRegularFile() ? FileType.REGULAR : FileType.of(mode);
        return type.bits();
    }

    private String name(String kind, Object number, Object principal) {
        if (number == null || principal == null) {
            return "?";
        }
        if (names.size() > MAX_NAMES) {
            names.clear();
        }
        return names.computeIfAbsent(kind + number, key -> ((Principal) principal).getName());
    }
}
