package io.javamiko.cli;

import io.javamiko.sftp.SFTPClient;
import io.javamiko.sftp.SFTPException;
import io.javamiko.sftp.SFTPStatus;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The working directory on the server: what names and patterns mean there. Not thread-safe. */
final class RemoteDirectory implements PatternExpansion.Tree {
    private final SFTPClient sftp;
    private final String home;
    private String path;

    RemoteDirectory(SFTPClient sftp) throws IOException {
        this.sftp = sftp;
        this.home = sftp.realPath(".");
        this.path = home;
    }

    String path() {
        return path;
    }

    /** The absolute path of a name here. */
    String resolve(String name) {
        return name.startsWith("/") ? name : name.isEmpty() ? path : child(path, name);
    }

    static String child(String directory, String name) {
        return directory.endsWith("/") ? directory + name : directory + "/" + name;
    }

    /** The last name of a path, without slashes behind it. */
    static String name(String path) {
        String bare = path.replaceFirst("/+$", "");
        return bare.substring(bare.lastIndexOf('/') + 1);
    }

    /** Goes to a directory; home for an empty name. */
    void change(String name) throws IOException {
        String target = name.isEmpty() ? home : sftp.realPath(resolve(name));
        if (!sftp.stat(target).isDirectory()) {
            throw new UsageException("can't change directory: \"" + name + "\" is not a directory");
        }
        path = target;
    }

    boolean isDirectory(String absolute) throws IOException {
        try {
            return sftp.stat(absolute).isDirectory();
        } catch (SFTPException e) {
            if (e.status() == SFTPStatus.NO_SUCH_FILE) {
                return false;
            }
            throw e;
        }
    }

    /**
     * The paths that a word means, absolute.
     *
     * @throws UsageException if it is a pattern that matches nothing
     */
    List<String> expand(Words.Word word) throws IOException {
        if (!Glob.isPattern(word.pattern())) {
            return List.of(resolve(word.text()));
        }
        var found = PatternExpansion.expand(resolve(word.pattern()), this);
        if (found.isEmpty()) {
            throw new UsageException("File \"" + resolve(word.text()) + "\" not found.");
        }
        return found;
    }

    @Override
    public List<String> names(String directory) throws IOException {
        var names = new ArrayList<String>();
        for (var entry : sftp.list(directory)) {
            if (isPlain(entry.name())) {
                names.add(entry.name());
            }
        }
        return names;
    }

    /** A server may send any name; one with a slash would be somewhere else. */
    static boolean isPlain(String name) {
        return !name.isEmpty()
                && !name.equals(".")
                && !name.equals("..")
                && name.indexOf('/') < 0
                && name.indexOf('\0') < 0;
    }

    @Override
    public boolean exists(String absolute) throws IOException {
        try {
            sftp.lstat(absolute);
            return true;
        } catch (SFTPException e) {
            if (e.status() == SFTPStatus.NO_SUCH_FILE) {
                return false;
            }
            throw e;
        }
    }
}
