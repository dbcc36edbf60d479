package io.javamiko.cli;

import io.javamiko.Sanitised;
import io.javamiko.sftp.SFTPClient;
import io.javamiko.sftp.TransferOptions;
import io.javamiko.sftp.TransferProgress;
import io.javamiko.sftp.TransferReport;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** {@code get} and {@code put} in all their forms. Not thread-safe. */
final class SFTPTransfers {
    /**
     * What holds for every transfer.
     *
     * @param quiet says not what it does
     */
    record Settings(boolean recursive, boolean preserve, boolean quiet) {}

    private final SFTPClient sftp;
    private final RemoteDirectory remote;
    private final LocalDirectory local;
    private final PrintStream out;
    private final PrintStream errors;
    private final Settings settings;

    SFTPTransfers(
            SFTPClient sftp,
            RemoteDirectory remote,
            LocalDirectory local,
            PrintStream out,
            PrintStream errors,
            Settings settings) {
        this.sftp = sftp;
        this.remote = remote;
        this.local = local;
        this.out = out;
        this.errors = errors;
        this.settings = settings;
    }

    /** @param flags letters: {@code a} resume, {@code f} fsync, {@code p} preserve, {@code r} recursive */
    private TransferOptions options(String flags, boolean progress) {
        return TransferOptions.of(o -> {
            if (settings.preserve() || flags.indexOf('p') >= 0 || flags.indexOf('P') >= 0) {
                o.preserve();
            }
            if (flags.indexOf('a') >= 0) {
                o.resume();
            }
            if (flags.indexOf('f') >= 0) {
                o.sync();
            }
            o.keepGoing().progress(progress ? new Bars(out) : TransferProgress.none());
        });
    }

    private boolean isRecursive(String flags) {
        return settings.recursive() || flags.indexOf('r') >= 0 || flags.indexOf('R') >= 0;
    }

    /**
     * Downloads what a word means.
     *
     * @param target or {@code null} for the same name here
     * @return whether all of it came
     */
    boolean get(String flags, Words.Word source, String target, boolean progress) throws IOException {
        var sources = remote.expand(source);
        Path to = local.resolve(target == null ? "" : target);
        boolean into = Files.isDirectory(to);
        if (sources.size() > 1 && !into) {
            throw new UsageException("Multiple source paths, but destination \"" + target + "\" is not a directory");
        }
        boolean good = true;
        for (String path : sources) {
            good &= getOne(flags, path, into ? to.resolve(localName(path)) : to, progress);
        }
        return good;
    }

    /** The name that a file of the server's gets here: never a way out of the directory. */
    private String localName(String path) throws IOException {
        String name = RemoteDirectory.name(path);
        if (!RemoteDirectory.isPlain(name)) { // "get ." and the like
            name = RemoteDirectory.name(sftp.realPath(path));
        }
        return RemoteDirectory.isPlain(name) ? name : "root";
    }

    private boolean getOne(String flags, String path, Path to, boolean progress) throws IOException {
        var options = options(flags, progress);
        if (sftp.stat(path).isDirectory()) {
            if (!isRecursive(flags)) {
                throw new UsageException("download \"" + path + "\": it is a directory; get -r gets it");
            }
            say("Retrieving " + path);
            return report(sftp.getTree(path, to, o -> copy(options, o)));
        }
        say("Fetching " + path + " to "
                + local.path().relativize(to.toAbsolutePath().normalize()));
        sftp.get(path, to, options);
        return true;
    }

    /**
     * Uploads what a word means.
     *
     * @param target or {@code null} for the same name there
     * @return whether all of it went
     */
    boolean put(String flags, Words.Word source, String target, boolean progress) throws IOException {
        var sources = local.expand(source);
        String to = remote.resolve(target == null ? "" : target);
        boolean into = target == null || remote.isDirectory(to);
        if (sources.size() > 1 && !into) {
            throw new UsageException("Multiple paths match, but destination \"" + target + "\" is not a directory");
        }
        boolean good = true;
        for (Path path : sources) {
            good &= putOne(flags, path, into ? RemoteDirectory.child(to, name(path)) : to, progress);
        }
        return good;
    }

    private static String name(Path path) throws IOException {
        return path.toRealPath().equals(path.toRealPath().getRoot())
                ? "root"
                : path.getFileName().toString().matches("\\.{0,2}")
                        ? path.toRealPath().getFileName().toString()
                        : path.getFileName().toString();
    }

    private boolean putOne(String flags, Path path, String to, boolean progress) throws IOException {
        var options = options(flags, progress);
        if (Files.isDirectory(path)) {
            if (!isRecursive(flags)) {
                throw new UsageException("upload \"" + path + "\": it is a directory; put -r puts it");
            }
            say("Entering " + path);
            return report(sftp.putTree(path, to, o -> copy(options, o)));
        }
        say("Uploading " + local.path().relativize(path.toAbsolutePath().normalize()) + " to " + to);
        sftp.put(path, to, options);
        return true;
    }

    private static void copy(TransferOptions from, TransferOptions.Builder to) {
        to.keepGoing().progress(from.progress());
        if (from.preserves()) {
            to.preserve();
        }
        if (from.resumes()) {
            to.resume();
        }
        if (from.syncs()) {
            to.sync();
        }
    }

    private boolean report(TransferReport report) {
        for (var skipped : report.skipped()) {
            errors.println(Sanitised.of(skipped.path()) + ": skipped, " + skipped.reason());
        }
        for (var failure : report.failures()) {
            errors.println(Javamiko.why(failure.cause()));
        }
        return report.failures().isEmpty();
    }

    private void say(String text) {
        if (!settings.quiet()) {
            out.println(Sanitised.of(text));
        }
    }

    /** A bar for each file, on one line until the file is there. */
    private static final class Bars implements TransferProgress {
        private final PrintStream out;
        private final Map<String, ProgressBar> bars = new HashMap<>();

        Bars(PrintStream out) {
            this.out = out;
        }

        @Override
        public void transferred(String path, long done, long total) {
            String name = Sanitised.of(RemoteDirectory.name(path));
            var bar = bars.computeIfAbsent(path, any -> new ProgressBar(out, true, name));
            bar.update(done, total);
            if (done == total) {
                bar.end();
                bars.remove(path);
            }
        }
    }
}
