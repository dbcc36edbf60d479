package io.javamiko.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;

import io.javamiko.Threads;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** A program of the system that a test runs to its end: bounded, both its outputs read, nothing left of it. */
public final class Program {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final List<Path> FOLDERS = Stream.of("/usr/sbin", "/usr/bin", "/sbin", "/bin", "/usr/lib/openssh")
            .map(Path::of)
            .toList();

    private final List<String> command;
    private final Map<String, String> environment = new HashMap<>();
    private byte[] input = {};
    private Duration limit = LIMIT;

    private Program(List<String> command) {
        this.command = command;
    }

    /**
     * How a program ended.
     *
     * @param exit its exit status; 128 and more for a signal
     * @param out all that it wrote to its standard output
     * @param error all that it wrote to its standard error, as text
     */
    @SuppressWarnings("ArrayRecordComponent") // a test's own value: nobody compares or keeps it
    public record Ended(int exit, byte[] out, String error) {
        /** Its standard output as text. */
        public String text() {
            return new String(out, UTF_8);
        }

        /** Itself, if the program was successful. */
        public Ended successful() {
            if (exit != 0) {
                throw new AssertionError("exit status " + exit + "\n" + error + "\n" + text());
            }
            return this;
        }

        @Override
        public String toString() {
            return "exit status " + exit + "\n--- output\n" + text() + "\n--- error\n" + error;
        }
    }

    /** A program with its arguments; the first is a name or a path. */
    public static Program of(List<String> command) {
        return new Program(command);
    }

    /** A program with its arguments; the first is a name or a path. */
    public static Program of(String... command) {
        return new Program(List.of(command));
    }

    /**
     * The path of a program that a test can't do without.
     *
     * @throws AssertionError if it is not installed: a missing peer is a failure
     */
    public static String find(String name) {
        return FOLDERS.stream()
                .map(folder -> folder.resolve(name))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(
                        () -> new AssertionError(
                                name + " is not installed. ./check installs what the tests need when"
                                        + " it is run as root; ./check --no-peers leaves the tests against other programs out."))
                .toString();
    }

    /** What it reads from its standard input; nothing by default. */
    public Program input(byte[] bytes) {
        input = bytes.clone();
        return this;
    }

    /** A variable of its environment. */
    public Program environment(String name, String value) {
        environment.put(name, value);
        return this;
    }

    /** How long it may take, 60 s by default. */
    public Program limit(Duration length) {
        limit = length;
        return this;
    }

    /**
     * Runs it.
     *
     * @throws AssertionError if it has not ended in time; it is killed then
     */
    public Ended run() throws IOException, InterruptedException {
        var process = builder().start();
        try {
            var out = readAll("out", process.getInputStream());
            var error = readAll("error", process.getErrorStream());
            Threads.start("test input of " + command.get(0), () -> write(process));
            if (!process.waitFor(limit.toSeconds(), SECONDS)) {
                throw new AssertionError(command + " has not ended within " + limit);
            }
            return new Ended(process.exitValue(), out.get(10, SECONDS), new String(error.get(10, SECONDS), UTF_8));
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException("the output of " + command + " could not be read to its end", e);
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    /** Starts it with pipes to all three streams, for a test that talks with it; the caller ends it. */
    public Process start() throws IOException {
        return builder().start();
    }

    private ProcessBuilder builder() {
        var builder = new ProcessBuilder(command);
        builder.environment().keySet().removeAll(List.of("SSH_AUTH_SOCK", "SSH_ASKPASS", "DISPLAY"));
        builder.environment().put("LC_ALL", "C.UTF-8");
        builder.environment().putAll(environment);
        return builder;
    }

    private void write(Process process) {
        try (var stream = process.getOutputStream()) {
            stream.write(input);
        } catch (IOException e) {
            return; // it ended without reading all of it, as it may
        }
    }

    private CompletableFuture<byte[]> readAll(String which, InputStream stream) {
        var bytes = new CompletableFuture<byte[]>();
        Threads.start("test " + which + " of " + command.get(0), () -> {
            try {
                bytes.complete(stream.readAllBytes());
            } catch (IOException | UncheckedIOException e) {
                bytes.completeExceptionally(e);
            }
        });
        return bytes;
    }
}
