package io.javamiko.interop.peers;

import io.javamiko.testing.PeerServer;
import io.javamiko.testing.Program;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A server of a Python library: a script in {@code src/test/python}, run by Debian's Python with Debian's libraries. */
public final class PythonServer implements AutoCloseable {
    private static final String READY = "READY ";

    private final PeerServer process;
    private final int port;

    private PythonServer(PeerServer process) {
        this.process = process;
        this.port = process.log()
                .lines()
                .filter(line -> line.startsWith(READY))
                .mapToInt(line -> Integer.parseInt(line.substring(READY.length())))
                .findFirst()
                .orElseThrow();
    }

    /**
     * Starts one.
     *
     * @param script its name without {@code .py}
     * @param folder where {@link PeerKeys#write} has been
     */
    public static PythonServer start(String script, Path folder) throws IOException, InterruptedException {
        return new PythonServer(PeerServer.start(command(script, folder), folder, line -> line.startsWith(READY)));
    }

    static List<String> command(String script, Path folder) {
        var file = Path.of("src/test/python", script + ".py").toAbsolutePath();
        return List.of(Program.find("python3"), "-B", "-W", "ignore", file.toString(), folder.toString());
    }

    /** The port of the loopback address it listens on. */
    public int port() {
        return port;
    }

    /** What it has said until now. */
    public String log() {
        return process.log();
    }

    @Override
    public void close() {
        process.close();
    }
}
