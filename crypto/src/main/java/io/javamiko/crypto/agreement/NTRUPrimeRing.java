package io.javamiko.crypto.agreement;

import java.util.Arrays;

/**
 * The ring of sntrup761: polynomials modulo x^761 - x - 1, with coefficients modulo 4591 or 3 (NTRU Prime, round 3, §3.1).
 * A polynomial is an {@code int[761]}, each coefficient the residue nearest to 0. In constant time: no branch and no index
 * depends on a coefficient; the plain loops are what the JIT compiler makes vector instructions of.
 */
final class NTRUPrimeRing {
    static final int P = 761;
    static final int Q = 4591;
    static final int Q_HALF = (Q - 1) / 2;

    private static final int Q_INVERSE = 15631; // of Q, modulo 2^16
    private static final int STEPS = 2 * P - 1;

    private NTRUPrimeRing() {}

    /**
     * The product of two polynomials, modulo Q.
     *
     * @param small of coefficients -1, 0, 1: no sum can overflow then
     */
    static int[] multiply(int[] any, int[] small) {
        int[] product = products(any, small);
        for (int i = 0; i < P; i++) {
            product[i] = reduced(product[i]);
        }
        return product;
    }

    /** The product of two polynomials with coefficients -1, 0, 1, modulo 3. */
    static int[] multiplyMod3(int[] first, int[] second) {
        int[] product = products(first, second);
        for (int i = 0; i < P; i++) {
            product[i] = reducedMod3(product[i]);
        }
        return product;
    }

    /** By Horner's rule, so that all arrays have one index: 761 times x * product + coefficient * polynomial. */
    private static int[] products(int[] any, int[] small) {
        int[] product = new int[P];
        for (int i = P - 1; i >= 0; i--) {
            int top = product[P - 1];
            System.arraycopy(product, 0, product, 1, P - 1);
            product[0] = top;
            product[1] += top; // x^761 = x + 1
            addMultiple(product, small[i], any);
        }
        return product;
    }

    private static void addMultiple(int[] sum, int factor, int[] polynomial) {
        for (int i = 0; i < P; i++) {
            sum[i] += factor * polynomial[i];
        }
    }

    /**
     * 1 / (3 * small) modulo Q, by Bernstein and Yang's division steps ("Fast constant-time gcd computation and modular
     * inversion", §6); every small polynomial but 0 has one, since x^761 - x - 1 is irreducible there.
     */
    static int[] reciprocalOfTriple(int[] small) {
        int[] f = new int[P + 1]; // reversed: x^761 - x - 1
        int[] g = new int[P + 1]; // reversed: the polynomial
        int[] v = new int[P + 1];
        int[] r = new int[P + 1];
        f[0] = 1;
        f[P - 1] = -1;
        f[P] = -1;
        for (int i = 0; i < P; i++) {
            g[P - 1 - i] = small[i];
        }
        r[0] = reciprocal(3);
        int delta = 1;
        for (int step = 0; step < STEPS; step++) {
            System.arraycopy(v, 0, v, 1, P);
            v[0] = 0;
            int f0 = f[0];
            int g0 = g[0];
            int swap = negative(-delta) & nonzero(g0);
            delta = (delta ^ (swap & (delta ^ -delta))) + 1;
            eliminate(f, g, f0, g0, swap, Math.min(P + 1, STEPS - step)); // what is beyond can't reach f[0] any more
            eliminate(v, r, f0, g0, swap, Math.min(P + 1, step + 2)); // and here all beyond is 0
            System.arraycopy(g, 1, g, 0, P);
            g[P] = 0;
        }
        int scale = reciprocal(reduced(f[0]));
        int[] inverse = new int[P];
        for (int i = 0; i < P; i++) {
            inverse[i] = reduced(scale * reduced(v[P - 1 - i]));
        }
        for (int[] secret : new int[][] {f, g, v, r}) {
            Arrays.fill(secret, 0);
        }
        return inverse;
    }

    /**
     * Both rows of a division step: {@code below = f0 * below - g0 * above}, and {@code above} becomes what {@code below}
     * was if {@code swap}. A common factor of a row does no harm, so the sign is left and Montgomery's reduction, by 2^16,
     * serves: it keeps every value within 2,500.
     */
    private static void eliminate(int[] above, int[] below, int f0, int g0, int swap, int count) {
        for (int i = 0; i < count; i++) {
            int a = above[i];
            int b = below[i];
            int x = f0 * b - g0 * a;
            above[i] = a ^ (swap & (a ^ b));
            below[i] = (x - (((x * Q_INVERSE) << 16) >> 16) * Q) >> 16;
        }
    }

    /** 1 / x modulo Q: x^(Q-2), by Fermat. */
    private static int reciprocal(int x) {
        int result = 1;
        for (int bit = 12; bit >= 0; bit--) { // of the public exponent
            result = reduced(result * result);
            if (((Q - 2) >> bit & 1) != 0) {
                result = reduced(result * x);
            }
        }
        return result;
    }

    /** The residue modulo Q that is nearest to 0; for all of -2^24 to 2^24. */
    static int reduced(int x) {
        return x - Q * (int) ((x * 239_492_840L + (1L << 39)) >> 40); // 2^40 / Q, rounded
    }

    /** The residue modulo 3 that is nearest to 0; for all of -16,000 to 16,000. */
    static int reducedMod3(int x) {
        return x - 3 * ((10923 * x + 16384) >> 15);
    }

    /** All ones if x is not 0, else 0. */
    static int nonzero(int x) {
        return (x | -x) >> 31;
    }

    /** All ones if x is below 0, else 0. */
    static int negative(int x) {
        return x >> 31;
    }
}
