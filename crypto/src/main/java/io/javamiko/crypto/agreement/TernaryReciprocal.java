package io.javamiko.crypto.agreement;

import static io.javamiko.crypto.agreement.NTRUPrimeRing.P;

import java.util.Arrays;

/**
 * 1 / g modulo 3 and x^761 - x - 1, by division steps as in {@link NTRUPrimeRing}, 64 coefficients at a time: a bit of
 * {@code plus} says that a coefficient is 1, a bit of {@code minus} that it is -1. In constant time.
 */
final class TernaryReciprocal {
    private static final int WORDS = (P + 1 + 63) / 64;

    private final Row f = new Row(); // reversed: x^761 - x - 1
    private final Row g = new Row(); // reversed: the polynomial
    private final Row v = new Row();
    private final Row r = new Row();

    /** Coefficients of one polynomial. */
    private static final class Row {
        final long[] plus = new long[WORDS];
        final long[] minus = new long[WORDS];

        void set(int index, int coefficient) {
            plus[index >> 6] |= (long) (coefficient & ~(coefficient >> 31)) << index;
            minus[index >> 6] |= (long) (coefficient >>> 31) << index;
        }

        int get(int index) {
            return (int) (plus[index >> 6] >>> index & 1) - (int) (minus[index >> 6] >>> index & 1);
        }

        void wipe() {
            Arrays.fill(plus, 0);
            Arrays.fill(minus, 0);
        }
    }

    private TernaryReciprocal(int[] small) {
        f.set(0, 1);
        f.set(P - 1, -1);
        f.set(P, -1);
        r.set(0, 1);
        for (int i = 0; i < P; i++) {
            g.set(P - 1 - i, small[i]);
        }
    }

    /** The reciprocal, or null if there is none: x^761 - x - 1 has three factors modulo 3. */
    static int[] of(int[] small) {
        var state = new TernaryReciprocal(small);
        int delta = state.divide();
        int[] inverse = new int[P];
        int scale = state.f.get(0);
        for (int i = 0; i < P; i++) {
            inverse[i] = scale * state.v.get(P - 1 - i);
        }
        for (var row : new Row[] {state.f, state.g, state.v, state.r}) {
            row.wipe();
        }
        return delta == 0
                ? inverse
                : null; // who gets null takes another polynomial, and this one is no secret any more
    }

    private int divide() {
        int delta = 1;
        for (int step = 0; step < 2 * P - 1; step++) {
            up(v.plus);
            up(v.minus);
            int g0 = g.get(0);
            int factor = -g0 * f.get(0);
            int swap = NTRUPrimeRing.negative(-delta) & NTRUPrimeRing.nonzero(g0);
            delta = (delta ^ (swap & (delta ^ -delta))) + 1;
            long plus = NTRUPrimeRing.negative(-factor);
            long minus = NTRUPrimeRing.negative(factor);
            eliminate(f, g, swap, plus, minus);
            eliminate(v, r, swap, plus, minus);
            down(g.plus);
            down(g.minus);
        }
        return delta;
    }

    /** Swaps both if so, then {@code below += factor * above}, the factor by its masks. */
    private static void eliminate(Row above, Row below, long swap, long plus, long minus) {
        for (int i = 0; i < WORDS; i++) {
            long exchange = swap & (above.plus[i] ^ below.plus[i]);
            long ap = above.plus[i] ^ exchange;
            long bp = below.plus[i] ^ exchange;
            exchange = swap & (above.minus[i] ^ below.minus[i]);
            long am = above.minus[i] ^ exchange;
            long bm = below.minus[i] ^ exchange;
            above.plus[i] = ap;
            above.minus[i] = am;
            long cp = plus & ap | minus & am;
            long cm = plus & am | minus & ap;
            long noneOfB = ~(bp | bm);
            long noneOfC = ~(cp | cm);
            below.plus[i] = bp & noneOfC | cp & noneOfB | bm & cm;
            below.minus[i] = bm & noneOfC | cm & noneOfB | bp & cp;
        }
    }

    private static void up(long[] words) {
        for (int i = WORDS - 1; i > 0; i--) {
            words[i] = words[i] << 1 | words[i - 1] >>> 63;
        }
        words[0] <<= 1;
    }

    private static void down(long[] words) {
        for (int i = 0; i < WORDS - 1; i++) {
            words[i] = words[i] >>> 1 | words[i + 1] << 63;
        }
        words[WORDS - 1] >>>= 1;
    }
}
