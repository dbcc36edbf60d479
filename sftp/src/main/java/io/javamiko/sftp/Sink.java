package io.javamiko.sftp;

import java.io.IOException;

/** Where a download goes. */
interface Sink {
    /** Bytes that are there already and are to be kept. */
    long present() throws IOException;

    /** Called once the server has opened its file, so that nothing local is touched for a file that is not there. */
    void open(SFTPAttributes remote) throws IOException;

    void write(byte[] bytes, int offset, int length) throws IOException;

    /** All has been written. */
    void finish(SFTPAttributes remote) throws IOException;

    /** Nothing more will come: closes it, whether it was finished or not. */
    void discard() throws IOException;
}
