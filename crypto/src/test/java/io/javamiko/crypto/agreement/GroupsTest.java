package io.javamiko.crypto.agreement;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.stream.Stream;
import org.bouncycastle.crypto.agreement.DHStandardGroups;
import org.bouncycastle.crypto.params.DHParameters;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class GroupsTest {
    static Stream<Arguments> groups() { // RFC 2409 §6.2, RFC 3526 §3 to §7
        return Stream.of(
                Arguments.of(Groups.GROUP1, 1024, 129093, DHStandardGroups.rfc2409_1024),
                Arguments.of(Groups.GROUP14, 2048, 124476, DHStandardGroups.rfc3526_2048),
                Arguments.of(Groups.GROUP15, 3072, 1690314, DHStandardGroups.rfc3526_3072),
                Arguments.of(Groups.GROUP16, 4096, 240904, DHStandardGroups.rfc3526_4096),
                Arguments.of(Groups.GROUP17, 6144, 929484, DHStandardGroups.rfc3526_6144),
                Arguments.of(Groups.GROUP18, 8192, 4743158, DHStandardGroups.rfc3526_8192));
    }

    @ParameterizedTest(name = "{1} bits")
    @MethodSource("groups")
    void aPrimeIsTheFormulaOfItsRFC(DHGroup group, int bits, int added, DHParameters again) {
        BigInteger digits = pi(bits - 130).add(BigInteger.valueOf(added));
        BigInteger p = power(bits)
                .subtract(power(bits - 64))
                .subtract(BigInteger.ONE)
                .add(power(64).multiply(digits));
        assertThat(group.p()).isEqualTo(p).isEqualTo(again.getP());
        assertThat(group.g()).isEqualTo(BigInteger.TWO).isEqualTo(again.getG());
        assertThat(group.bits()).isEqualTo(bits);
    }

    @Test
    void theSmallerGroupsAreOfSafePrimes() {
        assertSafe(Groups.GROUP1);
        assertSafe(Groups.GROUP14);
        assertSafe(Groups.GROUP15);
    }

    @Test
    @Tag("full")
    void theLargerGroupsAreOfSafePrimes() {
        assertSafe(Groups.GROUP16);
        assertSafe(Groups.GROUP17);
        assertSafe(Groups.GROUP18);
    }

    @Test
    void thoseOfRFC3526AreListedTheSmallestFirst() {
        assertThat(Groups.all()).extracting(DHGroup::bits).containsExactly(2048, 3072, 4096, 6144, 8192);
    }

    private static void assertSafe(DHGroup group) {
        BigInteger q = group.p().shiftRight(1);
        assertThat(group.p().isProbablePrime(80)).isTrue();
        assertThat(q.isProbablePrime(80)).isTrue();
        assertThat(group.g().modPow(q, group.p()))
                .as("2 generates the subgroup of order q")
                .isOne();
    }

    /** [2^bits pi], by Machin's formula with 64 bits to spare. */
    private static BigInteger pi(int bits) {
        BigInteger one = power(bits + 64);
        BigInteger quarter = arcTangentOfInverse(5, one).shiftLeft(2).subtract(arcTangentOfInverse(239, one));
        return quarter.shiftLeft(2).shiftRight(64);
    }

    private static BigInteger arcTangentOfInverse(int x, BigInteger one) {
        BigInteger square = BigInteger.valueOf((long) x * x);
        BigInteger term = one.divide(BigInteger.valueOf(x));
        BigInteger sum = term;
        for (int n = 3; term.signum() != 0; n += 2) {
            term = term.divide(square).negate();
            sum = sum.add(term.divide(BigInteger.valueOf(n)));
        }
        return sum;
    }

    private static BigInteger power(int exponent) {
        return BigInteger.ONE.shiftLeft(exponent);
    }
}
