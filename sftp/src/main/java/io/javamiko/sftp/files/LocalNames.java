package io.javamiko.sftp.files;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Names from the wire as names of a local file system and back.
 *
 * <p>On Unix a local name is bytes too, but {@code Path.of} takes only what the locale's charset can write: in the POSIX
 * locale, the usual one of containers, not even "ü". {@code file:} URIs hold bytes, so names go through them, and every
 * name of a Unix file system survives. On other systems a name is text.
 */
public final class LocalNames {
    private static final boolean UNIX = File.separatorChar == '/';
    private static final String FORBIDDEN_OUTSIDE_UNIX = "<>:\"|?*\\";
    private static final Set<String> DEVICES = Set.of("con", "prn", "aux", "nul", "conin$", "conout$");

    private LocalNames() {}

    /**
     * One component as a path of the file system that {@code directory} is on, or empty if it can't be one: it is empty,
     * {@code .} or {@code ..}, has a separator or NUL in it, or the file system can't write it.
     */
    public static Optional<Path> component(Path directory, String name) {
        if (!isComponent(name) || (!isUnix(directory) && !isPortable(name))) {
            return Optional.empty();
        }
        try {
            var path = isUnix(directory) && !isASCII(name) ? viaURI(name) : plain(directory, name);
            boolean one = !path.isAbsolute() && path.getNameCount() == 1;
            return one ? Optional.of(path) : Optional.empty();
        } catch (IllegalArgumentException e) { // InvalidPathException is one
            return Optional.empty();
        }
    }

    /** Whether it is one component of a path in every SFTP server's sense: not empty, no {@code /}, no NUL, no dots alone. */
    public static boolean isComponent(String name) {
        return !name.isEmpty()
                && name.indexOf('/') < 0
                && name.indexOf('\0') < 0
                && !name.equals(".")
                && !name.equals("..");
    }

    /** The last component of a local path as text of {@link FileNames}; empty for a root. */
    public static String of(Path path) {
        var last = path.getFileName();
        if (last == null) {
            return "";
        }
        String text = last.toString();
        return isUnix(path) && !isASCII(text) ? fromURI(last) : text;
    }

    private static Path plain(Path directory, String name) {
        if (!UTF_8.newEncoder().canEncode(name)) {
            throw new InvalidPathException(name, "not text");
        }
        return directory.getFileSystem().getPath(name);
    }

    private static Path viaURI(String name) {
        var uri = new StringBuilder("file:///");
        for (byte b : FileNames.encode(name)) {
            uri.append(isUnreserved(b) ? Character.toString(b) : String.format("%%%02X", b));
        }
        return Path.of(URI.create(uri.toString())).getFileName();
    }

    private static String fromURI(Path last) {
        String uri = last.toUri().getRawPath(); // made absolute; with a slash at the end if it is a directory
        int end = uri.endsWith("/") ? uri.length() - 1 : uri.length();
        String raw = uri.substring(uri.lastIndexOf('/', end - 1) + 1, end);
        var bytes = new byte[raw.length()];
        int count = 0;
        for (int i = 0; i < raw.length(); count++) {
            boolean escaped = raw.charAt(i) == '%';
            bytes[count] = (byte) (escaped ? Integer.parseInt(raw.substring(i + 1, i + 3), 16) : raw.charAt(i));
            i += escaped ? 3 : 1;
        }
        return FileNames.decode(bytes, 0, count);
    }

    private static boolean isUnix(Path path) {
        return UNIX && path.getFileSystem() == FileSystems.getDefault();
    }

    private static boolean isASCII(String name) {
        return name.chars().allMatch(c -> c < 0x80);
    }

    private static boolean isUnreserved(byte b) {
        return (b >= '0' && b <= '9') || (b >= 'A' && b <= 'Z') || (b >= 'a' && b <= 'z');
    }

    /** What Windows would take for something else: a drive, a stream, a device, the same name without its last dot. */
    private static boolean isPortable(String name) {
        String stem = name.indexOf('.') < 0 ? name : name.substring(0, name.indexOf('.'));
        String lower = stem.strip().toLowerCase(Locale.ROOT);
        return !name.endsWith(".")
                && !name.endsWith(" ")
                && !DEVICES.contains(lower)
                && !lower.matches("(com|lpt)[0-9¹²³]")
                && name.chars().noneMatch(c -> c < 0x20 || FORBIDDEN_OUTSIDE_UNIX.indexOf(c) >= 0);
    }
}
