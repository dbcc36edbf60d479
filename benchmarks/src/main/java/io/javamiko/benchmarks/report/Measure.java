package io.javamiko.benchmarks.report;

import io.javamiko.benchmarks.run.Scenario;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;

/**
 * The one figure of a scenario that is drawn and compared: how fast where bytes are carried, else how long.
 *
 * @param unit of what is shown
 * @param moreIsBetter for speeds; for times less is
 */
record Measure(String unit, boolean moreIsBetter, String figure, double factor, boolean inverse) {
    private static final Map<String, String> SPELLED = Map.of(
            "javamiko", "Javamiko",
            "mina", "Apache MINA",
            "jsch", "JSch",
            "openssh", "OpenSSH",
            "putty", "PuTTY",
            "floor", "bare AES-GCM");

    /** What counts in the results of one scenario. */
    static Measure of(List<Result> results) {
        var scenario = results.get(0).scenario();
        if (scenario.bytes() > 0 && has(results, "wall")) {
            return new Measure("MB/s", true, "wall", scenario.bytes() / 1e6, true);
        }
        for (var figure : List.of("p50", "wall")) {
            if (has(results, figure)) {
                return time(figure, results);
            }
        }
        var first = results.stream()
                .flatMap(result -> result.rounds().stream())
                .flatMap(round -> round.keySet().stream())
                .sorted()
                .findFirst();
        return new Measure("", false, first.orElse("wall"), 1, false);
    }

    private static boolean has(List<Result> results, String figure) {
        return results.stream().anyMatch(result -> result.median(figure).isPresent());
    }

    private static Measure time(String figure, List<Result> results) {
        double shortest = results.stream()
                .flatMapToDouble(result -> result.median(figure).stream())
                .min()
                .orElse(1);
        if (shortest < 1e-3) {
            return new Measure("µs", false, figure, 1e6, false);
        }
        return shortest < 1 ? new Measure("ms", false, figure, 1e3, false) : new Measure("s", false, figure, 1, false);
    }

    /** The median. */
    OptionalDouble of(Result result) {
        var median = result.median(figure);
        return median.isPresent() ? OptionalDouble.of(shown(median.getAsDouble())) : median;
    }

    /** That of each round. */
    DoubleStream rounds(Result result) {
        return result.rounds().stream()
                .filter(round -> round.containsKey(figure))
                .mapToDouble(round -> shown(round.get(figure)));
    }

    private double shown(double value) {
        return inverse ? factor / value : factor * value;
    }

    /** How many times as good one is as another; empty if one of them did not play. */
    OptionalDouble times(Result one, Result other) {
        var ones = of(one);
        var others = of(other);
        if (ones.isEmpty() || others.isEmpty()) {
            return OptionalDouble.empty();
        }
        double ratio = ones.getAsDouble() / others.getAsDouble();
        return OptionalDouble.of(moreIsBetter ? ratio : 1 / ratio);
    }

    /** Ours on the newest JDK, if it played. */
    static Optional<Result> ours(List<Result> results) {
        return newest(results, "javamiko");
    }

    /** A library's on the newest JDK, or a program's, if it played. */
    static Optional<Result> newest(List<Result> results, String library) {
        return results.stream()
                .filter(result -> result.library().equals(library) && result.isComplete())
                .filter(result -> !result.rounds().isEmpty())
                .max(Comparator.comparing(Result::jdk));
    }

    /** Three digits that count, more only where they stand before the point. */
    static String text(double value) {
        double size = Math.abs(value);
        int digits = size >= 100 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : 3;
        return String.format(Locale.ROOT, "%,." + digits + "f", value);
    }

    /** For people: what it was, where, with what. */
    static String title(Scenario scenario) {
        return scenario.name() + ", " + place(scenario);
    }

    /** The server and the cipher, in short. */
    static String place(Scenario scenario) {
        return scenario.server().name() + ", " + scenario.cipher().replace("@openssh.com", "");
    }

    /** For people, as their makers spell them. */
    static String spelled(String peer) {
        var words = peer.split(" ", 2);
        var name = SPELLED.getOrDefault(words[0], words[0]);
        return words.length > 1 ? name + " · " + words[1] : name;
    }
}
