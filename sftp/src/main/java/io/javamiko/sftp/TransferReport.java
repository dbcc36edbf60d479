package io.javamiko.sftp;

import java.io.IOException;
import java.util.List;

/**
 * What became of a tree.
 *
 * @param files files that were transferred
 * @param directories directories that were gone through, the topmost included
 * @param bytes bytes that those files have
 * @param skipped what was passed over, and why: symbolic links, devices, names that can't be used here
 * @param failures what failed, if the options were to keep going
 */
public record TransferReport(int files, int directories, long bytes, List<Skipped> skipped, List<Failure> failures) {
    /** Something that was not transferred. */
    public record Skipped(String path, String reason) {}

    /** Something that failed. */
    public record Failure(String path, IOException cause) {}
}
