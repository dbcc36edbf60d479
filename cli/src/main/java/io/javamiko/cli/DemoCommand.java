package io.javamiko.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code javamiko demo}: the main job from end to end on this machine, and what three classic failures look like. */
@Command(
        name = "demo",
        description = "Shows the main job on this machine alone: a server, a client, a command, files; then failures.",
        mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {
    @Option(names = "--size", paramLabel = "BYTES", description = "of the file that is moved, as 32M (the default)")
    private String size = "32M";

    @Override
    public Integer call() throws IOException {
        Logging.level("error");
        PrintStream out = System.out;
        var screen = new DemoScreen(out, LocalStreams.isTerminal(1));
        long bytes = Quantities.bytes("--size", size);
        long start = System.nanoTime();
        boolean good = inTemporaryDirectory(directory -> {
            boolean job = new DemoMainJob(screen, directory, bytes).run();
            return new DemoFailures(screen, directory).run() && job;
        });
        screen.verdict(good, Duration.ofNanos(System.nanoTime() - start));
        return good ? 0 : 1;
    }

    /** Something that needs a directory. */
    @FunctionalInterface
    interface Task {
        boolean run(Path directory) throws IOException;
    }

    static boolean inTemporaryDirectory(Task task) throws IOException {
        Path directory = Files.createTempDirectory("javamiko-demo");
        try {
            return task.run(directory);
        } finally {
            delete(directory);
        }
    }

    private static void delete(Path directory) throws IOException {
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, IOException failure) throws IOException {
                Files.delete(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
