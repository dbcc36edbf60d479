package io.javamiko.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.stream.Collectors;

/** The rows of the catalogue that have no check, and why: {@code left-out.tsv}. */
public final class LeftOut {
    private LeftOut() {}

    /** Reasons by the row's id. */
    public static Map<String, String> reasons() {
        try (var in = LeftOut.class.getResourceAsStream("left-out.tsv");
                var reader = new BufferedReader(new InputStreamReader(in, UTF_8))) {
            return reader.lines()
                    .skip(1)
                    .map(line -> line.split("\t", 2))
                    .collect(Collectors.toUnmodifiableMap(columns -> columns[0], columns -> columns[1]));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
