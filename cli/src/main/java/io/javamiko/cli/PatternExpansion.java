package io.javamiko.cli;

import io.javamiko.sftp.SFTPException;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.util.ArrayList;
import java.util.List;

/** The paths that a {@link Glob} pattern with several components matches, on either side of the connection. */
final class PatternExpansion {
    /** What paths are looked up in. */
    interface Tree {
        /** The names in a directory, in any order. */
        List<String> names(String directory) throws IOException;

        boolean exists(String path) throws IOException;
    }

    private PatternExpansion() {}

    /**
     * Expands an absolute pattern.
     *
     * @return paths in the order of their names; none if nothing matches
     */
    static List<String> expand(String pattern, Tree tree) throws IOException {
        List<String> paths = List.of("/");
        for (String component : pattern.split("/", -1)) {
            if (!component.isEmpty()) {
                paths = matches(paths, component, tree);
            }
        }
        return paths;
    }

    private static List<String> matches(List<String> directories, String component, Tree tree) throws IOException {
        var found = new ArrayList<String>();
        for (String directory : directories) {
            if (!Glob.isPattern(component)) {
                String path = RemoteDirectory.child(directory, Glob.literal(component));
                if (tree.exists(path)) {
                    found.add(path);
                }
            } else {
                var regex = Glob.compile(component);
                names(tree, directory).stream()
                        .filter(name -> regex.matcher(name).matches())
                        .sorted()
                        .forEach(name -> found.add(RemoteDirectory.child(directory, name)));
            }
        }
        return found;
    }

    /** What is no directory, or may not be read, has no names that could match. */
    private static List<String> names(Tree tree, String directory) throws IOException {
        try {
            return tree.names(directory);
        } catch (SFTPException | FileSystemException e) {
            return List.of();
        }
    }
}
