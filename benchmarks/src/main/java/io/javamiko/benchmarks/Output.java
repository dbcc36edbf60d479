package io.javamiko.benchmarks;

import io.javamiko.benchmarks.report.Machine;
import io.javamiko.benchmarks.report.Result;
import io.javamiko.benchmarks.report.ResultsJSON;
import io.javamiko.benchmarks.report.ResultsPage;
import io.javamiko.benchmarks.report.Table;
import io.javamiko.benchmarks.report.Target;
import io.javamiko.benchmarks.run.Plan;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Where results go. */
final class Output {
    private Output() {}

    /** Prints tables, and writes {@code results.json} and {@code results.html} to a folder. */
    static void write(Plan plan, List<Result> results, Path folder, PrintStream out) throws IOException {
        Table.print(results, out);
        for (var target : Target.all(results)) {
            out.printf("%-8s %s: %s%n", target.reached() ? "reached" : "not yet", target.goal(), target.found());
        }
        var facts = Machine.facts(plan, results);
        Files.createDirectories(folder);
        var json = folder.resolve("results.json");
        try (var writer = Files.newBufferedWriter(json)) {
            ResultsJSON.write(facts, results, writer);
        }
        var page = Files.writeString(folder.resolve("results.html"), ResultsPage.of(facts, results));
        out.printf("%n%s%n%s%n", json, page);
    }
}
