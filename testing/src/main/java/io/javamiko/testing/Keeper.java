package io.javamiko.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;

import io.javamiko.Threads;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;

/** Keeps a peer's process: knows when it is ready, collects what it says, and ends it with all that it started. */
final class Keeper implements AutoCloseable {
    private static final int SECONDS_TO_START = 20;
    private static final int SECONDS_TO_END = 10;

    private final Process process;
    private final Queue<String> log = new ConcurrentLinkedQueue<>();
    private final CompletableFuture<Boolean> ready = new CompletableFuture<>();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();

    private Keeper(Process process) {
        this.process = process;
    }

    /**
     * Starts a peer, and returns when it says that it is ready.
     *
     * @param mark stands in the environment of everything that the peer starts for a user, and in no other
     * @param atEnd what the shell does when the peer has ended, in any case
     * @param readiness holds for the line of its output that says so
     * @throws IOException with all its output, if it ends before or takes longer than 20 s
     */
    static Keeper start(List<String> peer, String mark, String atEnd, Predicate<String> readiness)
            throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(Program.find("bash"), "-c", script(), "keeper", mark, atEnd));
        command.addAll(peer);
        var keeper =
                new Keeper(new ProcessBuilder(command).redirectErrorStream(true).start());
        Threads.start("test log of " + peer.get(0), () -> keeper.read(readiness));
        try {
            if (keeper.ready.get(SECONDS_TO_START, SECONDS)) {
                return keeper;
            }
            throw new IOException(peer.get(0) + " did not start:\n" + keeper.log());
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException(peer.get(0) + " is not ready after " + SECONDS_TO_START + " s:\n" + keeper.log(), e);
        } finally {
            if (!keeper.ready.getNow(false)) {
                keeper.close();
            }
        }
    }

    /** What the peer has said until now. */
    String log() {
        return String.join("\n", log);
    }

    /** The peer's own process and everything below it. */
    List<ProcessHandle> processes() {
        return process.descendants().toList();
    }

    @Override
    public void close() {
        try {
            process.getOutputStream().close(); // the script waits for this
            ended.get(SECONDS_TO_END, SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException | ExecutionException | TimeoutException e) {
            throw new AssertionError("a peer did not end within " + SECONDS_TO_END + " s:\n" + log(), e);
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    private void read(Predicate<String> readiness) {
        try (var lines = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                log.add(line);
                if (readiness.test(line)) {
                    ready.complete(true);
                }
            }
        } catch (IOException e) {
            log.add(e.toString());
        }
        ready.complete(false);
        ended.complete(null); // every process that held the pipe is gone
    }

    private static String script() throws IOException {
        try (var script = Keeper.class.getResourceAsStream("keeper.sh")) {
            return new String(script.readAllBytes(), UTF_8);
        }
    }
}
