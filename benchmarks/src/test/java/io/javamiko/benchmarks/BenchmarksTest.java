package io.javamiko.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Every benchmark runs, with each of its parameters; how long it takes is not judged. */
class BenchmarksTest {
    @Test
    void everyBenchmarkRunsOnce() throws Exception {
        var options = new OptionsBuilder()
                .mode(Mode.SingleShotTime)
                .forks(0)
                .warmupIterations(0)
                .measurementIterations(1)
                .param("size", "1024")
                .addProfiler(CPUTime.class)
                .verbosity(VerboseMode.SILENT)
                .shouldFailOnError(true)
                .build();
        var results = new Runner(options).run();
        assertThat(results).hasSizeGreaterThan(100).allSatisfy(result -> {
            assertThat(result.getPrimaryResult().getScore()).isPositive();
            assertThat(result.getSecondaryResults()).containsKey(CPUTime.LABEL);
        });
    }
}
