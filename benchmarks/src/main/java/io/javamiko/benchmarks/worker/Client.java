package io.javamiko.benchmarks.worker;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;

/**
 * What a library or a program can do as a client. Who can't do something leaves the method as it is, and has an empty cell.
 * One connection at a time; used by one thread, but for {@link #get} and {@link #put}, which two may call at once.
 */
public interface Client extends AutoCloseable {
    /** What {@link #cat} says where nobody counts. */
    long UNKNOWN = -1;

    /** Its name and version. */
    String version();

    /** Connects and logs in. */
    void connect(Target target) throws Exception;

    /** Ends the connection, if there is one. */
    @Override
    void close() throws Exception;

    /** A command on the server, or a connection through it. */
    interface Streams extends AutoCloseable {
        /** What it says. */
        InputStream in() throws IOException;

        /** What it hears; flushed by who wants it to go. */
        OutputStream out() throws IOException;

        @Override
        void close() throws IOException;
    }

    /** Starts a command. */
    default Streams exec(String command) throws Exception {
        throw unsupported();
    }

    /** Has the server connect to a port of its loopback address. */
    default Streams forward(int port) throws Exception {
        throw unsupported();
    }

    /** Reads what {@code cat} says of a file, and forgets it. Returns how many bytes that were, or {@link #UNKNOWN}. */
    default long cat(Path remote) throws Exception {
        try (var streams = exec("cat " + remote)) {
            return streams.in().transferTo(OutputStream.nullOutputStream());
        }
    }

    /** Opens what {@link #get} and {@link #put} need, where they open it when they are called first: two may call them then. */
    default void openSFTP() throws Exception {}

    /** SFTP's read of a whole file. */
    default void get(Path remote, Path local) throws Exception {
        throw unsupported();
    }

    /** SFTP's write of a whole file. */
    default void put(Path local, Path remote) throws Exception {
        throw unsupported();
    }

    /** A directory with its files down, in one call. */
    default void getTree(Path remote, Path local) throws Exception {
        throw unsupported();
    }

    /** A directory with its files up, in one call. */
    default void putTree(Path local, Path remote) throws Exception {
        throw unsupported();
    }

    /** Asks for one file's attributes. */
    default void stat(Path remote) throws Exception {
        throw unsupported();
    }

    /** Asks for the attributes of many files, in one call. */
    default void stats(List<String> remote) throws Exception {
        throw unsupported();
    }

    /** Lists a directory. Returns how many entries it has. */
    default int list(Path remote) throws Exception {
        throw unsupported();
    }

    /** To be thrown where there is no such thing. */
    static UnsupportedOperationException unsupported() {
        return new UnsupportedOperationException("has no such thing");
    }
}
