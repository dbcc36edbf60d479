package io.javamiko.sftp.server;

import io.javamiko.sftp.files.LocalNames;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What a symbolic link says, as the client sees it and as it is stored. A client's absolute target is stored below the
 * root, so that the link leads to the same file for all; a target that leads out is neither stored nor told.
 */
final class LinkText {
    private LinkText() {}

    /** As it is stored in a directory of that depth below the root. */
    static Path toStore(Path root, String target, int depth) throws AccessDeniedException, NoSuchFileException {
        boolean absolute = target.startsWith("/");
        var stored = absolute ? root : root.getFileSystem().getPath("");
        for (String part : parts(target, absolute ? 0 : depth)) {
            boolean dots = part.equals(".") || part.equals("..");
            var component = dots
                    ? root.getFileSystem().getPath(part)
                    : LocalNames.component(root, part).orElseThrow(() -> new NoSuchFileException(null));
            stored = stored.resolve(component);
        }
        return stored;
    }

    /** As the client sees what is stored in a directory of that depth below the root. */
    static String toTell(Path root, Path stored, int depth) throws AccessDeniedException {
        boolean absolute = stored.isAbsolute();
        if (absolute && !stored.startsWith(root)) {
            throw new AccessDeniedException(null);
        }
        var names = new ArrayList<String>();
        (absolute ? root.relativize(stored) : stored).forEach(part -> names.add(LocalNames.of(part)));
        String text = (absolute ? "/" : "") + String.join("/", names);
        parts(text, absolute ? 0 : depth);
        return text;
    }

    /** The components; refused if they lead above the root. */
    private static List<String> parts(String text, int depth) throws AccessDeniedException {
        var parts = new ArrayList<String>();
        int level = depth;
        for (String part : text.split("/", -1)) {
            level += part.isEmpty() || part.equals(".") ? 0 : part.equals("..") ? -1 : 1;
            if (level < 0) {
                throw new AccessDeniedException(null);
            }
            if (!part.isEmpty()) {
                parts.add(part);
            }
        }
        return parts;
    }
}
