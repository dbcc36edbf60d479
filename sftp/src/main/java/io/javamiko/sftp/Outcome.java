package io.javamiko.sftp;

import java.io.IOException;

/** Told once how the transfer of one file ended. */
interface Outcome {
    /**
     * It is over.
     *
     * @param bytes that the file has
     * @param failure what it failed by, null if it did not
     */
    void done(long bytes, IOException failure) throws IOException;
}
