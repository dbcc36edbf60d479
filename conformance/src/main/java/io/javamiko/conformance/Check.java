package io.javamiko.conformance;

import io.javamiko.conformance.Catalogue.Row;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A requirement and how it is checked: {@code both("packet-08", c -> …)}. Immutable.
 */
public final class Check {
    private final Row row;
    private final Map<Side, Script> scripts;
    private final boolean alone;

    private Check(String id, Map<Side, Script> scripts) {
        this(
                Catalogue.row(id).orElseThrow(() -> new IllegalArgumentException("the catalogue has no row " + id)),
                scripts,
                false);
    }

    private Check(Row row, Map<Side, Script> scripts, boolean alone) {
        this.row = row;
        this.scripts = scripts;
        this.alone = alone;
    }

    /** A check of servers. */
    public static Check server(String id, Script script) {
        return new Check(id, new EnumMap<>(Map.of(Side.SERVER, script)));
    }

    /** A check of clients. */
    public static Check client(String id, Script script) {
        return new Check(id, new EnumMap<>(Map.of(Side.CLIENT, script)));
    }

    /** A check of both with one script. */
    public static Check both(String id, Script script) {
        return both(id, script, script);
    }

    /** A check of both, each with its script. */
    public static Check both(String id, Script ofServers, Script ofClients) {
        return new Check(id, new EnumMap<>(Map.of(Side.SERVER, ofServers, Side.CLIENT, ofClients)));
    }

    /** A check of agents. */
    public static Check agent(String id, Script script) {
        return new Check(id, new EnumMap<>(Map.of(Side.AGENT, script)));
    }

    /** The same, run at the end with no other beside it: it takes what others need, or measures times. */
    public Check alone() {
        return new Check(row, scripts, true);
    }

    /** Whether no other check may run beside it. */
    public boolean isAlone() {
        return alone;
    }

    /** Lists as one. */
    public static List<Check> join(List<List<Check>> lists) {
        return lists.stream().flatMap(List::stream).toList();
    }

    /** What is required. */
    public Row row() {
        return row;
    }

    /** Its id. */
    public String id() {
        return row.id();
    }

    /** How it is checked of a target of that side; empty if it is not. */
    public Optional<Script> script(Side underTest) {
        return Optional.ofNullable(scripts.get(underTest));
    }

    @Override
    public String toString() {
        return row.id();
    }
}
