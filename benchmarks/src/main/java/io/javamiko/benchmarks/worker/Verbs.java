package io.javamiko.benchmarks.worker;

import io.javamiko.Threads;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.FutureTask;

/** What a worker can be asked for: what it takes, and what it measures. Times are seconds. */
final class Verbs {
    /** Wall time. */
    static final String WALL = "wall";
    /** CPU time of the worker and the programs that it has started. */
    static final String CPU = "cpu";

    private final Client client;

    Verbs(Client client) {
        this.client = client;
    }

    /**
     * Does it, and measures it.
     *
     * @throws UnsupportedOperationException if the client can't do that
     * @throws IllegalArgumentException if there is no such verb, or it is told too little
     */
    Map<String, Double> run(String verb, Map<String, String> arguments) throws Exception {
        var told = new Told(arguments);
        return switch (verb) {
            case "connect" -> measured(() -> connect(told));
            case "close" -> measured(client::close);
            case "cat" -> measured(() -> expect(told.number("bytes"), client.cat(told.path("remote"))));
            case "get" -> measured(() -> client.get(told.path("remote"), told.path("local")));
            case "put" -> measured(() -> client.put(told.path("local"), told.path("remote")));
            case "both" -> measured(() -> both(told));
            case "receive" -> measured(() -> receive(told));
            case "send" -> measured(() -> send(told));
            case "getTree" -> measured(() -> client.getTree(told.path("remote"), told.path("local")));
            case "putTree" -> measured(() -> client.putTree(told.path("local"), told.path("remote")));
            case "getEach" -> measured(() -> getEach(told));
            case "putEach" -> measured(() -> putEach(told));
            case "stats" -> measured(() -> client.stats(Files.readAllLines(told.path("list"))));
            case "statEach" -> measured(() -> statEach(told));
            case "list" -> measured(() -> expect(told.number("entries"), client.list(told.path("remote"))));
            case "echo" -> echo((int) told.number("count"));
            case "exec" -> repeated((int) told.number("count"), this::execTrue);
            case "logins" -> repeated((int) told.number("count"), () -> login(told));
            default -> throw new IllegalArgumentException("no such verb: " + verb);
        };
    }

    /** Something that is measured. */
    private interface Action {
        void run() throws Exception;
    }

    private static Map<String, Double> measured(Action action) throws Exception {
        var clock = new Clock();
        action.run();
        var figures = new LinkedHashMap<String, Double>();
        figures.put(WALL, clock.wall());
        figures.put(CPU, clock.cpu());
        return figures;
    }

    /** Many times; what one takes in the middle and at the worst of a hundred is measured too. */
    private static Map<String, Double> repeated(int count, Action action) throws Exception {
        var times = new double[count];
        var figures = measured(() -> {
            for (int i = 0; i < count; i++) {
                long before = System.nanoTime();
                action.run();
                times[i] = (System.nanoTime() - before) / 1e9;
            }
        });
        Arrays.sort(times);
        figures.put("p50", times[count / 2]);
        figures.put("p99", times[count * 99 / 100]);
        return figures;
    }

    private static void expect(long wanted, long got) throws IOException {
        if (got != wanted && got != Client.UNKNOWN) {
            throw new IOException("expected " + wanted + ", got " + got);
        }
    }

    private void connect(Told told) throws Exception {
        client.connect(new Target(
                (int) told.number("port"),
                told.text("user"),
                told.path("key"),
                told.path("knownHosts"),
                told.text("cipher")));
    }

    private void login(Told told) throws Exception {
        connect(told);
        client.close();
    }

    /** One file each way at once. */
    private void both(Told told) throws Exception {
        client.openSFTP();
        var get = new FutureTask<Void>(() -> {
            client.get(told.path("remote"), told.path("local"));
            return null;
        });
        Threads.startPlatform("get", get);
        client.put(told.path("source"), told.path("target"));
        get.get();
    }

    /** Through a connection that the server makes: what its other end sends until it closes. */
    private void receive(Told told) throws Exception {
        long left = told.number("bytes");
        byte[] bytes = new byte[64 << 10];
        try (var streams = client.forward((int) told.number("to"))) {
            while (left > 0) {
                int count = streams.in().read(bytes);
                if (count < 0) {
                    throw new IOException(left + " bytes are missing");
                }
                left -= count;
            }
        }
    }

    /** The other way; the other end answers with one byte once it has all. */
    private void send(Told told) throws Exception {
        byte[] bytes = new byte[64 << 10];
        try (var streams = client.forward((int) told.number("to"))) {
            var out = streams.out();
            for (long left = told.number("bytes"); left > 0; left -= bytes.length) {
                out.write(bytes, 0, (int) Math.min(left, bytes.length));
            }
            out.flush();
            expect(1, streams.in().read(bytes, 0, 1));
        }
    }

    private void getEach(Told told) throws Exception {
        for (var name : Files.readAllLines(told.path("list"))) {
            client.get(told.path("remote").resolve(name), told.path("local").resolve(name));
        }
    }

    private void putEach(Told told) throws Exception {
        for (var name : Files.readAllLines(told.path("list"))) {
            client.put(told.path("local").resolve(name), told.path("remote").resolve(name));
        }
    }

    private void statEach(Told told) throws Exception {
        for (var path : Files.readAllLines(told.path("list"))) {
            client.stat(Path.of(path));
        }
    }

    private void execTrue() throws Exception {
        try (var command = client.exec("true")) {
            expect(-1, command.in().read());
        }
    }

    /** One byte there and back. */
    private Map<String, Double> echo(int count) throws Exception {
        try (var cat = client.exec("cat")) {
            var in = cat.in();
            var out = cat.out();
            return repeated(count, () -> {
                out.write('x');
                out.flush();
                expect('x', in.read());
            });
        }
    }

    /** What a verb was told. */
    private record Told(Map<String, String> arguments) {
        String text(String name) {
            var value = arguments.get(name);
            if (value == null) {
                throw new IllegalArgumentException(name + " is missing");
            }
            return value;
        }

        Path path(String name) {
            return Path.of(text(name));
        }

        long number(String name) {
            return Long.parseLong(text(name));
        }
    }
}
