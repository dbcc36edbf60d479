package io.javamiko.benchmarks.report;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** Results as JSON: where they are from, what they reach, and the figures of each round; times are seconds. */
public final class ResultsJSON {
    private final JsonWriter out;

    private ResultsJSON(Writer writer) {
        out = new JsonWriter(writer);
        out.setIndent(" ");
    }

    /** Writes all of them as one object. */
    public static void write(Map<String, String> facts, List<Result> results, Writer writer) throws IOException {
        new ResultsJSON(writer).write(facts, results);
    }

    private void write(Map<String, String> facts, List<Result> results) throws IOException {
        out.beginObject().name("machine").beginObject();
        for (var fact : facts.entrySet()) {
            out.name(fact.getKey()).value(fact.getValue());
        }
        out.endObject().name("targets").beginArray();
        for (var target : Target.all(results)) {
            out.beginObject().name("goal").value(target.goal());
            out.name("reached").value(target.reached());
            out.name("found").value(target.found()).endObject();
        }
        out.endArray().name("results").beginArray();
        for (var result : results) {
            result(result);
        }
        out.endArray().endObject().flush();
    }

    private void result(Result result) throws IOException {
        var scenario = result.scenario();
        out.beginObject().name("section").value(result.section());
        out.name("scenario").value(scenario.name());
        out.name("server").value(scenario.server().name());
        out.name("cipher").value(scenario.cipher());
        out.name("bytes").value(scenario.bytes());
        out.name("peer").value(result.peer());
        out.name("version").value(result.version());
        out.name("problem").value(result.problem());
        out.name("median").beginObject();
        var names = new TreeSet<String>();
        result.rounds().forEach(round -> names.addAll(round.keySet()));
        for (var name : names) {
            out.name(name).value(result.median(name).orElseThrow());
        }
        out.endObject().name("rounds").beginArray();
        for (var round : result.rounds()) {
            round(round);
        }
        out.endArray().endObject();
    }

    private void round(Map<String, Double> figures) throws IOException {
        out.beginObject();
        for (var figure : new TreeMap<>(figures).entrySet()) {
            out.name(figure.getKey()).value(figure.getValue());
        }
        out.endObject();
    }
}
