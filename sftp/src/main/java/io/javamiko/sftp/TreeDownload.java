package io.javamiko.sftp;

import io.javamiko.sftp.files.LocalNames;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * A tree on its way down: directories are listed while files of others are read, many at a time. Names come from the
 * server, so each must be one plain component before it is used here (CVE-2019-6111 and its kin).
 */
final class TreeDownload {
    static final int MAX_DEPTH = 64;
    private static final int LISTINGS = 4; // directories listed at once
    private static final int ENOUGH = 4096; // files that wait for their turn; no directory is read on meanwhile

    private record Directory(String remote, Path local, int depth, SFTPAttributes attributes) {}

    private record Waiting(String remote, Path local, SFTPAttributes attributes) {}

    private final Pipeline pipeline;
    private final TransferOptions options;
    private final TreeReport report;
    private final int maxEntries;
    private final int handles;
    private final ArrayDeque<Directory> directories = new ArrayDeque<>();
    private final ArrayDeque<Waiting> files = new ArrayDeque<>();
    private final List<Listing> listings = new ArrayList<>();
    private final List<Directory> made = new ArrayList<>();
    private int active; // files

    TreeDownload(Pipeline pipeline, SFTPClientOptions client, TransferOptions options) {
        this.pipeline = pipeline;
        this.options = options;
        this.report = new TreeReport(options);
        this.maxEntries = client.maxEntries();
        this.handles = pipeline.limits().handles(client.filesInFlight());
    }

    TransferReport run(String remote, Path local) throws IOException {
        Files.createDirectories(local);
        lookAtRoot(remote, local);
        do {
            startListings();
            startFiles();
        } while (pipeline.turn());
        for (int i = made.size() - 1;
                i >= 0 && options.preserves();
                i--) { // the deepest first: each change touches its parent
            LocalAttributes.set(made.get(i).local, made.get(i).attributes);
        }
        return report.done();
    }

    private void lookAtRoot(String remote, Path local) throws IOException {
        if (!options.preserves()) {
            directories.push(new Directory(remote, local, 0, SFTPAttributes.none()));
            return;
        }
        pipeline.ask("stat", remote, SFTPReply.Attrs.NUMBER, id -> new SFTPRequest.Stat(id, remote), call -> {
            var root = new Directory(remote, local, 0, call.attributes());
            made.add(root);
            directories.push(root);
            startListings();
        });
    }

    private void startListings() throws IOException {
        for (var listing : List.copyOf(listings)) {
            listing.more();
        }
        while (!directories.isEmpty() && files.size() < ENOUGH && listings.size() < LISTINGS && handleIsFree()) {
            var directory = directories.pop();
            var reader = new Entries(directory);
            reader.listing = new Listing(pipeline, directory.remote, reader, () -> files.size() < ENOUGH);
            listings.add(reader.listing);
            reader.listing.start();
        }
    }

    private void startFiles() throws IOException {
        while (!files.isEmpty() && pipeline.hasRoom() && handleIsFree()) {
            var file = files.poll();
            active++;
            var sink = new LocalSink(file.local, options);
            new Download(pipeline, file.remote, file.attributes, sink, options, (bytes, failure) -> {
                        active--;
                        report.file(file.remote, bytes, failure);
                    })
                    .start();
        }
    }

    private boolean handleIsFree() {
        return active + listings.size() < handles;
    }

    private void found(Directory parent, SFTPEntry entry) throws IOException {
        String remote = join(parent.remote, entry.name());
        var name = LocalNames.component(parent.local, entry.name());
        if (name.isEmpty()) {
            report.skipped(remote, "the name can't be that of a file here");
            return;
        }
        var local = parent.local.resolve(name.get());
        switch (entry.attributes().type()) {
            case REGULAR -> files.add(new Waiting(remote, local, entry.attributes()));
            case DIRECTORY -> descend(new Directory(remote, local, parent.depth + 1, entry.attributes()));
            case SYMBOLIC_LINK -> report.skipped(remote, "a symbolic link");
            case UNKNOWN -> lookAt(parent, entry, remote);
            default -> report.skipped(remote, "neither a file nor a directory");
        }
    }

    private void descend(Directory directory) throws IOException {
        try {
            if (directory.depth > MAX_DEPTH) {
                throw new FileSystemException(directory.remote, null, "over " + MAX_DEPTH + " directories deep");
            }
            if (!Files.isDirectory(directory.local)) {
                Files.createDirectory(directory.local);
            }
            made.add(directory);
            directories.push(directory);
        } catch (FileSystemException e) {
            report.failed(directory.remote, e);
        }
    }

    /** A server that does not say in its lists what things are. */
    private void lookAt(Directory parent, SFTPEntry entry, String remote) throws IOException {
        pipeline.ask("lstat", remote, SFTPReply.Attrs.NUMBER, id -> new SFTPRequest.LStat(id, remote), call -> {
            try {
                var attributes = call.attributes();
                if (attributes.type() == FileType.UNKNOWN) {
                    report.skipped(remote, "the server does not say what it is");
                } else {
                    found(parent, new SFTPEntry(entry.name(), attributes));
                }
            } catch (SFTPException e) {
                report.failed(remote, e);
            }
        });
    }

    /** A child's path. */
    static String join(String directory, String name) {
        return directory.endsWith("/") ? directory + name : directory.isEmpty() ? name : directory + "/" + name;
    }

    private final class Entries implements Listing.Reader {
        private final Directory directory;
        private Listing listing;
        private int count;

        private Entries(Directory directory) {
            this.directory = directory;
        }

        @Override
        public void entries(List<SFTPEntry> entries) throws IOException {
            count += entries.size();
            if (count > maxEntries) {
                throw new SFTPException(SFTPStatus.FAILURE, "list: over " + maxEntries + " entries in one directory");
            }
            for (var entry : entries) {
                found(directory, entry);
            }
        }

        @Override
        public void done(SFTPException failure) throws IOException {
            listings.remove(listing);
            if (failure != null) {
                report.failed(directory.remote, failure);
            } else {
                report.directory();
            }
        }
    }
}
