package io.javamiko.sftp;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Something done to files, by SFTP or, as the model, by java.nio.file alone. */
record FileOperation(Kind kind, String path, String other, int number) {
    enum Kind {
        WRITE,
        APPEND,
        TRUNCATE,
        READ,
        MKDIR,
        RMDIR,
        REMOVE,
        RENAME,
        REPLACE,
        SYMLINK,
        READLINK,
        HARDLINK,
        CHMOD,
        STAT,
        LSTAT,
        LIST
    }

    private static final List<String> PATHS = List.of("a", "b", "d", "e", "d/a", "d/b", "d/e", "d/e/a", "e/a");

    static Arbitrary<List<FileOperation>> sequences() {
        return Combinators.combine(
                        Arbitraries.of(Kind.class),
                        Arbitraries.of(PATHS),
                        Arbitraries.of(PATHS),
                        Arbitraries.integers().between(0, 7))
                .as(FileOperation::new)
                .list()
                .ofMinSize(5)
                .ofMaxSize(40);
    }

    /** Does it by SFTP; what was told, or "refused". */
    String by(SFTPClient sftp) throws IOException {
        try {
            return switch (kind) {
                case WRITE -> {
                    sftp.put(new ByteArrayInputStream(content()), path);
                    yield "";
                }
                case APPEND -> {
                    try (var file = sftp.open(path, SFTPOpenFlag.WRITE, SFTPOpenFlag.APPEND, SFTPOpenFlag.CREATE)) {
                        file.write(0, content(), 0, content().length);
                    }
                    yield "";
                }
                case TRUNCATE -> {
                    sftp.setAttributes(path, SFTPAttributes.of(a -> a.size(number)));
                    yield "";
                }
                case READ -> {
                    var out = new ByteArrayOutputStream();
                    sftp.get(path, out);
                    yield out.toString(UTF_8);
                }
                case MKDIR -> {
                    sftp.mkdir(path);
                    yield "";
                }
                case RMDIR -> {
                    sftp.rmdir(path);
                    yield "";
                }
                case REMOVE -> {
                    sftp.remove(path);
                    yield "";
                }
                case RENAME -> {
                    sftp.rename(path, other);
                    yield "";
                }
                case REPLACE -> {
                    sftp.posixRename(path, other);
                    yield "";
                }
                case SYMLINK -> {
                    sftp.symlink(target(), path);
                    yield "";
                }
                case READLINK -> sftp.readlink(path);
                case HARDLINK -> {
                    sftp.hardlink(path, other);
                    yield "";
                }
                case CHMOD -> {
                    sftp.setAttributes(path, SFTPAttributes.of(a -> a.permissions(0700 | number)));
                    yield "";
                }
                case STAT -> told(sftp.stat(path));
                case LSTAT -> told(sftp.lstat(path));
                case LIST -> {
                    var names = new TreeSet<String>();
                    sftp.list(path).forEach(entry -> names.add(entry.name()));
                    yield names.toString();
                }
            };
        } catch (SFTPException e) {
            return "refused";
        }
    }

    /** Does it to a local directory; what was told, or "refused". */
    String by(Path root) throws IOException {
        var file = root.resolve(path).normalize();
        var second = root.resolve(other).normalize();
        try {
            return switch (kind) {
                case WRITE -> {
                    Files.write(file, content());
                    yield "";
                }
                case APPEND -> {
                    Files.write(file, content(), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
                    yield "";
                }
                case TRUNCATE -> truncate(file);
                case READ -> Files.readString(file);
                case MKDIR -> {
                    Files.createDirectory(file);
                    yield "";
                }
                case RMDIR -> delete(file, true);
                case REMOVE -> delete(file, false);
                case RENAME -> {
                    if (Files.exists(second, LinkOption.NOFOLLOW_LINKS)) {
                        throw new FileAlreadyExistsException(other);
                    }
                    Files.move(file, second, StandardCopyOption.ATOMIC_MOVE);
                    yield "";
                }
                case REPLACE -> {
                    Files.move(file, second, StandardCopyOption.ATOMIC_MOVE);
                    yield "";
                }
                case SYMLINK -> {
                    Files.createSymbolicLink(file, Path.of(target()));
                    yield "";
                }
                case READLINK -> Files.readSymbolicLink(file).toString();
                case HARDLINK -> hardlink(file, second);
                case CHMOD -> {
                    Files.setAttribute(file, "unix:mode", 0700 | number);
                    yield "";
                }
                case STAT -> told(file);
                case LSTAT -> told(file, LinkOption.NOFOLLOW_LINKS);
                case LIST -> {
                    var names = new TreeSet<String>();
                    try (var list = Files.list(file)) {
                        list.forEach(entry -> names.add(entry.getFileName().toString()));
                    }
                    yield names.toString();
                }
            };
        } catch (IOException e) { // reading a directory has no class of its own
            return "refused";
        }
    }

    private byte[] content() {
        return "content".repeat(number).getBytes(UTF_8);
    }

    private String target() {
        return path.contains("/") ? "../" + other : other; // some lead to nothing, some in a circle, none outside
    }

    private String truncate(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new NoSuchFileException(path);
        }
        byte[] before = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(before, number), StandardOpenOption.TRUNCATE_EXISTING);
        return "";
    }

    private static String delete(Path file, boolean directory) throws IOException {
        if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS) != directory) {
            throw new NoSuchFileException(file.toString());
        }
        Files.delete(file);
        return "";
    }

    private static String hardlink(Path file, Path second) throws IOException {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) && !Files.isSymbolicLink(file)) {
            throw new NoSuchFileException(file.toString());
        }
        Files.createLink(second, file);
        return "";
    }

    private static String told(SFTPAttributes attributes) {
        var type = attributes.type();
        boolean file = type == FileType.REGULAR;
        boolean link = type == FileType.SYMBOLIC_LINK;
        return type
                + (file ? " " + attributes.size().getAsLong() : "")
                + (link ? "" : String.format(" %o", attributes.permissions().getAsInt()));
    }

    private static String told(Path file, LinkOption... options) throws IOException {
        var all = Files.readAttributes(file, "unix:mode,size", options);
        return told(SFTPAttributes.of(a -> a.permissions((int) all.get("mode")).size((long) all.get("size"))));
    }

    /** Names, kinds, permissions, contents and targets below a directory. */
    static Map<String, String> snapshot(Path root) throws IOException {
        var found = new TreeMap<String, String>();
        try (var paths = Files.walk(root)) {
            for (Path path : (Iterable<Path>) paths::iterator) {
                String content = Files.isSymbolicLink(path)
                        ? Files.readSymbolicLink(path).toString()
                        : Files.isRegularFile(path) ? Files.readString(path) : "";
                found.put(root.relativize(path).toString(), told(path, LinkOption.NOFOLLOW_LINKS) + content);
            }
        }
        return found;
    }
}
