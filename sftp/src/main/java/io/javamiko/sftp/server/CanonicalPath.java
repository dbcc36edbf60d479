package io.javamiko.sftp.server;

import io.javamiko.sftp.SFTPException;
import io.javamiko.sftp.SFTPStatus;
import java.util.ArrayList;
import java.util.List;

/**
 * The one form of a path that everything behind the server's door sees: what is checked is what is used (SFTPGo's
 * GHSA-x8qh-7475-c5mp came of two).
 */
final class CanonicalPath {
    private CanonicalPath() {}

    /** Absolute, without dots and empty components; {@code ..} is text here and ends at {@code /}. */
    static String of(String path) throws SFTPException {
        if (path.indexOf('\0') >= 0) {
            throw new SFTPException(SFTPStatus.NO_SUCH_FILE, "No such file");
        }
        var components = new ArrayList<String>();
        for (String component : path.split("/", -1)) {
            if (component.equals("..")) {
                if (!components.isEmpty()) {
                    components.remove(components.size() - 1);
                }
            } else if (!component.isEmpty() && !component.equals(".")) {
                components.add(component);
            }
        }
        return "/" + String.join("/", components);
    }

    /** The components of a canonical path; none of {@code /}. */
    static List<String> components(String canonical) {
        return canonical.equals("/")
                ? List.of()
                : List.of(canonical.substring(1).split("/", -1));
    }
}
