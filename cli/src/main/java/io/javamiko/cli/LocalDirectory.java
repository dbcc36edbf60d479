package io.javamiko.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;

/** The working directory on this side, which a Java process can't change for itself. Not thread-safe. */
final class LocalDirectory implements PatternExpansion.Tree {
    private final Path home = Path.of(System.getProperty("user.home", "."));
    private Path path = Path.of("").toAbsolutePath();

    Path path() {
        return path;
    }

    Path resolve(String name) {
        return path.resolve(ClientSettings.expand(name, home));
    }

    /** Goes to a directory; home for an empty name. */
    void change(String name) throws IOException {
        Path target = name.isEmpty() ? home : resolve(name);
        if (!Files.isDirectory(target)) {
            throw new UsageException("can't change local directory: \"" + name + "\" is not a directory");
        }
        path = target.toRealPath();
    }

    /**
     * The paths that a word means.
     *
     * @throws UsageException if it is a pattern that matches nothing
     */
    List<Path> expand(Words.Word word) throws IOException {
        if (!Glob.isPattern(word.pattern())) {
            return List.of(resolve(word.text()));
        }
        String pattern = word.pattern().startsWith("/") ? word.pattern() : escaped(path + "/") + word.pattern();
        var found = PatternExpansion.expand(pattern, this);
        if (found.isEmpty()) {
            throw new UsageException("File \"" + word.text() + "\" not found.");
        }
        return found.stream().map(Path::of).toList();
    }

    private static String escaped(String text) {
        return text.replaceAll("([*?\\[\\\\])", "\\\\$1");
    }

    @Override
    public List<String> names(String directory) throws IOException {
        try (var entries = Files.list(Path.of(directory))) {
            return entries.map(entry -> entry.getFileName().toString()).toList();
        }
    }

    @Override
    public boolean exists(String absolute) {
        return Files.exists(Path.of(absolute), LinkOption.NOFOLLOW_LINKS);
    }
}
