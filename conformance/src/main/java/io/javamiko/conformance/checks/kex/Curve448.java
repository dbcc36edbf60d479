package io.javamiko.conformance.checks.kex;

import static io.javamiko.conformance.Check.both;

import io.javamiko.conformance.Check;
import java.math.BigInteger;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/** RFC 8731 §3: {@code curve448-sha512}. */
final class Curve448 {
    private static final String NAME = "curve448-sha512";
    private static final int LENGTH = 56;

    static final List<Check> CHECKS = List.of(
            both("kex-curve448-01", c -> {
                Exchanges.offered(c, NAME);
                Exchanges.refuses(c, NAME, Curve25519.ofLengths(0, 32, 55, 57, 112));
            }),
            both("kex-curve448-02", c -> {
                Exchanges.offered(c, NAME);
                Exchanges.refuses(c, NAME, ofSmallOrder());
            }),
            both("kex-curve448-03", c -> {
                Exchanges.offered(c, NAME);
                SecretForms.mpint(c, NAME, LENGTH);
            }));

    private Curve448() {}

    /** 0, 1, p-1, p and p+1, little endian: K is 0 (RFC 7748 §6.2). */
    private static Share[] ofSmallOrder() {
        var ff = "ff".repeat(27);
        return Stream.of(
                        "00".repeat(LENGTH),
                        "01" + "00".repeat(LENGTH - 1),
                        "fe" + ff + "fe" + ff,
                        "ff" + ff + "fe" + ff,
                        "00".repeat(28) + "ff" + ff)
                .map(hex -> Share.of(hex, HexFormat.of().parseHex(hex), BigInteger.ZERO))
                .toArray(Share[]::new);
    }
}
