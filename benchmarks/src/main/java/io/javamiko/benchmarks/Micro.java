package io.javamiko.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs JMH's small parts on this JVM, prints a table and writes what JMH knows as JSON. */
public final class Micro {
    private static final String USAGE = """
            usage: ./bench micro [--quick] [PATTERN…] [-p NAME=VALUE[,VALUE…]]…
              PATTERN   what is run: a part of Class.method (regular expression), everything without one
              -p        only these values of a parameter: protection, size, kex, agreement, group, algorithm
              --quick   one fork, two warm-ups and three measurements of a second (else two forks, three and five)
            us: wall time of an operation, ± its error; cpu: CPU time of the best iteration, for shared machines; MB/s: payload by CPU time; B: allocated""";

    private final List<String> patterns = new ArrayList<>();
    private final List<String[]> parameters = new ArrayList<>();
    private boolean quick;

    private Micro() {}

    /** Runs what the arguments choose; exit status 2 if they can't be understood. */
    public static void main(String[] arguments) throws RunnerException, IOException {
        var micro = new Micro();
        if (!micro.understands(List.of(arguments))) {
            System.err.println(USAGE);
            System.exit(2);
        }
        micro.run(Path.of(System.getProperty("benchmarks.results", ".")));
    }

    private boolean understands(List<String> arguments) {
        for (var rest = arguments.iterator(); rest.hasNext(); ) {
            var argument = rest.next();
            if (argument.equals("--quick")) {
                quick = true;
            } else if (argument.equals("-p") && rest.hasNext()) {
                var parameter = rest.next().split("=", 2);
                if (parameter.length != 2) {
                    return false;
                }
                parameters.add(parameter);
            } else if (argument.startsWith("-")) {
                return false;
            } else {
                patterns.add(argument);
            }
        }
        return true;
    }

    private void run(Path results) throws RunnerException, IOException {
        Files.createDirectories(results);
        var json = results.resolve("micro-jdk" + Runtime.version().feature() + ".json");
        var options = new OptionsBuilder()
                .mode(Mode.AverageTime)
                .timeUnit(TimeUnit.MICROSECONDS)
                .forks(quick ? 1 : 2)
                .warmupIterations(quick ? 2 : 3)
                .measurementIterations(quick ? 3 : 5)
                .warmupTime(TimeValue.seconds(1))
                .measurementTime(TimeValue.seconds(1))
                .addProfiler(CPUTime.class)
                .addProfiler(GCProfiler.class)
                .verbosity(VerboseMode.SILENT)
                .shouldFailOnError(true)
                .resultFormat(ResultFormatType.JSON)
                .result(json.toString());
        patterns.forEach(options::include);
        parameters.forEach(parameter -> choose(options, parameter));
        System.out.printf("JDK %s%n%s%n", Runtime.version(), header());
        print(new Runner(options.build()).run());
        System.out.println("JMH's own figures: " + json);
    }

    private static void choose(ChainedOptionsBuilder options, String[] parameter) {
        options.param(parameter[0], parameter[1].split(","));
    }

    private static String header() {
        return "%-78s %12s %10s %12s %9s %9s".formatted("", "us", "±", "cpu", "MB/s", "B");
    }

    private static void print(Collection<RunResult> results) {
        for (var result : results) {
            var parameters = result.getParams();
            var size = parameters.getParamsKeys().contains("size") ? parameters.getParam("size") : "";
            double cpu = secondary(result, CPUTime.LABEL);
            System.out.printf(
                    Locale.ROOT,
                    "%-78s %12.3f %10.3f %12.3f %9s %9.0f%n",
                    name(result),
                    result.getPrimaryResult().getScore(),
                    result.getPrimaryResult().getScoreError(),
                    cpu,
                    size.isEmpty() ? "" : Math.round(Integer.parseInt(size) / cpu),
                    secondary(result, "gc.alloc.rate.norm"));
        }
    }

    /** The class, the method, and the parameters' values. */
    private static String name(RunResult result) {
        var parameters = result.getParams();
        var benchmark = parameters.getBenchmark(); // package, class, method
        var type = benchmark.substring(0, benchmark.lastIndexOf('.'));
        var name = new StringBuilder(type.substring(type.lastIndexOf('.') + 1).replace("Benchmark", ""))
                .append(benchmark.substring(type.length()));
        parameters.getParamsKeys().forEach(key -> name.append(' ').append(parameters.getParam(key)));
        return name.toString();
    }

    private static double secondary(RunResult result, String label) {
        Result<?> found = result.getSecondaryResults().get(label);
        return found == null ? Double.NaN : found.getScore();
    }
}
