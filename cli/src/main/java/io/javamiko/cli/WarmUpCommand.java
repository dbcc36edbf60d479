package io.javamiko.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/**
 * {@code javamiko warm-up}: loads what the other commands will need, for the archive of classes that the launcher keeps. Not
 * for people.
 */
@Command(name = "warm-up", hidden = true)
final class WarmUpCommand implements Callable<Integer> {
    private static final long BYTES = 1 << 20;

    @Override
    public Integer call() throws IOException {
        Javamiko.run("ssh", "-V");
        Javamiko.run("ssh", "-o", "BatchMode=yes", "-p", "1", "127.0.0.1", "true"); // refused: nobody listens there
        var nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        var screen = new DemoScreen(nowhere, true);
        return DemoCommand.inTemporaryDirectory(directory -> new DemoMainJob(screen, directory, BYTES).run()) ? 0 : 1;
    }
}
