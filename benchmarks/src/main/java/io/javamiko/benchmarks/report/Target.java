package io.javamiko.benchmarks.report;

import java.util.List;

/**
 * Something that we want to reach, and what came of it in this run.
 *
 * @param goal in words
 * @param found the figures that it was held against
 */
public record Target(String goal, boolean reached, String found) {
    /** Those that these results say something about. */
    public static List<Target> all(List<Result> results) {
        return new Goals(Table.byScenario(results)).held();
    }
}
