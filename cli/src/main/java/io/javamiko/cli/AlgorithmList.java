package io.javamiko.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** An algorithm list as ssh_config(5) writes it: whole, or with {@code +}, {@code -} or {@code ^} against the default. */
final class AlgorithmList {
    private AlgorithmList() {}

    /**
     * What is offered.
     *
     * @param spec a list; {@code +list} appends, {@code -patterns} takes away, {@code ^list} puts first
     * @param defaults what is offered without it
     * @param supported every name that may be asked for
     */
    static List<String> apply(String option, String spec, List<String> defaults, List<String> supported) {
        char mode = spec.isEmpty() ? ' ' : spec.charAt(0);
        boolean relative = mode == '+' || mode == '-' || mode == '^';
        var names = List.of((relative ? spec.substring(1) : spec).split(",", -1));
        var result = new ArrayList<>(relative ? defaults : List.<String>of());
        if (mode == '-') {
            result.removeIf(anyOf(names));
        } else {
            int at = mode == '^' ? 0 : result.size();
            for (String name : names) {
                check(option, name, supported);
                if (mode == '^') {
                    result.remove(name);
                }
                if (!result.contains(name)) {
                    result.add(Math.min(at, result.size()), name);
                    at++;
                }
            }
        }
        if (result.isEmpty()) {
            throw new UsageException(option + ": \"" + spec + "\" leaves no algorithm");
        }
        return List.copyOf(result);
    }

    private static void check(String option, String name, List<String> supported) {
        if (!supported.contains(name)) {
            throw new UsageException(
                    option + ": no algorithm is called \"" + name + "\"; there are " + String.join(",", supported));
        }
    }

    private static Predicate<String> anyOf(List<String> patterns) {
        return name -> patterns.stream()
                .anyMatch(pattern -> Pattern.matches(
                        Pattern.quote(pattern).replace("*", "\\E.*\\Q").replace("?", "\\E.\\Q"), name));
    }
}
