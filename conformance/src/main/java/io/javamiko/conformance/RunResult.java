package io.javamiko.conformance;

import io.javamiko.conformance.Catalogue.Row;
import io.javamiko.conformance.peer.Transcript;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What came of a run.
 *
 * @param target its name for people
 * @param side what the target is
 * @param software what the target said it is; empty if it said nothing
 * @param begin when the run began
 * @param length how long it took
 * @param results one a check, in the catalogue's order
 * @param interrupted why the run ended early; empty if it did not
 * @param remarks what else is worth telling of it, in sentences
 */
public record RunResult(
        String target,
        Side side,
        String software,
        Instant begin,
        Duration length,
        List<CheckResult> results,
        String interrupted,
        List<String> remarks) {
    /** Copies the lists. */
    public RunResult {
        results = List.copyOf(results);
        remarks = List.copyOf(remarks);
    }

    /**
     * What came of one check.
     *
     * @param row what was required
     * @param verdict the verdict
     * @param words why, in a sentence; empty if it passed
     * @param notes what else is worth telling
     * @param length how long it took
     * @param transcript what passed on its connections
     */
    public record CheckResult(
            Row row,
            Verdict verdict,
            String words,
            List<String> notes,
            Duration length,
            List<Transcript.Line> transcript) {
        /** Copies the lists. */
        public CheckResult {
            notes = List.copyOf(notes);
            transcript = List.copyOf(transcript);
        }
    }

    /** How many checks have that verdict. */
    public long count(Verdict verdict) {
        return results.stream().filter(result -> result.verdict() == verdict).count();
    }
}
