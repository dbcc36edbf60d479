package io.javamiko.sftp.server;

import io.javamiko.sftp.files.LocalNames;
import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Finds a path below a root, component by component, each in the directory that was opened before it. The system never
 * follows a link: its text is read and walked on with, from here, so that no link leads out, whoever made it and whenever.
 * What lies outside is answered as what is not there.
 */
final class Walk implements AutoCloseable {
    private static final int MAX_LINKS = 40; // as Linux

    private final Path root;
    private final ArrayDeque<String> ahead = new ArrayDeque<>();
    private final List<String> behind = new ArrayList<>(); // directories, none of them a link
    private Directory current;
    private int links;

    private Walk(Path root) throws IOException {
        this.root = root;
        this.current = Directory.root(root);
    }

    /** Finds what has this path; a link there is followed too, even if it leads to what is not there. */
    static Place follow(Path root, String canonical) throws IOException {
        return walk(root, canonical, true);
    }

    /** Finds what has this path; a link there is found itself. */
    static Place noFollow(Path root, String canonical) throws IOException {
        return walk(root, canonical, false);
    }

    private static Place walk(Path root, String canonical, boolean followLast) throws IOException {
        try (var walk = new Walk(root)) {
            walk.ahead.addAll(CanonicalPath.components(canonical));
            return walk.go(followLast);
        }
    }

    private Place go(boolean followLast) throws IOException {
        while (!ahead.isEmpty()) {
            String component = ahead.poll();
            if (component.equals("..")) { // of a link's text
                up();
                continue;
            }
            var name = LocalNames.component(root, component).orElseThrow(Walk::nothing);
            boolean last = ahead.isEmpty();
            if (last && !followLast) {
                return arrive(name, component);
            }
            var attributes = look(name, last);
            if (attributes != null && attributes.isSymbolicLink()) {
                follow(name);
            } else if (last) {
                return arrive(name, component);
            } else {
                down(name, component, attributes);
            }
        }
        return arrive(null, null);
    }

    /** What has this name; null if it is the last one and nothing has. */
    private BasicFileAttributes look(Path name, boolean last) throws IOException {
        try {
            return current.view(name, BasicFileAttributeView.class).readAttributes();
        } catch (NoSuchFileException e) {
            if (last) {
                return null;
            }
            throw e;
        }
    }

    private void follow(Path name) throws IOException {
        if (++links > MAX_LINKS) {
            throw new FileSystemLoopException(name.toString());
        }
        // by path, since Java has no other way; whatever text that gives, it is walked from here, below the root
        var target = Files.readSymbolicLink(current.path().resolve(name));
        if (target.isAbsolute()) {
            if (!target.startsWith(root)) {
                throw nothing();
            }
            restart(List.of());
            target = root.relativize(target);
        }
        var components = new ArrayList<String>();
        target.forEach(part -> components.add(LocalNames.of(part)));
        components.removeIf(part -> part.isEmpty() || part.equals("."));
        Collections.reverse(components);
        components.forEach(ahead::push);
    }

    private void up() throws IOException {
        if (behind.isEmpty()) {
            throw nothing();
        }
        restart(List.copyOf(behind.subList(0, behind.size() - 1)));
    }

    /** From the root again: a directory that was left may have been moved since. */
    private void restart(List<String> components) throws IOException {
        change(Directory.root(root));
        behind.clear();
        for (String component : components) {
            var name = LocalNames.component(root, component).orElseThrow(Walk::nothing);
            down(name, component, look(name, false));
        }
    }

    private void down(Path name, String component, BasicFileAttributes attributes) throws IOException {
        if (!attributes.isDirectory()) { // a pipe would keep us waiting, a link made since is refused by the system
            throw nothing();
        }
        change(current.directory(name));
        behind.add(component);
    }

    private void change(Directory next) throws IOException {
        var left = current;
        current = next;
        left.close();
    }

    private Place arrive(Path name, String component) {
        String directory = "/" + String.join("/", behind);
        String virtual =
                name == null ? directory : directory.equals("/") ? "/" + component : directory + "/" + component;
        var place = new Place(current, name, virtual);
        current = null; // the place's now
        return place;
    }

    private static NoSuchFileException nothing() {
        return new NoSuchFileException(null);
    }

    @Override
    public void close() throws IOException {
        if (current != null) {
            current.close();
        }
    }
}
