package io.javamiko.benchmarks.run;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A running client, in a process of its own. Used by one thread; after a failure of the process it is of no further use. */
public final class Worker implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(30);
    /** How long an answer may take. */
    static final Duration LONGEST = Duration.ofMinutes(5);

    private final Peer peer;
    private final Process process;
    private final BufferedReader in;
    private final Writer out;
    private String version = "";

    private Worker(Peer peer, Process process) {
        this.peer = peer;
        this.process = process;
        this.in = process.inputReader(UTF_8);
        this.out = process.outputWriter(UTF_8);
    }

    /** It can't do what it was asked for. */
    public static final class UnsupportedException extends Exception {
        private static final long serialVersionUID = 1;

        UnsupportedException() {
            super("not supported");
        }
    }

    /** Starts it and waits until it is ready. */
    public static Worker start(Peer peer) throws IOException {
        var process = new ProcessBuilder(peer.command())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        var worker = new Worker(peer, process);
        try {
            var words = worker.line(START);
            if (!words[0].equals("ready")) {
                throw new IOException(peer.name() + " says: " + String.join(" ", words));
            }
            worker.version = words[1];
            return worker;
        } catch (IOException | RuntimeException e) {
            worker.close();
            throw e;
        }
    }

    /** Whom it runs. */
    public Peer peer() {
        return peer;
    }

    /** What it says of itself. */
    public String version() {
        return version;
    }

    /**
     * Asks for something and waits for the figures.
     *
     * @param arguments names and values by turns
     * @throws UnsupportedException if it can't do that
     * @throws IOException if it failed, or its process did
     */
    public Map<String, Double> ask(String verb, Object... arguments) throws IOException, UnsupportedException {
        var line = new StringBuilder(verb);
        for (int i = 0; i < arguments.length; i += 2) {
            line.append('\t').append(arguments[i]).append('=').append(arguments[i + 1]);
        }
        out.write(line.append('\n').toString());
        out.flush();
        var words = line(LONGEST);
        if (words[0].equals("unsupported")) {
            throw new UnsupportedException();
        }
        if (!words[0].equals("ok")) {
            throw new IOException(peer.name() + ", " + verb + ": " + words[words.length - 1]);
        }
        var figures = new LinkedHashMap<String, Double>();
        Arrays.stream(words, 1, words.length)
                .map(word -> word.split("=", 2))
                .forEach(figure -> figures.put(figure[0], Double.valueOf(figure[1])));
        return figures;
    }

    private String[] line(Duration most) throws IOException {
        try {
            var line = CompletableFuture.supplyAsync(this::read).get(most.toSeconds(), TimeUnit.SECONDS);
            if (line == null) {
                throw new IOException(peer.name() + ": the process has ended");
            }
            return line.split("\t", -1);
        } catch (TimeoutException e) {
            close();
            throw new IOException(peer.name() + ": no answer within " + most, e);
        } catch (ExecutionException e) {
            throw new IOException(peer.name() + ": " + e.getCause().getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    private String read() {
        try {
            return in.readLine();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends the process. */
    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
