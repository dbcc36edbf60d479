package io.javamiko.benchmarks.run;

import io.javamiko.benchmarks.run.Peer.JDK;
import java.nio.file.Path;
import java.util.List;

/**
 * How much is measured.
 *
 * @param quick whether sizes and counts are small, and other libraries are measured on the newest JDK only
 * @param tiny whether they are tiny: a test, which proves that all works and measures nothing
 * @param rounds that count
 * @param warmUps rounds before them
 * @param jdks the first is the oldest
 * @param only names of peers begin with one of these; all if it is empty
 * @param folder in memory, for files; removed afterwards
 */
public record Plan(
        boolean quick, boolean tiny, int rounds, int warmUps, List<JDK> jdks, List<String> only, Path folder) {
    /** Keeps copies. */
    public Plan {
        jdks = List.copyOf(jdks);
        only = List.copyOf(only);
    }

    /** The peers that are measured. */
    public List<Peer> peers() {
        return Peer.all(jdks, quick).stream()
                .filter(peer -> isWanted(peer.name()))
                .toList();
    }

    private boolean isWanted(String name) {
        return only.isEmpty() || only.stream().anyMatch(name::startsWith);
    }

    /** The size or count for this plan. */
    public int choose(int whole, int ifQuick, int ifTiny) {
        return tiny ? ifTiny : quick ? ifQuick : whole;
    }
}
