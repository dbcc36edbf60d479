package io.javamiko.benchmarks.report;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.OptionalDouble;
import java.util.TreeSet;
import java.util.function.Function;

/** Results as text: a table a scenario, medians, beside ours and beside the floor. */
public final class Table {
    private final List<Column> columns = new ArrayList<>();
    private final List<Result> results;

    private Table(List<Result> results) {
        this.results = results;
        var measure = Measure.of(results);
        var ours = results.get(0); // on the oldest JDK
        if (measure.moreIsBetter()) {
            column(measure.unit(), measure::of);
        }
        column("wall s", result -> result.median("wall"));
        column("ours ×", result -> measure.times(ours, result));
        column("cpu s", result -> result.median("cpu"));
        column("× floor", result -> ratio(result.median("cpu"), floor(result)));
        column("server s", result -> result.median("server"));
        column("its core", result -> ratio(result.median("busiest"), result.median("wall")));
        for (var percentile : List.of("p50", "p99")) {
            column(percentile + " µs", result -> scaled(result.median(percentile), 1e6));
        }
        others().forEach(figure -> column(figure, result -> result.median(figure)));
    }

    /** @param value of a result; empty where there is none */
    private record Column(String name, Function<Result, OptionalDouble> value) {}

    private void column(String name, Function<Result, OptionalDouble> value) {
        if (results.stream().anyMatch(result -> value.apply(result).isPresent())) {
            columns.add(new Column(name, value));
        }
    }

    /** Figures that only some scenarios have. */
    private Iterable<String> others() {
        var names = new TreeSet<String>();
        results.forEach(result -> result.rounds().forEach(round -> names.addAll(round.keySet())));
        List.of("wall", "cpu", "server", "busiest", "p50", "p99").forEach(names::remove);
        return names;
    }

    /** What the limit spends, on the same JDK if it played on it. */
    private OptionalDouble floor(Result result) {
        return results.stream()
                .filter(limit -> limit.library().equals("floor") && limit.jdk() == result.jdk())
                .findFirst()
                .or(() -> Measure.newest(results, "floor"))
                .map(limit -> limit.median("cpu"))
                .orElse(OptionalDouble.empty());
    }

    static OptionalDouble ratio(OptionalDouble one, OptionalDouble other) {
        return one.isPresent() && other.isPresent()
                ? OptionalDouble.of(one.getAsDouble() / other.getAsDouble())
                : OptionalDouble.empty();
    }

    private static OptionalDouble scaled(OptionalDouble value, double factor) {
        return value.isPresent() ? OptionalDouble.of(value.getAsDouble() * factor) : value;
    }

    /** Prints all of them, and what each column says. */
    public static void print(List<Result> results, PrintStream out) {
        byScenario(results).forEach(table -> new Table(table).print(out));
        out.println("""

                Medians. ours ×: how many times as fast ours is (first line: ours on the oldest JDK). cpu: of the client's process;
                × floor: beside a bare socket with AES-GCM; server: CPU of the server's processes; its core: how much of a core the
                busiest of them took, where 1 is the limit of any client.""");
    }

    /** A list a scenario. */
    static List<List<Result>> byScenario(List<Result> results) {
        var lists = new LinkedHashMap<Object, List<Result>>();
        results.forEach(result -> lists.computeIfAbsent(result.scenario(), scenario -> new ArrayList<>())
                .add(result));
        return List.copyOf(lists.values());
    }

    /** The names of the columns. */
    static List<String> header(List<Result> results) {
        return new Table(results).columns.stream().map(Column::name).toList();
    }

    /** The cells of one peer in one scenario's results. */
    static List<String> cells(List<Result> results, Result result) {
        return new Table(results).cells(result);
    }

    private List<String> cells(Result result) {
        return columns.stream().map(column -> text(column.value.apply(result))).toList();
    }

    private static String text(OptionalDouble value) {
        return value.isPresent() ? Measure.text(value.getAsDouble()) : "";
    }

    private void print(PrintStream out) {
        out.printf("%n%s%n", Measure.title(results.get(0).scenario()));
        row(out, "", columns.stream().map(Column::name).toList(), "");
        results.forEach(result -> row(out, result.peer(), cells(result), result.problem()));
    }

    private static void row(PrintStream out, String name, List<String> cells, String problem) {
        out.printf("%-16s", name);
        if (problem.isEmpty()) {
            cells.forEach(cell -> out.printf(" %10s", cell));
            out.println();
        } else {
            out.println("  " + problem);
        }
    }
}
