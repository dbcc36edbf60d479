package io.javamiko.conformance.checks.sftp;

import io.javamiko.conformance.Conversation;
import io.javamiko.conformance.checks.CountedChannels;
import io.javamiko.conformance.peer.Depth;
import io.javamiko.wire.WireWriter;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.HexFormat;

/** A directory of a check's own where the user logs in to, and a session of SFTP; it is removed when it is closed. */
final class Scratch implements AutoCloseable {
    private static final int MOST_DEPTH = 8;

    private final Conversation c;
    private final SFTPPeer sftp;
    private final String directory;

    private Scratch(Conversation c, SFTPPeer sftp, String directory) {
        this.c = c;
        this.sftp = sftp;
        this.directory = directory;
    }

    /** On a connection of its own. */
    static Scratch on(Conversation c) throws IOException {
        byte[] unique = new byte[8];
        new SecureRandom().nextBytes(unique);
        var scratch = new Scratch(c, start(c), "javamiko-kit-" + HexFormat.of().formatHex(unique));
        long made = scratch.sftp.send(FXP.MKDIR, pathAnd(scratch.directory, FileAttributes.none()));
        c.assume(scratch.sftp.expect(FXP.STATUS, made).uint32() == FXP.OK, "it makes no directories");
        return scratch;
    }

    /** A session of SFTP on a connection of its own. */
    static SFTPPeer start(Conversation c) throws IOException {
        return SFTPPeer.start(CountedChannels.on(c.connect(Depth.AUTHENTICATED)));
    }

    /** A path, and what follows it. */
    static WireWriter pathAnd(String path, WireWriter rest) {
        return new WireWriter().utf8(path).raw(rest.toByteArray());
    }

    /** The session. */
    SFTPPeer sftp() {
        return sftp;
    }

    /** Where something of that name is, or would be. */
    String path(String name) {
        return directory + "/" + name;
    }

    /** Where the directory is. */
    String directory() {
        return directory;
    }

    /** A file that has this text; its path. */
    String file(String name, String text) throws IOException {
        sftp.put(path(name), text);
        return path(name);
    }

    /** A directory; its path. */
    String subdirectory(String name) throws IOException {
        sftp.expectOK(sftp.send(FXP.MKDIR, pathAnd(path(name), FileAttributes.none())));
        return path(name);
    }

    /** A symbolic link in the order of arguments that servers have; its path. */
    String link(String name, String target) throws IOException {
        sftp.expectOK(sftp.send(FXP.SYMLINK, new WireWriter().utf8(target).utf8(path(name))));
        return path(name);
    }

    @Override
    public void close() {
        try {
            remove(sftp, directory, MOST_DEPTH);
        } catch (IOException broken) {
            removeAnew();
        }
    }

    private void removeAnew() {
        try {
            remove(start(c), directory, MOST_DEPTH);
        } catch (IOException e) {
            c.note("the directory " + directory + " is left");
        }
    }

    private static void remove(SFTPPeer sftp, String directory, int depth) throws IOException {
        byte[] handle = sftp.expectHandle(sftp.sendPath(FXP.OPENDIR, directory));
        while (true) {
            var reply = sftp.reply(sftp.sendHandle(FXP.READDIR, handle));
            if (reply.type() != FXP.NAME) {
                break;
            }
            for (var entry : SFTPPeer.entries(reply.fields())) {
                removeEntry(sftp, directory, entry, depth);
            }
        }
        sftp.close(handle);
        sftp.reply(sftp.sendPath(FXP.RMDIR, directory));
    }

    private static void removeEntry(SFTPPeer sftp, String directory, SFTPPeer.Entry entry, int depth)
            throws IOException {
        if (entry.name().equals(".") || entry.name().equals("..")) {
            return;
        }
        var path = directory + "/" + entry.name();
        if (entry.attributes().is(FileAttributes.DIRECTORY) && depth > 0) {
            remove(sftp, path, depth - 1);
        } else {
            sftp.reply(sftp.sendPath(FXP.REMOVE, path));
        }
    }
}
