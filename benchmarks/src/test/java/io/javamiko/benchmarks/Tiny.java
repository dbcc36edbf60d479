package io.javamiko.benchmarks;

import io.javamiko.benchmarks.report.Result;
import io.javamiko.benchmarks.run.Peer.JDK;
import io.javamiko.benchmarks.run.Plan;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A run that proves that a section works, and measures nothing. */
public final class Tiny {
    private Tiny() {}

    /** One round of each scenario. */
    public static List<Result> run(Path folder, String section) throws IOException {
        return Bench.run(new Plan(true, true, 1, 0, List.of(JDK.current()), List.of(), folder), List.of(section));
    }
}
