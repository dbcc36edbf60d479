package io.javamiko.benchmarks.bulk;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;

/** A client that is measured; used by one thread. */
interface BulkPeer {
    /** Its name and version. */
    String name();

    /** Connects and logs in; not measured. */
    Connection connect(Target target) throws Exception;

    /** Where to log in; who asks for known_hosts gets it, the others check no host key. */
    record Target(int port, String user, Path key, Path knownHosts, String cipher) {}

    /** What is measured. */
    interface Connection extends AutoCloseable {
        /** {@code exec cat}. */
        void cat(Path remote, OutputStream sink) throws Exception;

        /** SFTP's read of a whole file. */
        void get(Path remote, Path local) throws Exception;

        /** SFTP's write of a whole file. */
        void put(Path local, Path remote) throws Exception;

        @Override
        void close() throws IOException;
    }
}
