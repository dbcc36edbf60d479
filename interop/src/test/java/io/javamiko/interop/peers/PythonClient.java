package io.javamiko.interop.peers;

import io.javamiko.testing.Program;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A client of a Python library, a script in {@code src/test/python}: one process for many connections, one after another. */
public final class PythonClient implements AutoCloseable {
    private final Process process;
    private final BufferedReader answers;

    private PythonClient(Process process) {
        this.process = process;
        this.answers = process.inputReader();
    }

    /**
     * Starts one.
     *
     * @param script its name without {@code .py}
     * @param folder where {@link PeerKeys#write} has been
     */
    public static PythonClient start(String script, Path folder) throws IOException {
        return new PythonClient(Program.of(PythonServer.command(script, folder)).start());
    }

    /** Connects to a port, and says "ok" or what went wrong. After 30 s the process ends itself, and this throws. */
    public String connect(int port) throws IOException {
        var line = process.outputWriter();
        line.write(port + "\n");
        line.flush();
        var answer = answers.readLine();
        if (answer == null) {
            throw new IOException("the client has ended");
        }
        return answer;
    }

    @Override
    public void close() throws IOException, InterruptedException {
        process.outputWriter().close();
        if (!process.waitFor(5, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
    }
}
