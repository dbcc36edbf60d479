package io.javamiko.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.List;

/**
 * One page that needs no other file: a matrix by layer, a column a run, with the clause and the transcript behind each line.
 * It has the runs as {@link Reports#json} wrote them, so runs of other days and machines stand beside today's.
 */
public final class HTMLReport {
    private static final String PLACE = "/*RUNS*/";

    private HTMLReport() {}

    /**
     * Writes the page.
     *
     * @param runs each as {@link Reports#json} writes it
     */
    public static void write(List<String> runs, Appendable out) throws IOException {
        var page = page();
        int place = page.indexOf(PLACE);
        out.append(page, 0, place).append('[');
        for (int i = 0; i < runs.size(); i++) {
            // "</script>" in a target's words must not end the element that holds them
            out.append(i == 0 ? "" : ",").append(runs.get(i).replace("<", "\\u003c"));
        }
        out.append(']').append(page, place + PLACE.length(), page.length());
    }

    private static String page() throws IOException {
        try (var in = HTMLReport.class.getResourceAsStream("report.html")) {
            return new String(in.readAllBytes(), UTF_8);
        }
    }
}
