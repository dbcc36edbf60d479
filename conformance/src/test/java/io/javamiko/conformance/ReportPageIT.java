package io.javamiko.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.javamiko.conformance.RunResult.CheckResult;
import io.javamiko.conformance.peer.Transcript;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page in a real browser: what a reader clicks shows what it should, and a hostile target's words do nothing. */
@Tag("full")
class ReportPageIT {
    private static final String HOSTILE =
            "<img src=x onerror='window.hacked=1'></script><script>window.hacked=1</script>";

    /** Does what a reader does, and writes down what he sees then. */
    private static final String READER = """
            <script>
            {
            const seen = [];
            const rows = () => [...document.querySelectorAll("tr.check")];
            const ids = () => rows().map(row => row.querySelector(".id").textContent).join(",");
            const press = label => [...document.querySelectorAll("nav button")].find(b => b.textContent === label).click();
            seen.push("all " + ids());
            rows().find(row => row.textContent.includes("packet-05")).click();
            seen.push("details " + document.querySelector("tr.details").textContent);
            rows().find(row => row.textContent.includes("packet-05")).click();
            seen.push("closed " + document.querySelectorAll("tr.details").length);
            press("Failed");
            seen.push("failed " + ids());
            press("All");
            const search = document.querySelector("nav input");
            search.value = "IDENT-05";
            search.dispatchEvent(new Event("input"));
            seen.push("sought " + ids());
            seen.push("columns " + rows()[0].querySelectorAll("td.v").length);
            seen.push("cards " + document.querySelectorAll(".run").length);
            seen.push("hacked " + window.hacked);
            seen.push("fetched " + performance.getEntriesByType("resource").length);
            const pre = document.createElement("pre");
            pre.id = "seen";
            pre.textContent = "SEEN\\n" + seen.join("\\n") + "\\nEND";
            document.body.replaceChildren(pre);
            }
            </script>
            """;

    @TempDir
    Path directory;

    @Test
    void aReaderFindsWhatStandsBehindAVerdict() throws Exception {
        var seen = seen(List.of(json()));

        assertThat(seen)
                .contains("all ident-01,ident-05,packet-05\n")
                .contains("closed 0\n")
                .contains("failed packet-05\n")
                .contains("sought ident-05\n")
                .contains("columns 1\n")
                .contains("cards 1\n")
                .contains("hacked undefined\n")
                .contains("fetched 0\n");
        assertThat(seen.lines().filter(line -> line.startsWith("details ")))
                .singleElement()
                .asString()
                .contains(Catalogue.row("packet-05").orElseThrow().clause())
                .contains("the reason")
                .contains("KEXINIT from the target");
    }

    @Test
    void runsStandSideBySide() throws Exception {
        var seen = seen(List.of(json(), json(), json(), json()));

        assertThat(seen).contains("columns 4\n").contains("cards 4\n").contains("hacked undefined\n");
    }

    private static String json() throws IOException {
        var lines = List.of(
                new Transcript.Line(1, 2, Transcript.Who.TARGET, "KEXINIT from the target"),
                new Transcript.Line(1, 3, Transcript.Who.TARGET, HOSTILE));
        var run = new RunResult(
                HOSTILE,
                Side.SERVER,
                "SSH-2.0-" + HOSTILE,
                Instant.EPOCH,
                Duration.ofSeconds(1),
                List.of(
                        result("ident-01", Verdict.PASS, "", lines),
                        result("ident-05", Verdict.WARN, HOSTILE, lines),
                        result("packet-05", Verdict.FAIL, "the reason " + HOSTILE, lines)),
                "",
                List.of(HOSTILE));
        var out = new StringBuilder();
        Reports.json(run, out);
        return out.toString();
    }

    private static CheckResult result(String id, Verdict verdict, String words, List<Transcript.Line> lines) {
        var row = Catalogue.row(id).orElseThrow();
        return new CheckResult(row, verdict, words, List.of(HOSTILE), Duration.ofMillis(3), lines);
    }

    private String seen(List<String> runs) throws Exception {
        var page = new StringBuilder();
        HTMLReport.write(runs, page);
        var file = Files.writeString(directory.resolve("page.html"), page + READER);
        var dom = dom(file);
        assertThat(dom).contains("SEEN\n");
        return dom.substring(dom.indexOf("SEEN\n"), dom.indexOf("\nEND") + 1);
    }

    private String dom(Path file) throws Exception {
        var out = directory.resolve("dom.html");
        var words = new ArrayList<>(List.of("chromium", "--headless", "--no-sandbox", "--disable-gpu"));
        words.addAll(List.of(
                "--user-data-dir=" + directory.resolve("profile"),
                "--dump-dom",
                file.toUri().toString()));
        var browser = new ProcessBuilder(words)
                .redirectOutput(out.toFile())
                .redirectError(directory.resolve("browser.log").toFile())
                .start();
        try {
            assertThat(browser.waitFor(60, TimeUnit.SECONDS)).isTrue();
        } finally {
            browser.descendants().forEach(ProcessHandle::destroyForcibly);
            browser.destroyForcibly();
        }
        return Files.readString(out, UTF_8);
    }
}
