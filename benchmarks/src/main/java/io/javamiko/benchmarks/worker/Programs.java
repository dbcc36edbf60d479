package io.javamiko.benchmarks.worker;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.List;

/** Programs of the system: run to their end. */
final class Programs {
    private Programs() {}

    /** The first line of what it says of itself. */
    static String version(String program) {
        try {
            var process =
                    new ProcessBuilder(program, "-V").redirectErrorStream(true).start();
            return new String(process.getInputStream().readAllBytes(), UTF_8)
                    .lines()
                    .findFirst()
                    .orElse(program);
        } catch (IOException e) {
            return program + ", which is missing";
        }
    }

    /** What it says. */
    static String said(List<String> words) throws IOException {
        var process = new ProcessBuilder(words)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        var text = new String(process.getInputStream().readAllBytes(), UTF_8);
        end(process);
        return text;
    }

    /** Waits for it to succeed. */
    static void end(Process process) throws IOException {
        try {
            if (process.waitFor() != 0) {
                throw new IOException("exit status " + process.exitValue());
            }
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }
}
