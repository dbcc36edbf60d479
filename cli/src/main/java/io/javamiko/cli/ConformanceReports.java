package io.javamiko.cli;

import io.javamiko.conformance.HTMLReport;
import io.javamiko.conformance.Reports;
import io.javamiko.conformance.RunResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** The files that {@code javamiko conformance} writes what it has learned into. */
final class ConformanceReports {
    @Option(names = "--json", paramLabel = "FILE", description = "writes a report as JSON, which compare reads")
    private Path json;

    @Option(names = "--junit", paramLabel = "FILE", description = "writes a report as JUnit's XML")
    private Path junit;

    @Option(names = "--html", paramLabel = "FILE", description = "writes a report as one page for a browser")
    private Path html;

    /** A run takes minutes: where its report can't be written is said before. */
    void check() {
        Stream.of(json, junit, html).filter(file -> file != null).forEach(file -> {
            var folder = file.toAbsolutePath().getParent();
            if (!Files.isDirectory(folder) || Files.isDirectory(file) || !isWritable(file, folder)) {
                throw new UsageException(file + ": a report can't be written there");
            }
        });
    }

    private static boolean isWritable(Path file, Path folder) {
        return Files.exists(file) ? Files.isWritable(file) : Files.isWritable(folder);
    }

    void write(RunResult result) throws IOException {
        if (json != null) {
            try (var out = Files.newBufferedWriter(json)) {
                Reports.json(result, out);
            }
        }
        if (junit != null) {
            try (var out = Files.newBufferedWriter(junit)) {
                Reports.junit(result, out);
            }
        }
        if (html != null) {
            var run = new StringBuilder();
            Reports.json(result, run);
            page(List.of(run.toString()));
        }
    }

    /** Runs, as {@code --json} wrote them, side by side. */
    void compare(List<String> files) throws IOException {
        if (files.isEmpty() || html == null) {
            throw new UsageException("expected the FILEs of runs, and --html FILE");
        }
        check();
        page(files.stream().map(ConformanceReports::run).toList());
    }

    private static String run(String file) {
        try {
            var text = Files.readString(Path.of(file));
            if (text.startsWith("{\"target\":") && text.endsWith("]}\n")) {
                return text;
            }
        } catch (IOException e) {
            throw new UsageException(file + ": " + Javamiko.why(e));
        }
        throw new UsageException(file + ": no run, as --json writes one");
    }

    private void page(List<String> runs) throws IOException {
        try (var out = Files.newBufferedWriter(html)) {
            HTMLReport.write(runs, out);
        }
    }
}
