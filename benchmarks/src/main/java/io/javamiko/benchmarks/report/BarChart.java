package io.javamiko.benchmarks.report;

import java.util.List;
import java.util.stream.DoubleStream;

/** One scenario: a bar a peer for what counts, with a tick a round, and beside it the CPU time of client and server. */
final class BarChart {
    private static final double LABEL = 132;
    private static final double BARS = 190;
    private static final double VALUE = 54;
    private static final double SECOND = LABEL + BARS + VALUE + 14;
    private static final double SECONDS = 110;
    private static final double WIDTH = SECOND + SECONDS + 44;
    private static final double TOP = 20;
    private static final double ROW = 19;
    private static final double BAR = 12;

    private final List<Result> results;
    private final Measure measure;
    private final double most;
    private final double mostCPU;

    private BarChart(List<Result> all) {
        results = all.stream().filter(result -> !result.rounds().isEmpty()).toList();
        measure = Measure.of(all);
        most = results.stream()
                .flatMapToDouble(measure::rounds)
                .filter(Double::isFinite)
                .max()
                .orElse(1);
        mostCPU = results.stream()
                .mapToDouble(result -> cpu(result) + server(result))
                .max()
                .orElse(0);
    }

    /** Those who did not play are left out. */
    static String of(List<Result> all) {
        return new BarChart(all).drawn();
    }

    private static double cpu(Result result) {
        return result.median("cpu").orElse(0);
    }

    private static double server(Result result) {
        return Math.max(0, result.median("server").orElse(0));
    }

    private String drawn() {
        var title = results.isEmpty() ? "" : Measure.title(results.get(0).scenario());
        var svg = new SVG(WIDTH, TOP + ROW * results.size() + 2, title);
        svg.words(
                "head", LABEL, 11, measure.unit() + (measure.moreIsBetter() ? ", more is better" : ", less is better"));
        if (mostCPU > 0) {
            svg.words("head", SECOND, 11, "CPU s: client, server");
        }
        for (int i = 0; i < results.size(); i++) {
            row(svg, results.get(i), TOP + ROW * i);
        }
        return svg.toString();
    }

    private void row(SVG svg, Result result, double y) {
        var kind =
                result.library().equals("javamiko") ? "ours" : result.library().equals("floor") ? "floor" : "other";
        double baseline = y + BAR - 2;
        svg.words("name " + kind, LABEL - 8, baseline, Measure.spelled(result.peer()));
        double value = measure.of(result).orElse(0);
        var rounds = measure.rounds(result).toArray();
        svg.bar(kind, LABEL, y, BARS * value / most, BAR, hint(value, rounds));
        for (double round : rounds) {
            double x = LABEL + BARS * round / most;
            svg.line("round", x, y + 2, x, y + BAR - 2);
        }
        double end = Math.max(value, DoubleStream.of(rounds).max().orElse(0));
        svg.words("value " + kind, LABEL + BARS * end / most + 5, baseline, Measure.text(value));
        if (mostCPU > 0) {
            cpu(svg, result, y, kind);
        }
    }

    private String hint(double value, double[] rounds) {
        return "median %s %s of %d rounds, %s to %s"
                .formatted(
                        Measure.text(value),
                        measure.unit(),
                        rounds.length,
                        Measure.text(DoubleStream.of(rounds).min().orElse(0)),
                        Measure.text(DoubleStream.of(rounds).max().orElse(0)));
    }

    private void cpu(SVG svg, Result result, double y, String kind) {
        double client = SECONDS * cpu(result) / mostCPU;
        double server = SECONDS * server(result) / mostCPU;
        svg.bar(kind, SECOND, y, client, BAR, "client: %s s".formatted(Measure.text(cpu(result))));
        svg.bar("server", SECOND + client, y, server, BAR, "server: %s s".formatted(Measure.text(server(result))));
        svg.words("value", SECOND + client + server + 5, y + BAR - 2, Measure.text(cpu(result)));
    }
}
