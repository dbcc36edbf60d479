package io.javamiko.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.javamiko.conformance.RunResult.CheckResult;
import io.javamiko.conformance.peer.Transcript;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;

class ReportsTest {
    private static final String NASTY = "</script><b>\"\\ \u0001 &amp; ]]>";

    private static RunResult run() {
        var lines = List.of(new Transcript.Line(1, 2, Transcript.Who.TARGET, NASTY));
        return new RunResult(
                NASTY,
                Side.SERVER,
                "SSH-2.0-x",
                Instant.EPOCH,
                Duration.ofMillis(1500),
                List.of(
                        result("ident-01", Verdict.PASS, "", lines),
                        result("ident-05", Verdict.WARN, "so and so", lines),
                        result("packet-05", Verdict.FAIL, NASTY, lines),
                        result("packet-06", Verdict.SKIP, "no reason", List.of())),
                "",
                List.of("it was slow"));
    }

    private static CheckResult result(String id, Verdict verdict, String words, List<Transcript.Line> lines) {
        var row = Catalogue.row(id).orElseThrow();
        return new CheckResult(row, verdict, words, List.of(NASTY), Duration.ofMillis(3), lines);
    }

    private static String written(Writer writer) throws IOException {
        var out = new StringBuilder();
        writer.write(run(), out);
        return out.toString();
    }

    private interface Writer {
        void write(RunResult run, Appendable out) throws IOException;
    }

    @Test
    void jUnitsFileIsXMLWithACaseEachCheck() throws Exception {
        var parser = DocumentBuilderFactory.newInstance().newDocumentBuilder();
        var suite = parser.parse(
                        new ByteArrayInputStream(written(Reports::junit).getBytes(StandardCharsets.UTF_8)))
                .getDocumentElement();

        assertThat(suite.getAttribute("tests")).isEqualTo("4");
        assertThat(suite.getAttribute("failures")).isEqualTo("1");
        assertThat(suite.getAttribute("skipped")).isEqualTo("1");
        assertThat(suite.getElementsByTagName("testcase").getLength()).isEqualTo(4);
        assertThat(suite.getElementsByTagName("failure").item(0).getTextContent())
                .contains("</script>");
    }

    @Test
    void thePageKeepsWordsOfTheTargetInsideItsData() throws Exception {
        var json = written(Reports::json);
        var page = new StringBuilder();
        HTMLReport.write(List.of(json, json), page);

        assertThat(page.toString().split("</script>", -1)).hasSize(3); // the data's end and the script's end
        assertThat(page).contains("[{").contains("packet-05").doesNotContain("/*RUNS*/");
    }

    @Test
    void jsonHasNoControlCharacterAndNoBareQuote() throws Exception {
        var json = written(Reports::json);

        assertThat(json).contains("\\\"\\\\ \\u0001 &amp;");
        assertThat(json.chars().filter(c -> c < ' ' && c != '\n')).isEmpty();
    }

    @Test
    void theTerminalSummaryShowsTheTranscriptOfWhatFailedAlone() throws Exception {
        var text = written(Reports::terminal);

        assertThat(text)
                .contains("packet-05")
                .doesNotContain("ident-05")
                .contains("1 passed, 1 warned, 1 failed, 1 skipped");
    }
}
