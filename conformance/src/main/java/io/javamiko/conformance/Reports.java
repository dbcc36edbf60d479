package io.javamiko.conformance;

import io.javamiko.conformance.RunResult.CheckResult;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Writes what came of a run: for a terminal, as JSON, as JUnit's XML. */
public final class Reports {
    private Reports() {}

    /** One line a check, as it ends. */
    public static String line(CheckResult result) {
        return "%-5s %-13s %-6s %s%s"
                .formatted(
                        result.verdict(),
                        result.row().id(),
                        result.row().level(),
                        result.row().requirement(),
                        result.words().isEmpty() ? "" : "\n      " + result.words());
    }

    /** The summary, and the transcripts of what failed. */
    public static void terminal(RunResult run, Appendable out) throws IOException {
        for (var result : run.results()) {
            if (result.verdict() == Verdict.FAIL) {
                out.append("\n%s (%s): %s%n"
                        .formatted(result.row().id(), result.row().clause(), result.words()));
                for (var line : result.transcript()) {
                    out.append("    ").append(line.toString()).append('\n');
                }
            }
        }
        out.append("%n%s: %d passed, %d warned, %d failed, %d skipped, in %.1f s%n"
                .formatted(
                        run.software().isEmpty() ? run.target() : run.target() + " (" + run.software() + ")",
                        run.count(Verdict.PASS),
                        run.count(Verdict.WARN),
                        run.count(Verdict.FAIL),
                        run.count(Verdict.SKIP),
                        run.length().toMillis() / 1000.0));
        for (var remark : run.remarks()) {
            out.append("Note: ").append(remark).append('\n');
        }
        if (!run.interrupted().isEmpty()) {
            out.append("The run ended early: ").append(run.interrupted()).append('\n');
        }
    }

    /** All of it as one JSON object. */
    public static void json(RunResult run, Appendable out) throws IOException {
        out.append("{\"target\":").append(quoted(run.target()));
        out.append(",\"role\":").append(quoted(run.side().name().toLowerCase(Locale.ROOT)));
        out.append(",\"software\":").append(quoted(run.software()));
        out.append(",\"begin\":").append(quoted(run.begin().toString()));
        out.append(",\"millis\":").append(String.valueOf(run.length().toMillis()));
        out.append(",\"interrupted\":").append(quoted(run.interrupted()));
        out.append(",\"remarks\":").append(array(run.remarks())).append(",\"results\":[");
        String between = "\n";
        for (var result : run.results()) {
            out.append(between);
            json(result, out);
            between = ",\n";
        }
        out.append("\n]}\n");
    }

    private static void json(CheckResult result, Appendable out) throws IOException {
        var row = result.row();
        out.append("{\"id\":").append(quoted(row.id()));
        out.append(",\"layer\":").append(quoted(row.layer()));
        out.append(",\"clause\":").append(quoted(row.clause()));
        out.append(",\"level\":").append(quoted(row.level().name()));
        out.append(",\"requirement\":").append(quoted(row.requirement()));
        out.append(",\"verdict\":").append(quoted(result.verdict().name()));
        out.append(",\"words\":").append(quoted(result.words()));
        out.append(",\"millis\":").append(String.valueOf(result.length().toMillis()));
        out.append(",\"notes\":").append(array(result.notes()));
        out.append(",\"transcript\":")
                .append(array(result.transcript().stream().map(Object::toString).toList()))
                .append('}');
    }

    /** A suite of JUnit's XML, a case a check; warnings are its output. */
    public static void junit(RunResult run, Appendable out) throws IOException {
        out.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        out.append("<testsuite name=\"%s\" tests=\"%d\" failures=\"%d\" skipped=\"%d\" time=\"%.3f\">%n"
                .formatted(
                        xml(run.target()),
                        run.results().size(),
                        run.count(Verdict.FAIL),
                        run.count(Verdict.SKIP),
                        run.length().toMillis() / 1000.0));
        for (var result : run.results()) {
            junit(result, out);
        }
        out.append("</testsuite>\n");
    }

    private static void junit(CheckResult result, Appendable out) throws IOException {
        var row = result.row();
        out.append("  <testcase classname=\"conformance.%s\" name=\"%s %s\" time=\"%.3f\">"
                .formatted(
                        xml(row.layer()),
                        xml(row.id()),
                        xml(row.requirement()),
                        result.length().toMillis() / 1000.0));
        switch (result.verdict()) {
            case FAIL -> {
                out.append("<failure message=\"").append(xml(result.words())).append("\">");
                for (var line : result.transcript()) {
                    out.append(xml(line.toString())).append('\n');
                }
                out.append("</failure>");
            }
            case SKIP ->
                out.append("<skipped message=\"").append(xml(result.words())).append("\"/>");
            case WARN -> out.append("<system-out>").append(xml(result.words())).append("</system-out>");
            case PASS -> {}
        }
        out.append("</testcase>\n");
    }

    private static String array(List<String> texts) {
        return texts.stream().map(Reports::quoted).collect(Collectors.joining(",", "[", "]"));
    }

    private static String quoted(String text) {
        var out = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c < ' ') {
                out.append("\\u%04x".formatted((int) c));
            } else {
                out.append(c);
            }
        }
        return out.append('"').toString();
    }

    private static String xml(String text) {
        var out = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '&' -> out.append("&amp;");
                case '"' -> out.append("&quot;");
                default -> out.append(c < ' ' && c != '\n' || c > 0xfffd ? '?' : c);
            }
        }
        return out.toString();
    }
}
