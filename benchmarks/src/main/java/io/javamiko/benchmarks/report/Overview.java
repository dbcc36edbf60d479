package io.javamiko.benchmarks.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** All scenarios on one page: a line each, and on it how many times as fast ours is as each other. */
final class Overview {
    private static final Map<String, String> MARKS = marks();
    private static final double LABEL = 400;
    private static final double PLOT = 620;
    private static final double ROW = 22;
    private static final double TOP = 24;
    private static final double LEAST = 0.5;
    private static final double MOST = 16;

    private Overview() {}

    private static Map<String, String> marks() {
        var marks =
                new LinkedHashMap<String, String>(); // in the order of the legend; the style sheet knows the classes
        List.of("mina", "sshj", "jsch", "openssh", "putty", "paramiko", "asyncssh")
                .forEach(library -> marks.put(library, "p" + marks.size()));
        return marks;
    }

    /** The legend and the plot; empty if ours did not play. */
    static String of(List<List<Result>> scenarios) {
        var shown = scenarios.stream()
                .filter(results -> Measure.ours(results).isPresent())
                .toList();
        if (shown.isEmpty()) {
            return "";
        }
        double height = TOP + ROW * shown.size() + 6;
        var svg = new SVG(LABEL + PLOT + 20, height, "how many times as fast Javamiko is as each other");
        for (double tick = LEAST; tick <= MOST; tick *= 2) {
            svg.line(tick == 1 ? "one" : "grid", x(tick), TOP - 6, x(tick), height);
            svg.words(
                    "tick",
                    x(tick),
                    TOP - 11,
                    "%s×".formatted(tick < 1 ? "½" : String.format(Locale.ROOT, "%.0f", tick)));
        }
        for (int i = 0; i < shown.size(); i++) {
            row(svg, shown.get(i), TOP + ROW * i + ROW / 2);
        }
        return legend() + svg;
    }

    private static String legend() {
        var text = new StringBuilder("<p class=\"legend\">");
        MARKS.forEach((library, mark) -> text.append(
                "<span><i class=\"%s\"></i>%s</span>".formatted(mark, SVG.escaped(Measure.spelled(library)))));
        return text.append("</p>").toString();
    }

    private static double x(double times) {
        double inside = Math.max(LEAST, Math.min(MOST, times));
        return LABEL + PLOT * Math.log(inside / LEAST) / Math.log(MOST / LEAST);
    }

    private static void row(SVG svg, List<Result> results, double y) {
        svg.line("grid", LABEL, y, LABEL + PLOT, y);
        svg.words("name", LABEL - 12, y + 4, Measure.title(results.get(0).scenario()));
        var ours = Measure.ours(results).orElseThrow();
        var measure = Measure.of(results);
        MARKS.forEach((library, mark) -> Measure.newest(results, library)
                .ifPresent(other -> measure.times(ours, other)
                        .ifPresent(times -> svg.dot(
                                mark,
                                x(times),
                                y,
                                5.5,
                                "%s × %s".formatted(Measure.text(times), Measure.spelled(other.peer()))))));
    }
}
