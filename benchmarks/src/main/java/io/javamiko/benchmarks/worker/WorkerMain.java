package io.javamiko.benchmarks.worker;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.StringJoiner;

/**
 * A client that is asked by lines and answers by lines. A line is a verb and its arguments, {@code name=value}, with tabs
 * between; the answer {@code ok} and figures of that form, {@code unsupported}, or {@code failed} and a reason. The first line
 * that it says is {@code ready} and its version. It ends with its input.
 */
public final class WorkerMain {
    private WorkerMain() {}

    /** @param arguments the client's name */
    public static void main(String[] arguments) throws Exception {
        var out = new PrintStream(System.out, true, UTF_8); // the lines' alone
        System.setOut(System.err);
        var client = Clients.named(arguments[0]);
        var verbs = new Verbs(client);
        out.println("ready\t" + client.version());
        var in = new BufferedReader(new InputStreamReader(System.in, UTF_8));
        for (var line = in.readLine(); line != null; line = in.readLine()) {
            out.println(answer(verbs, line));
        }
        System.exit(0); // threads of other libraries may live on
    }

    private static String answer(Verbs verbs, String line) {
        var words = line.split("\t", -1);
        var arguments = new LinkedHashMap<String, String>();
        for (int i = 1; i < words.length; i++) {
            int equals = words[i].indexOf('=');
            arguments.put(words[i].substring(0, equals), words[i].substring(equals + 1));
        }
        try {
            return "ok" + said(verbs.run(words[0], arguments));
        } catch (UnsupportedOperationException e) {
            return "unsupported";
        } catch (Exception | LinkageError e) {
            return "failed\t" + e.toString().replaceAll("\\s+", " ");
        }
    }

    private static String said(Map<String, Double> figures) {
        var line = new StringJoiner("\t", "\t", "");
        figures.forEach((name, value) -> line.add(name + "=" + value));
        return line.toString();
    }
}
