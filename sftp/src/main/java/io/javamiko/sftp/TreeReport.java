package io.javamiko.sftp;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Counts what becomes of a tree. */
final class TreeReport {
    private final boolean keepsGoing;
    private final List<TransferReport.Skipped> skipped = new ArrayList<>();
    private final List<TransferReport.Failure> failures = new ArrayList<>();
    private int files;
    private int directories;
    private long bytes;

    TreeReport(TransferOptions options) {
        this.keepsGoing = options.keepsGoing();
    }

    void file(String path, long size, IOException failure) throws IOException {
        if (failure != null) {
            failed(path, failure);
        } else {
            files++;
            bytes += size;
        }
    }

    void directory() {
        directories++;
    }

    void skipped(String path, String reason) {
        skipped.add(new TransferReport.Skipped(path, reason));
    }

    /** Ends the tree, unless it was told to keep going. */
    void failed(String path, IOException failure) throws IOException {
        if (!keepsGoing) {
            throw failure;
        }
        failures.add(new TransferReport.Failure(path, failure));
    }

    TransferReport done() {
        return new TransferReport(files, directories, bytes, List.copyOf(skipped), List.copyOf(failures));
    }
}
