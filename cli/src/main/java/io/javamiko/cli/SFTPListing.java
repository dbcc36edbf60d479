package io.javamiko.cli;

import io.javamiko.Sanitised;
import io.javamiko.sftp.FileType;
import io.javamiko.sftp.SFTPAttributes;
import io.javamiko.sftp.SFTPClient;
import io.javamiko.sftp.SFTPEntry;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** What {@code sftp} shows of files: {@code ls}, {@code stat}, {@code df}, {@code lls}. */
final class SFTPListing {
    private static final int WIDTH = 80;
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("MMM dd HH:mm", Locale.ROOT).withZone(ZoneId.systemDefault());

    private final SFTPClient sftp;
    private final RemoteDirectory remote;
    private final PrintStream out;

    SFTPListing(SFTPClient sftp, RemoteDirectory remote, PrintStream out) {
        this.sftp = sftp;
        this.remote = remote;
        this.out = out;
    }

    /** Lists what the arguments mean; the working directory if there are none. */
    void show(String flags, List<Words.Word> arguments) throws IOException {
        if (arguments.isEmpty()) {
            directory(flags, remote.path());
            return;
        }
        var word = arguments.get(0);
        var paths = remote.expand(word);
        if (paths.size() == 1 && sftp.stat(paths.get(0)).isDirectory()) {
            directory(flags, paths.get(0));
            return;
        }
        var entries = new ArrayList<SFTPEntry>();
        for (String path : paths) {
            entries.add(new SFTPEntry(shown(path, word.text()), sftp.lstat(path)));
        }
        print(flags, entries);
    }

    /** Relative as it was asked for. */
    private String shown(String path, String asked) {
        String here = RemoteDirectory.child(remote.path(), "");
        return !asked.startsWith("/") && path.startsWith(here) ? path.substring(here.length()) : path;
    }

    private void directory(String flags, String path) throws IOException {
        var entries = new ArrayList<>(sftp.list(path));
        entries.removeIf(entry -> entry.name().startsWith(".") && flags.indexOf('a') < 0);
        print(flags, entries);
    }

    private void print(String flags, List<SFTPEntry> entries) {
        if (flags.indexOf('f') < 0) {
            entries.sort(order(flags));
        }
        if (flags.indexOf('l') >= 0 || flags.indexOf('n') >= 0) {
            entries.forEach(entry -> out.println(line(flags, entry)));
        } else if (flags.indexOf('1') >= 0) {
            entries.forEach(entry -> out.println(Sanitised.of(entry.name())));
        } else {
            columns(entries.stream().map(entry -> Sanitised.of(entry.name())).toList());
        }
    }

    private static Comparator<SFTPEntry> order(String flags) {
        Comparator<SFTPEntry> order = flags.indexOf('t') >= 0
                ? Comparator.comparing(
                                (SFTPEntry e) -> e.attributes().modified().orElse(Instant.EPOCH))
                        .reversed()
                : flags.indexOf('S') >= 0
                        ? Comparator.comparing(
                                        (SFTPEntry e) -> e.attributes().size().orElse(0))
                                .reversed()
                        : Comparator.comparing(SFTPEntry::name);
        return flags.indexOf('r') >= 0 ? order.reversed() : order;
    }

    private static String line(String flags, SFTPEntry entry) {
        boolean own = flags.indexOf('n') >= 0
                || flags.indexOf('h') >= 0
                || entry.longName().isBlank();
        return own ? line(flags.indexOf('h') >= 0, entry) : Sanitised.of(entry.longName());
    }

    /** As {@code ls -ln} has it. */
    private static String line(boolean inWords, SFTPEntry entry) {
        var a = entry.attributes();
        long size = a.size().orElse(0);
        return String.format(
                Locale.ROOT,
                "%s    ? %-8s %-8s %10s %s %s",
                mode(a),
                a.uid().isPresent() ? a.uid().getAsLong() : "?",
                a.gid().isPresent() ? a.gid().getAsLong() : "?",
                inWords ? Quantities.inWords((double) size) : Long.toString(size),
                a.modified().map(TIME::format).orElse("?"),
                Sanitised.of(entry.name()));
    }

    /** {@code drwxr-xr-x}. */
    private static String mode(SFTPAttributes attributes) {
        var text = new StringBuilder().append(attributes.type().letter());
        int bits = attributes.permissions().orElse(0);
        for (int i = 8; i >= 0; i--) {
            text.append((bits >> i & 1) != 0 ? "rwx".charAt((8 - i) % 3) : '-');
        }
        return text.toString();
    }

    private void columns(List<String> names) {
        int width = names.stream().mapToInt(String::length).max().orElse(0) + 2;
        int across = Math.max(1, WIDTH / width);
        int down = (names.size() + across - 1) / across;
        for (int row = 0; row < down; row++) {
            var line = new StringBuilder();
            for (int i = row; i < names.size(); i += down) {
                line.append(String.format("%-" + width + "s", names.get(i)));
            }
            out.println(line.toString().stripTrailing());
        }
    }

    /** The attributes of a path, a line each. */
    void stat(String flags, String path) throws IOException {
        var a = flags.indexOf('L') >= 0 ? sftp.stat(path) : sftp.lstat(path);
        out.println("  File: " + Sanitised.of(path)
                + (a.type() == FileType.SYMBOLIC_LINK ? " -> " + Sanitised.of(sftp.readlink(path)) : ""));
        out.println("  Type: " + a.type().name().toLowerCase(Locale.ROOT).replace('_', ' '));
        a.size().ifPresent(size -> out.println("  Size: " + size));
        a.permissions().ifPresent(bits -> out.println(String.format("Access: %04o %s", bits, mode(a))));
        a.uid()
                .ifPresent(uid ->
                        out.println("   Uid: " + uid + "  Gid: " + a.gid().orElse(0)));
        a.modified().ifPresent(time -> out.println("Modify: " + time));
        a.accessed().ifPresent(time -> out.println("Access: " + time));
    }

    /** How full a file system is. */
    void fileSystem(String flags, String path) throws IOException {
        var s = sftp.statistics(path);
        boolean inodes = flags.indexOf('i') >= 0;
        long unit = inodes ? 1 : s.fragmentSize();
        long total = inodes ? s.files() : s.blocks();
        long free = inodes ? s.freeFiles() : s.freeBlocks();
        long available = inodes ? s.availableFiles() : s.availableBlocks();
        long used = total - free;
        String format = "%12s %12s %12s %12s %10s";
        out.println(String.format(format, inodes ? "Inodes" : "Size", "Used", "Avail", "(root)", "%Capacity"));
        String capacity = total == 0 ? "-" : 100 * used / total + "%";
        boolean inWords = flags.indexOf('h') >= 0;
        out.println(String.format(
                format,
                amount(total, unit, inodes, inWords),
                amount(used, unit, inodes, inWords),
                amount(available, unit, inodes, inWords),
                amount(free, unit, inodes, inWords),
                capacity));
    }

    private static String amount(long count, long unit, boolean inodes, boolean inWords) {
        double bytes = (double) count * unit;
        return inWords ? Quantities.inWords(bytes) : String.format(Locale.ROOT, "%.0f", inodes ? bytes : bytes / 1024);
    }

    /** A directory on this side. */
    void local(Path path) throws IOException {
        try (var entries = Files.list(path)) {
            columns(entries.map(entry -> entry.getFileName().toString())
                    .filter(name -> !name.startsWith("."))
                    .sorted()
                    .toList());
        }
    }
}
