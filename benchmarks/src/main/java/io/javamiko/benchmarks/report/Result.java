package io.javamiko.benchmarks.report;

import io.javamiko.benchmarks.run.Scenario;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** What one peer did in one scenario: the figures of each round. */
public final class Result {
    private final String section;
    private final Scenario scenario;
    private final String peer;
    private final List<Map<String, Double>> rounds = new ArrayList<>();
    private String version = "";
    private String problem = "";

    /** Nothing yet. */
    public Result(String section, Scenario scenario, String peer) {
        this.section = section;
        this.scenario = scenario;
        this.peer = peer;
    }

    /** The section's name. */
    public String section() {
        return section;
    }

    /** What was played. */
    public Scenario scenario() {
        return scenario;
    }

    /** Who played. */
    public String peer() {
        return peer;
    }

    /** The library or program: the first word of the peer's name. */
    public String library() {
        return peer.split(" ", 2)[0];
    }

    /** The JDK it ran on; 0 for a program. */
    public int jdk() {
        var digits = peer.replaceAll("\\D", "");
        return digits.isEmpty() ? 0 : Integer.parseInt(digits);
    }

    /** What the peer says of itself. */
    public String version() {
        return version;
    }

    /** Why there are no figures; empty if there are. */
    public String problem() {
        return problem;
    }

    /** The figures of each round that counts. */
    public List<Map<String, Double>> rounds() {
        return List.copyOf(rounds);
    }

    /** Whether nothing went wrong yet. */
    public boolean isComplete() {
        return problem.isEmpty();
    }

    /** Notes what the peer says of itself. */
    public void version(String text) {
        version = text;
    }

    /** Notes a round. */
    public void add(Map<String, Double> figures) {
        rounds.add(Map.copyOf(figures));
    }

    /** The peer can't do that. */
    public void unsupported() {
        problem = "not supported";
        rounds.clear();
    }

    /** The peer should have, and did not. */
    public void failed(String why) {
        problem = "failed: " + why;
        rounds.clear();
    }

    /** The median of a figure over the rounds; empty if nobody measured it. */
    public OptionalDouble median(String figure) {
        var sorted = rounds.stream()
                .filter(round -> round.containsKey(figure))
                .mapToDouble(round -> round.get(figure))
                .sorted()
                .toArray();
        int middle = sorted.length / 2;
        return sorted.length == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(
                        sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2);
    }

    @Override
    public String toString() {
        return section + ": " + scenario.name() + ", " + scenario.cipher() + ", "
                + scenario.server().name() + ", " + peer + ": " + (problem.isEmpty() ? rounds : problem);
    }
}
