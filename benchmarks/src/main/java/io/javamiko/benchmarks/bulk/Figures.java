package io.javamiko.benchmarks.bulk;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** What was measured, by transfer and peer in the order of their first turn; medians, and ratios to the first peer. */
final class Figures {
    /**
     * One turn.
     *
     * @param wall seconds
     * @param client CPU seconds
     * @param server CPU seconds; not a number for programs, whose server is gone by then
     */
    record Turn(double wall, double client, double server) {}

    private final Map<String, Map<String, List<Turn>>> turns = new LinkedHashMap<>();

    void add(String transfer, String peer, Turn turn) {
        turns.computeIfAbsent(transfer, t -> new LinkedHashMap<>())
                .computeIfAbsent(peer, p -> new ArrayList<>())
                .add(turn);
    }

    /** How many pairs of a transfer and a peer there are. */
    int measured() {
        return turns.values().stream().mapToInt(Map::size).sum();
    }

    void print(long bytes) {
        turns.forEach((transfer, peers) -> {
            System.out.printf("%n%-24s %9s %9s %7s %9s %7s %9s%n", transfer, "s", "MB/s", "×", "client", "×", "server");
            var ours = median(peers.values().iterator().next());
            peers.forEach((peer, all) -> {
                var turn = median(all);
                System.out.printf(
                        Locale.ROOT,
                        "%-24s %9.3f %9.0f %7.2f %9.3f %7.2f %9.3f%n",
                        peer,
                        turn.wall,
                        bytes / turn.wall / 1e6,
                        turn.wall / ours.wall,
                        turn.client,
                        turn.client / ours.client,
                        turn.server);
            });
        });
    }

    private static Turn median(List<Turn> all) {
        return new Turn(median(all, Turn::wall), median(all, Turn::client), median(all, Turn::server));
    }

    private static double median(List<Turn> all, ToDoubleFunction<Turn> value) {
        var sorted = all.stream().mapToDouble(value).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
