package io.javamiko.benchmarks.report;

import static io.javamiko.benchmarks.report.SVG.escaped;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Results as one page of HTML that needs nothing else: no script, no font, no picture from elsewhere. */
public final class ResultsPage {
    private final StringBuilder page = new StringBuilder();
    private final List<List<Result>> scenarios;

    private ResultsPage(List<Result> results) {
        scenarios = Table.byScenario(results);
    }

    /** The whole page. */
    public static String of(Map<String, String> facts, List<Result> results) throws IOException {
        var page = new ResultsPage(results);
        page.head(facts);
        page.targets(Target.all(results));
        page.overview();
        page.sections();
        page.facts(facts);
        return page.page.append("</html>\n").toString();
    }

    private void head(Map<String, String> facts) throws IOException {
        try (var style = ResultsPage.class.getResourceAsStream("results.css")) {
            page.append("""
                    <!DOCTYPE html>
                    <html lang="en">
                    <meta charset="utf-8">
                    <meta name="viewport" content="width=device-width, initial-scale=1">
                    <title>Javamiko, measured</title>
                    <style>
                    %s</style>
                    <header>
                    <h1>Javamiko, measured beside others</h1>
                    <p>%s · %s · commit %s. Each figure is the median of interleaved rounds in one run; each client and
                    server is a process of its own, and warm.</p>
                    </header>
                    """.formatted(
                            new String(style.readAllBytes(), UTF_8),
                            escaped(facts.getOrDefault("date", "")),
                            escaped(facts.getOrDefault("processor", "")),
                            escaped(facts.getOrDefault("commit", ""))));
        }
    }

    private void targets(List<Target> targets) {
        if (targets.isEmpty()) {
            return;
        }
        page.append("<h2>What we want to reach</h2>\n<table class=\"targets\">\n");
        targets.forEach(target -> page.append("<tr><td><b class=\"%s\">%s</b><td>%s<td class=\"found\">%s\n"
                .formatted(
                        target.reached() ? "yes" : "no",
                        target.reached() ? "reached" : "not yet",
                        escaped(target.goal()),
                        escaped(target.found()))));
        page.append("</table>\n");
    }

    private void overview() {
        var plot = Overview.of(scenarios);
        if (!plot.isEmpty()) {
            page.append(
                            "<h2>In one look</h2>\n<p>How many times as fast ours is, on the newest JDK: right of the line ours is")
                    .append(" faster. Programs start and log in within their time.</p>\n<div class=\"card\">")
                    .append(plot)
                    .append("</div>\n");
        }
    }

    private void sections() {
        var sections = new LinkedHashMap<String, Map<String, List<List<Result>>>>();
        for (var results : scenarios) {
            var first = results.get(0);
            sections.computeIfAbsent(first.section(), name -> new LinkedHashMap<>())
                    .computeIfAbsent(first.scenario().name(), name -> new ArrayList<>())
                    .add(results);
        }
        sections.forEach((name, topics) -> {
            page.append("<h2 id=\"%1$s\">%1$s</h2>\n".formatted(escaped(name)));
            topics.forEach(this::topic);
        });
    }

    private void topic(String name, List<List<Result>> places) {
        page.append("<h3>%s</h3>\n<div class=\"cards\">\n".formatted(escaped(name)));
        for (var results : places) {
            page.append("<figure class=\"card\"><figcaption>%s</figcaption>%s\n"
                    .formatted(escaped(Measure.place(results.get(0).scenario())), BarChart.of(results)));
            table(results);
            page.append("</figure>\n");
        }
        page.append("</div>\n");
    }

    private void table(List<Result> results) {
        page.append("<details><summary>figures</summary><div class=\"wide\"><table><tr><th>");
        Table.header(results).forEach(name -> page.append("<th>").append(escaped(name)));
        page.append('\n');
        for (var result : results) {
            page.append("<tr><td>").append(escaped(Measure.spelled(result.peer())));
            if (result.isComplete()) {
                Table.cells(results, result).forEach(cell -> page.append("<td>").append(cell));
            } else {
                page.append("<td class=\"problem\" colspan=\"%d\">%s"
                        .formatted(Math.max(1, Table.header(results).size()), escaped(result.problem())));
            }
            page.append('\n');
        }
        page.append("</table></div></details>");
    }

    private void facts(Map<String, String> facts) {
        page.append("<h2>The machine and the versions</h2>\n<table class=\"facts\">\n");
        facts.forEach((name, value) -> page.append("<tr><th>%s<td>%s\n".formatted(escaped(name), escaped(value))));
        page.append("</table>\n");
    }
}
