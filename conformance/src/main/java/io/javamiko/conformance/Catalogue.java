package io.javamiko.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Every requirement that the kit knows, checked or not: one row an id, in {@code catalogue.tsv}. */
public final class Catalogue {
    private static final Map<String, Row> ROWS = read();

    private Catalogue() {}

    /**
     * A requirement.
     *
     * @param id for example {@code packet-05}, or {@code AC-001} for an attack
     * @param layer for example {@code packet}; {@code attack} for attacks
     * @param side who is to meet it: {@code server}, {@code client}, {@code both}, {@code agent}, {@code tool}
     * @param clause where it is written; the vulnerability's name for an attack
     * @param level how binding it is
     * @param requirement one sentence
     */
    public record Row(String id, String layer, String side, String clause, Level level, String requirement) {
        static Row parse(String line) {
            var columns = line.split("\t", -1);
            return new Row(columns[0], columns[1], columns[2], columns[3], Level.named(columns[4]), columns[5]);
        }
    }

    /** The row of that id. */
    public static Optional<Row> row(String id) {
        return Optional.ofNullable(ROWS.get(id));
    }

    /** All rows in order. */
    public static List<Row> rows() {
        return List.copyOf(ROWS.values());
    }

    private static Map<String, Row> read() {
        try (var in = Catalogue.class.getResourceAsStream("catalogue.tsv");
                var reader = new BufferedReader(new InputStreamReader(in, UTF_8))) {
            var rows = new LinkedHashMap<String, Row>();
            reader.lines().skip(1).map(Row::parse).forEach(row -> rows.put(row.id(), row));
            return rows;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
