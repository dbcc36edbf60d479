package io.javamiko.interop;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Rows of choices in which every two choices of different factors meet at least once: nearly all that the whole product
 * would find, in a fraction of its rows. Deterministic.
 */
final class Pairs {
    private record Pair(int firstFactor, int first, int secondFactor, int second) {}

    private final List<List<String>> factors;
    private final Set<Pair> uncovered = new HashSet<>();

    private Pairs(List<List<String>> factors) {
        this.factors = factors;
        for (int a = 0; a < factors.size(); a++) {
            for (int b = a + 1; b < factors.size(); b++) {
                for (int i = 0; i < factors.get(a).size(); i++) {
                    for (int j = 0; j < factors.get(b).size(); j++) {
                        uncovered.add(new Pair(a, i, b, j));
                    }
                }
            }
        }
    }

    /** The rows, each with one choice a factor. */
    static List<List<String>> covering(List<List<String>> factors) {
        var pairs = new Pairs(factors);
        var rows = new ArrayList<List<String>>();
        while (!pairs.uncovered.isEmpty()) {
            rows.add(pairs.row());
        }
        return rows;
    }

    /** Begins with a pair that is missing, and takes for each other factor the choice that covers most. */
    private List<String> row() {
        int[] chosen = new int[factors.size()];
        Arrays.fill(chosen, -1);
        var seed = uncovered.stream()
                .min(Comparator.comparingInt(Pair::firstFactor)
                        .thenComparingInt(Pair::first)
                        .thenComparingInt(Pair::secondFactor)
                        .thenComparingInt(Pair::second))
                .orElseThrow();
        chosen[seed.firstFactor] = seed.first;
        chosen[seed.secondFactor] = seed.second;
        for (int factor = 0; factor < chosen.length; factor++) {
            if (chosen[factor] < 0) {
                chosen[factor] = best(chosen, factor);
            }
        }
        var row = new ArrayList<String>();
        for (int factor = 0; factor < chosen.length; factor++) {
            row.add(factors.get(factor).get(chosen[factor]));
        }
        cover(chosen);
        return row;
    }

    private int best(int[] chosen, int factor) {
        int best = 0;
        int most = -1;
        for (int choice = 0; choice < factors.get(factor).size(); choice++) {
            int covers = 0;
            for (int other = 0; other < chosen.length; other++) {
                if (other != factor
                        && chosen[other] >= 0
                        && uncovered.contains(pair(other, chosen[other], factor, choice))) {
                    covers++;
                }
            }
            if (covers > most) {
                most = covers;
                best = choice;
            }
        }
        return best;
    }

    private void cover(int[] chosen) {
        for (int a = 0; a < chosen.length; a++) {
            for (int b = a + 1; b < chosen.length; b++) {
                uncovered.remove(new Pair(a, chosen[a], b, chosen[b]));
            }
        }
    }

    private static Pair pair(int factor, int choice, int otherFactor, int otherChoice) {
        return factor < otherFactor
                ? new Pair(factor, choice, otherFactor, otherChoice)
                : new Pair(otherFactor, otherChoice, factor, choice);
    }
}
