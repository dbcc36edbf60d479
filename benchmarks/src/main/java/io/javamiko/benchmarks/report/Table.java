package io.javamiko.benchmarks.report;

import io.javamiko.benchmarks.run.Scenario;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** Results as text: a table a scenario, medians, and how many times ours each wall time is. */
public final class Table {
    private static final String ROW = "%-16s %9s %9s %7s %9s %9s %9s %9s  %s%n";

    private Table() {}

    /** Prints all of them. */
    public static void print(List<Result> results, PrintStream out) {
        var byScenario = new LinkedHashMap<Scenario, List<Result>>();
        for (var result : results) {
            byScenario
                    .computeIfAbsent(result.scenario(), s -> new java.util.ArrayList<>())
                    .add(result);
        }
        byScenario.forEach((scenario, of) -> {
            out.printf("%n%s: %s, %s%n", scenario.name(), scenario.server().name(), scenario.cipher());
            out.printf(ROW, "", "wall s", "MB/s", "×", "cpu s", "server s", "p50 µs", "p99 µs", "");
            var ours = of.get(0).median("wall");
            of.forEach(result -> print(result, scenario, ours, out));
        });
    }

    private static void print(Result result, Scenario scenario, OptionalDouble ours, PrintStream out) {
        var wall = result.median("wall");
        var rate = wall.isPresent() && scenario.bytes() > 0
                ? OptionalDouble.of(scenario.bytes() / wall.getAsDouble() / 1e6)
                : OptionalDouble.empty();
        var times = wall.isPresent() && ours.isPresent()
                ? OptionalDouble.of(wall.getAsDouble() / ours.getAsDouble())
                : OptionalDouble.empty();
        out.printf(
                ROW,
                result.peer(),
                text(wall, 1, "%.3f"),
                text(rate, 1, "%.0f"),
                text(times, 1, "%.2f"),
                text(result.median("cpu"), 1, "%.3f"),
                text(result.median("server"), 1, "%.3f"),
                text(result.median("p50"), 1e6, "%.1f"),
                text(result.median("p99"), 1e6, "%.1f"),
                result.problem());
    }

    private static String text(OptionalDouble value, double times, String format) {
        return value.isPresent() ? String.format(Locale.ROOT, format, value.getAsDouble() * times) : "";
    }
}
