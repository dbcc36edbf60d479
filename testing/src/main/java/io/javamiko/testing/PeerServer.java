package io.javamiko.testing;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** A real server of any kind, as a process for the length of a test. Thread-safe. */
public final class PeerServer implements AutoCloseable {
    private final Keeper keeper;

    private PeerServer(Keeper keeper) {
        this.keeper = keeper;
    }

    /**
     * Starts a server, and returns when it says that it is ready.
     *
     * @param command the program, in the foreground, with its arguments
     * @param folder the test's own, which also tells its processes from others
     * @param readiness holds for the line of its output that says so
     * @throws IOException with all its output, if it ends before or takes longer than 20 s
     */
    public static PeerServer start(List<String> command, Path folder, Predicate<String> readiness)
            throws IOException, InterruptedException {
        return start(command, folder, readiness, "");
    }

    static PeerServer start(List<String> command, Path folder, Predicate<String> readiness, String atEnd)
            throws IOException, InterruptedException {
        var mark = "JAVAMIKO_TEST=" + folder;
        var marked = new ArrayList<>(List.of(Program.find("env"), mark));
        marked.addAll(command);
        return new PeerServer(Keeper.start(marked, mark, atEnd, readiness));
    }

    /** What it has said until now, line by line. */
    public String log() {
        return keeper.log();
    }

    @Override
    public void close() {
        keeper.close();
    }
}
