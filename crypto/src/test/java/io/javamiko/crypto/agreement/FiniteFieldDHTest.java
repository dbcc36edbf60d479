package io.javamiko.crypto.agreement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.javamiko.ProtocolException;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FiniteFieldDHTest {
    private final SecureRandom random = new SecureRandom();

    static Stream<DHGroup> groups() {
        return Groups.all().stream();
    }

    @ParameterizedTest
    @MethodSource("groups")
    void bothSidesComeToTheSameSecret(DHGroup group) throws ProtocolException {
        try (var client = new FiniteFieldDH(group, random);
                var server = new FiniteFieldDH(group.p(), group.g(), random)) {
            assertThat(client.agree(server.publicValue())).isEqualTo(server.agree(client.publicValue()));
        }
    }

    @ParameterizedTest
    @MethodSource("groups")
    void itIsTheFormula(DHGroup group) throws ProtocolException { // RFC 4253 §8
        BigInteger x = new BigInteger("9".repeat(160));
        BigInteger y = group.g().modPow(BigInteger.valueOf(1_000_003), group.p());
        try (var ours = new FiniteFieldDH(group, new GivenRandom("%0160x".formatted(x)))) {
            assertThat(ours.publicValue()).isEqualTo(group.g().modPow(x, group.p()));
            assertThat(ours.agree(y))
                    .isEqualTo(SharedSecret.ofMPInt(y.modPow(x, group.p()).toByteArray()));
        }
    }

    @ParameterizedTest
    @MethodSource("groups")
    void valuesOutOfRangeAreRefused(DHGroup group) throws ProtocolException { // RFC 8268 §4
        try (var ours = new FiniteFieldDH(group, random)) {
            BigInteger p = group.p();
            Stream.of(
                            BigInteger.ZERO,
                            BigInteger.ONE,
                            BigInteger.ONE.negate(),
                            BigInteger.TWO.negate(),
                            p.subtract(BigInteger.ONE),
                            p,
                            p.add(BigInteger.ONE),
                            p.add(BigInteger.TWO),
                            p.shiftLeft(1))
                    .forEach(y -> assertThatThrownBy(() -> ours.agree(y))
                            .isInstanceOf(ProtocolException.class)
                            .hasMessageContaining("RFC 8268 §4"));
            assertThat(ours.agree(BigInteger.TWO)).as("lawful, if unwise").isNotNull();
            assertThat(ours.agree(p.subtract(BigInteger.TWO))).isNotNull();
        }
    }

    @Test
    void aValueInASmallSubgroupIsRefused() {
        // a modulus that is no safe prime: p = 3k + 1, so that w = h^k has the order 3 and w^x is 1 for a third of x
        BigInteger k = BigInteger.ONE.shiftLeft(1100);
        BigInteger p;
        do {
            k = k.add(BigInteger.TWO);
            p = k.multiply(BigInteger.valueOf(3)).add(BigInteger.ONE);
        } while (!p.isProbablePrime(20));
        BigInteger w = BigInteger.TWO;
        for (BigInteger h = BigInteger.TWO;
                w.modPow(BigInteger.ONE, p).equals(BigInteger.TWO) || w.equals(BigInteger.ONE);
                h = h.add(BigInteger.ONE)) {
            w = h.modPow(k, p);
        }
        BigInteger smallOrder = w;
        try (var ours = new FiniteFieldDH(
                p, BigInteger.TWO, new GivenRandom("%0160x".formatted(BigInteger.valueOf(3_000_003))))) {
            assertThatThrownBy(() -> ours.agree(smallOrder))
                    .isInstanceOf(ProtocolException.class)
                    .hasMessageContaining("generates no group");
        }
    }

    @Test
    void ourValuesAreNewAndLarge() { // RFC 4253 §8, catalogue kex-dh-06
        var seen = new java.util.HashSet<BigInteger>();
        for (int i = 0; i < 20; i++) {
            BigInteger y = new FiniteFieldDH(Groups.GROUP14, random).publicValue();
            assertThat(seen.add(y)).isTrue();
            assertThat(y.bitLength()).isGreaterThan(2048 - 64);
            assertThat(y.bitCount()).isGreaterThan(4);
        }
    }

    @Test
    void aClosedOneGivesNothing() {
        var ours = new FiniteFieldDH(Groups.GROUP14, random);
        ours.close();
        ours.close();
        assertThatThrownBy(() -> ours.agree(BigInteger.TEN)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aServersGroupIsHeldAgainstWhatWasAskedFor() throws ProtocolException { // RFC 4419 §3
        BigInteger p = Groups.GROUP15.p();
        assertThat(DHGroup.fromPeer(p, BigInteger.TWO, 2048, 8192).bits()).isEqualTo(3072);
        assertThat(DHGroup.fromPeer(p, BigInteger.TWO, 3072, 3072).p()).isEqualTo(p);
        refused(p, BigInteger.TWO, 3073, 8192);
        refused(p, BigInteger.TWO, 2048, 3071);
        refused(p, BigInteger.ZERO, 2048, 8192);
        refused(p, BigInteger.ONE, 2048, 8192);
        refused(p, p.subtract(BigInteger.ONE), 2048, 8192);
        refused(p, p, 2048, 8192);
        refused(p, BigInteger.TWO.negate(), 2048, 8192);
        refused(p.negate(), BigInteger.TWO, 2048, 8192);
        refused(p.add(BigInteger.ONE), BigInteger.TWO, 2048, 8192);
        refused(BigInteger.ZERO, BigInteger.TWO, 0, 8192);
        refused(BigInteger.valueOf(23), BigInteger.TWO, 0, 8192);
        refused(BigInteger.ONE.shiftLeft(1 << 15).add(BigInteger.ONE), BigInteger.TWO, 0, Integer.MAX_VALUE);
    }

    private static void refused(BigInteger p, BigInteger g, int min, int max) {
        assertThatThrownBy(() -> DHGroup.fromPeer(p, g, min, max)).isInstanceOf(ProtocolException.class);
    }
}
