package io.javamiko.conformance.checks.sftp;

import static io.javamiko.conformance.Check.server;
import static io.javamiko.conformance.checks.sftp.FXP.*;

import io.javamiko.conformance.Check;
import io.javamiko.conformance.Conversation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/** draft-ietf-secsh-filexfer-02 §6.7: OPENDIR and READDIR. */
final class Directories {
    private static final int MANY = 250; // more than a reply has

    static final List<Check> CHECKS = List.of(
            server("sftp-dir-01", c -> {
                try (var scratch = Scratch.on(c)) {
                    var sftp = scratch.sftp();
                    var files = new HashSet<String>();
                    for (int i = 0; i < MANY; i++) {
                        sftp.close(sftp.openFile(scratch.path("file-" + i), F_WRITE | F_CREAT));
                        files.add("file-" + i);
                    }
                    byte[] handle = sftp.expectHandle(sftp.sendPath(OPENDIR, scratch.directory()));
                    for (var entry : listed(c, sftp, handle)) {
                        boolean dots = entry.name().equals(".") || entry.name().equals("..");
                        c.verify(
                                dots || files.remove(entry.name()), entry.name() + " is listed twice, or is not there");
                    }
                    c.verify(files.isEmpty(), "not listed: " + files);
                    sftp.expectStatus(sftp.sendHandle(READDIR, handle), EOF);
                    sftp.close(handle);
                }
            }),
            server("sftp-dir-02", c -> {
                try (var scratch = Scratch.on(c)) {
                    var sftp = scratch.sftp();
                    scratch.file("a file", "1");
                    scratch.file("new\nline", "1");
                    scratch.subdirectory("d");
                    scratch.link("link", "a file");
                    byte[] handle = sftp.expectHandle(sftp.sendPath(OPENDIR, scratch.directory()));
                    var kinds = new HashMap<String, FileAttributes>();
                    for (var entry : listed(c, sftp, handle)) {
                        c.verify(!entry.name().contains("/"), "a name has a slash: " + entry.name());
                        kinds.put(entry.name(), entry.attributes());
                        if (entry.longName().chars().anyMatch(Character::isISOControl)) {
                            c.warn("a long name has control characters");
                        }
                    }
                    c.verify(
                            kinds.keySet().containsAll(List.of("a file", "new\nline", "d", "link")),
                            "names are changed");
                    kind(c, kinds, "link", FileAttributes.LINK);
                    kind(c, kinds, "d", FileAttributes.DIRECTORY);
                    kind(c, kinds, "a file", FileAttributes.REGULAR);
                }
            }),
            server("sftp-dir-03", c -> {
                try (var scratch = Scratch.on(c)) {
                    var sftp = scratch.sftp();
                    sftp.expectStatus(sftp.sendPath(OPENDIR, scratch.file("file", "1")));
                    sftp.expectStatus(sftp.sendPath(OPENDIR, scratch.path("none")), NO_SUCH_FILE);
                    if (sftp.reply(sftp.sendPath(OPENDIR, "")).type() != HANDLE) {
                        c.warn("the empty path is not the directory where the user begins (§6.2)");
                    }
                }
            }),
            server("sftp-dir-05", c -> {
                try (var scratch = Scratch.on(c)) {
                    var sftp = scratch.sftp();
                    var directory = scratch.subdirectory("d");
                    scratch.file("d/a", "1");
                    byte[] handle = sftp.expectHandle(sftp.sendPath(OPENDIR, directory));
                    sftp.expectOK(sftp.sendPath(REMOVE, scratch.path("d/a")));
                    if (sftp.reply(sftp.sendPath(RMDIR, directory)).code() != OK) {
                        c.note("a directory that is open can't be removed");
                        return;
                    }
                    var reply = sftp.reply(sftp.sendHandle(READDIR, handle));
                    c.verify(reply.type() == NAME || reply.type() == STATUS, "READDIR of what has gone gets " + reply);
                    sftp.expectAnswer();
                }
            }));

    private Directories() {}

    private static void kind(Conversation c, Map<String, FileAttributes> kinds, String name, long kind)
            throws IOException {
        var attributes = kinds.get(name);
        c.verify(
                !attributes.isAnother(kind),
                name + " is listed with the permissions " + Long.toOctalString(attributes.permissions()));
    }

    private static List<SFTPPeer.Entry> listed(Conversation c, SFTPPeer sftp, byte[] handle) throws IOException {
        var all = new ArrayList<SFTPPeer.Entry>();
        while (true) {
            var reply = sftp.reply(sftp.sendHandle(READDIR, handle));
            if (reply.type() == STATUS) {
                c.verify(reply.code() == EOF, "the end of a directory is STATUS " + reply.code());
                return all;
            }
            var entries = SFTPPeer.entries(reply.fields());
            c.verify(!entries.isEmpty() || !all.isEmpty(), "NAME has no entry");
            c.verify(all.size() < 10 * MANY, "a listing has no end");
            all.addAll(entries);
        }
    }
}
