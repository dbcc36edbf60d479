package io.javamiko.sftp;

import io.javamiko.sftp.files.LocalNames;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** A tree on its way up: directories are made while files of others are written, many at a time. */
final class TreeUpload implements AutoCloseable {
    private record Directory(Path local, String remote, int depth) {}

    private final Pipeline pipeline;
    private final TransferOptions options;
    private final TreeReport report;
    private final int handles;
    private final ArrayDeque<Directory> directories = new ArrayDeque<>(); // made there, to be gone through here
    private final List<Directory> made = new ArrayList<>();
    private Directory current; // or null
    private DirectoryStream<Path> stream;
    private Iterator<Path> entries;
    private int active; // files, and directories that are being made

    TreeUpload(Pipeline pipeline, SFTPClientOptions client, TransferOptions options) {
        this.pipeline = pipeline;
        this.options = options;
        this.report = new TreeReport(options);
        this.handles = pipeline.limits().handles(client.filesInFlight());
    }

    TransferReport run(Path local, String remote) throws IOException {
        pipeline.add(this);
        if (!Files.isDirectory(local)) {
            throw new FileSystemException(local.toString(), null, "not a directory");
        }
        make(new Directory(local, remote, 0));
        do {
            startWhatCanStart();
        } while (pipeline.turn());
        preserveDirectories();
        return report.done();
    }

    private void startWhatCanStart() throws IOException {
        while (active < handles && pipeline.hasRoom()) {
            var entry = nextEntry();
            if (entry == null) {
                return;
            }
            try {
                start(entry);
            } catch (FileSystemException e) {
                report.failed(entry.toString(), e);
            }
        }
    }

    private void start(Path entry) throws IOException {
        String remote = TreeDownload.join(current.remote, LocalNames.of(entry));
        var kind = Files.readAttributes(entry, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        if (kind.isDirectory()) {
            make(new Directory(entry, remote, current.depth + 1));
        } else if (kind.isRegularFile()) {
            var source = LocalSource.open(entry);
            active++;
            new Upload(pipeline, remote, source, options, (bytes, failure) -> {
                        active--;
                        report.file(remote, bytes, failure);
                    })
                    .start();
        } else {
            report.skipped(remote, kind.isSymbolicLink() ? "a symbolic link" : "neither a file nor a directory");
        }
    }

    /** The next entry of the directories that have been made; null if there is none now. */
    @SuppressWarnings("StreamResourceLeak") // held while its entries are used, closed by close()
    private Path nextEntry() throws IOException {
        while (true) {
            try {
                if (entries != null && entries.hasNext()) {
                    return entries.next();
                }
                close();
                if (directories.isEmpty()) {
                    return null;
                }
                current = directories.pop();
                stream = Files.newDirectoryStream(current.local);
                entries = stream.iterator();
                report.directory();
            } catch (DirectoryIteratorException e) {
                close();
                report.failed(current.local.toString(), e.getCause());
            } catch (FileSystemException e) {
                report.failed(current.local.toString(), e);
            }
        }
    }

    private void make(Directory directory) throws IOException {
        if (directory.depth > TreeDownload.MAX_DEPTH) {
            throw new FileSystemException(
                    directory.local.toString(), null, "over " + TreeDownload.MAX_DEPTH + " directories deep");
        }
        String remote = directory.remote;
        active++;
        pipeline.ask(
                "mkdir",
                remote,
                SFTPReply.Status.NUMBER,
                id -> new SFTPRequest.MkDir(id, remote, SFTPAttributes.none()),
                call -> {
                    if (((SFTPReply.Status) call.reply()).code() == SFTPStatus.OK.code()) {
                        isThere(directory);
                    } else {
                        lookAt(directory, call);
                    }
                });
    }

    /** Version 3 has no status for "exists". */
    private void lookAt(Directory directory, Call refused) throws IOException {
        String remote = directory.remote;
        pipeline.ask("stat", remote, SFTPReply.Attrs.NUMBER, id -> new SFTPRequest.Stat(id, remote), call -> {
            if (call.reply() instanceof SFTPReply.Attrs attrs
                    && attrs.attributes().isDirectory()) {
                isThere(directory);
            } else {
                active--;
                try {
                    refused.ok();
                } catch (SFTPException e) {
                    report.failed(remote, e);
                }
            }
        });
    }

    private void isThere(Directory directory) {
        active--;
        directories.push(directory);
        made.add(directory);
    }

    private void preserveDirectories() throws IOException {
        for (int i = made.size() - 1;
                i >= 0 && options.preserves();
                i--) { // the deepest first: each change touches its parent
            var directory = made.get(i);
            var attributes = LocalAttributes.of(directory.local);
            var kept = SFTPAttributes.of(a -> {
                attributes.permissions().ifPresent(a::permissions);
                a.times(
                        attributes.accessed().orElseThrow(),
                        attributes.modified().orElseThrow());
            });
            pipeline.ask(
                    "set the attributes of",
                    directory.remote,
                    SFTPReply.Status.NUMBER,
                    id -> new SFTPRequest.SetStat(id, directory.remote, kept),
                    call -> {
                        try {
                            call.ok();
                        } catch (SFTPException e) {
                            report.failed(directory.remote, e);
                        }
                    });
        }
        pipeline.run();
    }

    /** Closes the local directory that is being gone through. */
    @Override
    public void close() throws IOException {
        if (stream != null) {
            stream.close();
            stream = null;
            entries = null;
        }
    }
}
