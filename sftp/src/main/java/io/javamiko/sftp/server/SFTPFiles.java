package io.javamiko.sftp.server;

import io.javamiko.sftp.FileSystemStatistics;
import io.javamiko.sftp.SFTPAttributes;
import io.javamiko.sftp.SFTPException;
import io.javamiko.sftp.SFTPOpenFlag;
import io.javamiko.sftp.SFTPStatus;
import java.io.IOException;
import java.util.Set;

/**
 * What an {@link SFTPServer} serves. Implement it to serve something else than a directory; what is not overridden is
 * answered by {@code OP_UNSUPPORTED}.
 *
 * <p>A path comes here in its one canonical form, which nothing else sees another form of: it begins with {@code /}, has no
 * {@code .} and {@code ..}, no empty component, no NUL, and no slash at its end; relative ones were taken from {@code /},
 * and {@code ..} was taken as text, above {@code /} as nothing. A byte that is not UTF-8 is one of U+DC80 to U+DCFF.
 *
 * <p>An {@link SFTPException} is the answer that the client gets. Of the exceptions of {@code java.nio.file} it gets the
 * status that fits and no text; of everything else {@code FAILURE}. Called by one thread a session, so by many at once.
 */
public interface SFTPFiles {
    /**
     * Opens a file. The flags have been checked: READ or WRITE is there, APPEND and TRUNCATE
     * never without WRITE, EXCLUSIVE never without CREATE.
     *
     * @param attributes for a file that this makes; often none
     */
    OpenFile open(String path, Set<SFTPOpenFlag> flags, SFTPAttributes attributes) throws IOException;

    /** Opens a directory to list it. */
    OpenDirectory openDirectory(String path) throws IOException;

    /** A file's attributes; of what it points to, if it is a link. The mode has the file's type. */
    SFTPAttributes attributes(String path) throws IOException;

    /** A file's attributes; its own, if it is a link. */
    default SFTPAttributes linkAttributes(String path) throws IOException {
        return attributes(path);
    }

    /** Sets those attributes that are there; of what it points to, if it is a link. */
    default void setAttributes(String path, SFTPAttributes attributes) throws IOException {
        throw unsupported();
    }

    /** Sets those attributes that are there; its own, if it is a link. */
    default void setLinkAttributes(String path, SFTPAttributes attributes) throws IOException {
        throw unsupported();
    }

    /** Makes a directory. */
    default void makeDirectory(String path, SFTPAttributes attributes) throws IOException {
        throw unsupported();
    }

    /** Removes an empty directory. */
    default void removeDirectory(String path) throws IOException {
        throw unsupported();
    }

    /** Removes a file or a link. */
    default void remove(String path) throws IOException {
        throw unsupported();
    }

    /** Gives a file or directory another name, which must not be taken. */
    default void rename(String from, String to) throws IOException {
        throw unsupported();
    }

    /** Gives a file or directory another name, at once, in place of what has it. */
    default void replace(String from, String to) throws IOException {
        throw unsupported();
    }

    /** Where a symbolic link points to. */
    default String readLink(String path) throws IOException {
        throw unsupported();
    }

    /** Makes a symbolic link. {@code target} is as the client sent it: it is text, and may lead anywhere. */
    default void makeSymbolicLink(String target, String path) throws IOException {
        throw unsupported();
    }

    /** Gives a file a second name. */
    default void makeHardLink(String existing, String path) throws IOException {
        throw unsupported();
    }

    /** The path without symbolic links; the last component need not be there. */
    default String realPath(String path) throws IOException {
        return path;
    }

    /** Tells of the file system that a path is on. */
    default FileSystemStatistics statistics(String path) throws IOException {
        throw unsupported();
    }

    /**
     * Whether it serves an extension that is more than an open file's: {@code posix-rename@openssh.com},
     * {@code statvfs@openssh.com}, {@code fstatvfs@openssh.com}, {@code hardlink@openssh.com},
     * {@code lsetstat@openssh.com}. Clients are told so when a session begins.
     */
    default boolean supports(String extension) {
        return false;
    }

    private static SFTPException unsupported() {
        return new SFTPException(SFTPStatus.OP_UNSUPPORTED, "Operation unsupported");
    }
}
