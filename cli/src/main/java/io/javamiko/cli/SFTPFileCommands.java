package io.javamiko.cli;

import io.javamiko.Sanitised;
import io.javamiko.sftp.SFTPAttributes;
import io.javamiko.sftp.SFTPClient;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;

/** {@code sftp}'s commands that change names and attributes on the server. */
final class SFTPFileCommands {
    private final SFTPClient sftp;
    private final RemoteDirectory remote;
    private final PrintStream out;

    SFTPFileCommands(SFTPClient sftp, RemoteDirectory remote, PrintStream out) {
        this.sftp = sftp;
        this.remote = remote;
        this.out = out;
    }

    void run(SFTPVerb verb, String flags, List<Words.Word> arguments) throws IOException {
        String first = arguments.get(0).text();
        switch (verb) {
            case MKDIR -> sftp.mkdir(remote.resolve(first));
            case RMDIR -> {
                for (String path : remote.expand(arguments.get(0))) {
                    sftp.rmdir(path);
                }
            }
            case RM -> remove(arguments.get(0));
            case RENAME ->
                rename(
                        flags,
                        remote.resolve(first),
                        remote.resolve(arguments.get(1).text()));
            case SYMLINK -> sftp.symlink(first, remote.resolve(arguments.get(1).text()));
            case LN -> link(flags, first, remote.resolve(arguments.get(1).text()));
            case CHMOD -> change(flags, arguments.get(1), permissions(first));
            case CHOWN, CHGRP -> owner(verb, flags, arguments);
            default -> throw new IllegalStateException("not here: " + verb);
        }
    }

    private void remove(Words.Word word) throws IOException {
        for (String path : remote.expand(word)) {
            out.println("Removing " + Sanitised.of(path));
            sftp.remove(path);
        }
    }

    private void rename(String flags, String from, String to) throws IOException {
        if (flags.contains("l") || !sftp.extensions().containsKey("posix-rename@openssh.com")) {
            sftp.rename(from, to);
        } else {
            sftp.posixRename(from, to);
        }
    }

    private void link(String flags, String existing, String link) throws IOException {
        if (flags.contains("s")) {
            sftp.symlink(existing, link); // as it was written: it may be relative to the link
        } else {
            sftp.hardlink(remote.resolve(existing), link);
        }
    }

    private static SFTPAttributes permissions(String mode) {
        if (!mode.matches("[0-7]{1,4}")) {
            throw new UsageException("\"" + mode + "\" is no mode; expected up to four octal digits");
        }
        return SFTPAttributes.of(a -> a.permissions(Integer.parseInt(mode, 8)));
    }

    private void change(String flags, Words.Word word, SFTPAttributes attributes) throws IOException {
        for (String path : remote.expand(word)) {
            set(flags, path, attributes);
        }
    }

    private void set(String flags, String path, SFTPAttributes attributes) throws IOException {
        if (flags.contains("h")) {
            sftp.setLinkAttributes(path, attributes);
        } else {
            sftp.setAttributes(path, attributes);
        }
    }

    /** The protocol sets owner and group together, so that the one that stays has to be asked for. */
    private void owner(SFTPVerb verb, String flags, List<Words.Word> arguments) throws IOException {
        long number = Quantities.number(verb.word(), arguments.get(0).text(), 0, Integer.MAX_VALUE);
        for (String path : remote.expand(arguments.get(1))) {
            var now = flags.contains("h") ? sftp.lstat(path) : sftp.stat(path);
            long uid = verb == SFTPVerb.CHOWN ? number : now.uid().orElse(0);
            long gid = verb == SFTPVerb.CHGRP ? number : now.gid().orElse(0);
            if (now.uid().isEmpty()) {
                throw new UsageException("the server does not say whose " + path + " is");
            }
            set(flags, path, SFTPAttributes.of(a -> a.owner(uid, gid)));
        }
    }
}
