package io.javamiko.crypto.agreement;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NTRUPrimeRingTest {
    private static final int P = NTRUPrimeRing.P;
    private static final int Q = NTRUPrimeRing.Q;

    private final Random random = new Random(1);

    @Test
    void aResidueIsTheNearestToZeroInItsWholeRange() {
        for (int x = -(1 << 24); x <= 1 << 24; x += 7) {
            int residue = NTRUPrimeRing.reduced(x);
            assertInRange(residue, Q / 2);
            assertThat(Math.floorMod(x - residue, Q)).isZero();
        }
        for (int x = -16_000; x <= 16_000; x++) {
            int residue = NTRUPrimeRing.reducedMod3(x);
            assertInRange(residue, 1);
            assertThat(Math.floorMod(x - residue, 3)).isZero();
        }
    }

    @Test
    void aProductIsThatOfPolynomials() {
        int[] any = random.ints(P, -Q / 2, Q / 2 + 1).toArray();
        int[] small = random.ints(P, -1, 2).toArray();
        long[] product = new long[2 * P - 1];
        for (int i = 0; i < P; i++) {
            for (int j = 0; j < P; j++) {
                product[i + j] += (long) any[i] * small[j];
            }
        }
        for (int i = 2 * P - 2; i >= P; i--) { // x^p = x + 1
            product[i - P] += product[i];
            product[i - P + 1] += product[i];
        }
        int[] ours = NTRUPrimeRing.multiply(any, small);
        for (int i = 0; i < P; i++) {
            assertThat(Math.floorMod(ours[i] - product[i], Q)).isZero();
            assertInRange(ours[i], Q / 2);
        }
    }

    @Test
    void theLargestProductOverflowsNothing() {
        int[] any = new int[P];
        int[] small = new int[P];
        Arrays.fill(any, Q / 2);
        Arrays.fill(small, 1);
        long[] check = new long[2 * P - 1];
        for (int k = 0; k < 2 * P - 1; k++) {
            check[k] = (long) (Q / 2) * (k < P ? k + 1 : 2 * P - 1 - k);
        }
        for (int k = 2 * P - 2; k >= P; k--) {
            check[k - P] += check[k];
            check[k - P + 1] += check[k];
        }
        int[] ours = NTRUPrimeRing.multiply(any, small);
        for (int i = 0; i < P; i++) {
            assertThat(Math.floorMod(ours[i], Q)).isEqualTo(Math.floorMod(check[i], Q));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void aReciprocalTimesThePolynomialIsOne(long seed) {
        int[] small = new Random(seed).ints(P, -1, 2).toArray();
        int[] triple = NTRUPrimeRing.multiply(NTRUPrimeRing.reciprocalOfTriple(small), small);
        int[] one = new int[P];
        one[0] = 1;
        for (int i = 0; i < P; i++) {
            triple[i] = NTRUPrimeRing.reduced(3 * triple[i]);
        }
        assertThat(triple).isEqualTo(one);
        assertThat(NTRUPrimeRing.multiplyMod3(TernaryReciprocal.of(small), small))
                .isEqualTo(one);
    }

    @Test
    void whatHasNoReciprocalIsTold() {
        assertThat(TernaryReciprocal.of(new int[P])).isNull();
    }

    @Test
    void theExtremePolynomialsHaveReciprocals() {
        for (int value : new int[] {-1, 1}) {
            int[] small = new int[P];
            small[P - 1] = value;
            int[] product = NTRUPrimeRing.multiply(NTRUPrimeRing.reciprocalOfTriple(small), small);
            assertThat(NTRUPrimeRing.reduced(3 * product[0])).isOne();
            assertThat(NTRUPrimeRing.multiplyMod3(TernaryReciprocal.of(small), small)[0])
                    .isOne();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 64, 760, 761})
    void theNetworkSortsWithoutSign(int length) {
        for (int round = 0; round < 50; round++) {
            int[] numbers = random.ints(length).toArray();
            int[] sorted = Arrays.stream(numbers)
                    .boxed()
                    .sorted(Integer::compareUnsigned)
                    .mapToInt(Integer::intValue)
                    .toArray();
            SortingNetwork.sortUnsigned(numbers);
            assertThat(numbers).isEqualTo(sorted);
        }
    }

    @Test
    void polynomialsSurviveTheirEncoding() {
        int[] full = random.ints(P, -Q / 2, Q / 2 + 1).toArray();
        full[0] = Q / 2;
        full[1] = -(Q / 2);
        byte[] encoded = NTRUPrimeEncoding.full(full);
        assertThat(encoded).hasSize(NTRUPrimeEncoding.FULL);
        assertThat(NTRUPrimeEncoding.fullOf(encoded)).isEqualTo(full);
        int[] rounded = NTRUPrimeEncoding.roundedOf(NTRUPrimeEncoding.rounded(full));
        for (int i = 0; i < P; i++) {
            assertThat(rounded[i] % 3).isZero();
            assertThat(Math.abs(rounded[i] - full[i])).isLessThanOrEqualTo(1);
        }
        int[] small = random.ints(P, -1, 2).toArray();
        assertThat(NTRUPrimeEncoding.smallOf(NTRUPrimeEncoding.small(small), 0)).isEqualTo(small);
    }

    private static void assertInRange(int residue, int bound) {
        if (residue < -bound || residue > bound) {
            throw new AssertionError(residue + " is beyond " + bound);
        }
    }
}
