package io.javamiko.sftp;

import io.javamiko.Threads;
import io.javamiko.sftp.server.SFTPFiles;
import io.javamiko.sftp.server.SFTPServer;
import io.javamiko.sftp.server.SFTPServerOptions;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A client and our server, with two bounded pipes between them. */
public final class MemorySession implements AutoCloseable {
    private static final int WINDOW = 2 * 1024 * 1024; // bytes each way, as a channel's

    private final BoundedPipe up;
    private final BoundedPipe down;
    private final SFTPClient client;
    private final CompletableFuture<Throwable> served = new CompletableFuture<>(); // null if in order

    private MemorySession(SFTPFiles files, SFTPServerOptions server, SFTPClientOptions client, int window)
            throws IOException {
        up = new BoundedPipe(window);
        down = new BoundedPipe(window);
        Threads.start("sftp server", () -> {
            try {
                SFTPServer.serve(up.input(), down.output(), files, server);
                served.complete(null);
            } catch (Throwable e) {
                served.complete(e);
            } finally {
                down.output().closeQuietly();
            }
        });
        this.client = SFTPClient.open(down.input(), up.output(), this::closePipes, client);
    }

    public static MemorySession of(SFTPFiles files) throws IOException {
        return of(files, SFTPServerOptions.defaults());
    }

    public static MemorySession of(SFTPFiles files, SFTPServerOptions options) throws IOException {
        return new MemorySession(files, options, SFTPClientOptions.defaults(), WINDOW);
    }

    public static MemorySession of(SFTPFiles files, SFTPClientOptions options, int window) throws IOException {
        return new MemorySession(files, SFTPServerOptions.defaults(), options, window);
    }

    public SFTPClient client() {
        return client;
    }

    private void closePipes() {
        up.output().closeQuietly();
        down.close();
    }

    /** What ended the server, null if it ended in order. */
    public Throwable serverEnd() throws Exception {
        return served.get(10, TimeUnit.SECONDS);
    }

    @Override
    public void close() throws Exception {
        client.close();
        serverEnd();
    }
}
