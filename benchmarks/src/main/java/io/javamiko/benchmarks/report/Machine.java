package io.javamiko.benchmarks.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.javamiko.benchmarks.run.Plan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a figure is worth nothing without: where and when and on what it was measured. */
public final class Machine {
    private Machine() {}

    /** Names and values, for people. */
    public static Map<String, String> facts(Plan plan, List<Result> results) {
        var facts = new LinkedHashMap<String, String>();
        facts.put(
                "date",
                ZonedDateTime.now(ZoneId.systemDefault())
                        .format(DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm z", Locale.ROOT)));
        facts.put("commit", said("git", "describe", "--always", "--dirty"));
        facts.put("processor", processor() + ", " + Runtime.getRuntime().availableProcessors() + " cores");
        facts.put("system", System.getProperty("os.name") + " " + System.getProperty("os.version"));
        for (var jdk : plan.jdks()) {
            facts.put("JDK " + jdk.feature(), said(jdk.java().toString(), "-version"));
        }
        facts.put(
                "run",
                (plan.quick() ? "quick, " : "") + plan.rounds() + " rounds behind " + plan.warmUps() + " to warm up");
        for (var result : results) {
            if (!result.version().isEmpty()) {
                facts.putIfAbsent(Measure.spelled(result.library()), result.version());
            }
        }
        return facts;
    }

    private static String processor() {
        try (var lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse(System.getProperty("os.arch"));
        } catch (IOException e) {
            return System.getProperty("os.arch");
        }
    }

    private static String said(String... words) {
        try {
            var process = new ProcessBuilder(words).redirectErrorStream(true).start();
            var text = new String(process.getInputStream().readAllBytes(), UTF_8);
            return process.waitFor() == 0 ? text.lines().findFirst().orElse("?") : "?";
        } catch (IOException e) {
            return "?";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "?";
        }
    }
}
