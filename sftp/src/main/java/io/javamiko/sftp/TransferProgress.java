package io.javamiko.sftp;

/**
 * Hears how far a transfer is. Called on the thread that transfers, with no lock held, after each part that has arrived:
 * on the local disk for a download, at the server for an upload. An exception that it throws ends the transfer.
 */
@FunctionalInterface
public interface TransferProgress {
    /**
     * A file has moved on, or has ended.
     *
     * @param path the file on the server
     * @param done bytes that have arrived; what was there before a resumed transfer counts
     * @param total bytes in all, −1 if it is not known
     */
    void transferred(String path, long done, long total);

    /** Hears nothing. */
    static TransferProgress none() {
        return (path, done, total) -> {};
    }
}
