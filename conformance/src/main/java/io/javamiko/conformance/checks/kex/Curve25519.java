package io.javamiko.conformance.checks.kex;

import static io.javamiko.conformance.Check.both;

import io.javamiko.conformance.Check;
import io.javamiko.conformance.Script;
import io.javamiko.crypto.agreement.SharedSecret;
import io.javamiko.crypto.agreement.X25519;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** RFC 8731 §3, RFC 7748 §5: {@code curve25519-sha256}. */
final class Curve25519 {
    static final String NAME = "curve25519-sha256";
    private static final String OLDER_NAME = NAME + "@libssh.org";

    /** Points of small order, little endian: what they give with any scalar is 0 (RFC 7748 §7). */
    private static final List<String> SMALL_ORDER = List.of(
            "00".repeat(32),
            "01" + "00".repeat(31),
            "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800",
            "5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157",
            "ec" + "ff".repeat(30) + "7f",
            "ed" + "ff".repeat(30) + "7f",
            "ee" + "ff".repeat(30) + "7f");

    static final List<Check> CHECKS = List.of(
            both("kex-curve25519-01", c -> {
                for (var name : Exchanges.offered(c, NAME, OLDER_NAME)) {
                    Exchanges.refuses(c, name, ofLengths(0, 1, 31, 33, 56, 64, 32_000));
                }
            }),
            both("kex-curve25519-02", c -> Exchanges.refuses(c, NAME, ofSmallOrder())),
            both("kex-curve25519-03", refusedAtWorst("the top bit of a public key is not masked", Curve25519::masked)),
            both(
                    "kex-curve25519-04",
                    refusedAtWorst(
                            "a public key of p + 9 is not reduced",
                            () -> new Share(
                                    "p + 9",
                                    HexFormat.of().parseHex("f6" + "ff".repeat(30) + "7f"),
                                    SharedSecret::ofMPInt))),
            both("kex-curve25519-06", c -> {
                Exchanges.offered(c, NAME);
                var shares = Exchanges.shares(c, NAME, 8, 2);
                c.verify(new HashSet<>(hex(shares)).size() == shares.size(), "an ephemeral key came twice");
                c.verify(hex(shares).stream().noneMatch(SMALL_ORDER::contains), "an ephemeral key has small order");
            }),
            both("kex-curve25519-07", c -> {
                if (Exchanges.offers(c, OLDER_NAME)) {
                    Exchanges.shares(c, OLDER_NAME, 1, 0);
                }
            }));

    private Curve25519() {}

    /** Every point of small order, its top bit clear and set; K is 0. */
    static Share[] ofSmallOrder() {
        return smallOrder()
                .map(point -> Share.of(HexFormat.of().formatHex(point), point, BigInteger.ZERO))
                .toArray(Share[]::new);
    }

    static Stream<byte[]> smallOrder() {
        return SMALL_ORDER.stream().map(HexFormat.of()::parseHex).flatMap(point -> {
            byte[] topBit = point.clone();
            topBit[31] |= (byte) 0x80;
            return Stream.of(point, topBit);
        });
    }

    static Share[] ofLengths(int... lengths) {
        return IntStream.of(lengths)
                .mapToObj(length -> {
                    byte[] bytes = new byte[length];
                    Arrays.fill(bytes, (byte) 9);
                    return Share.of(length + " bytes", bytes);
                })
                .toArray(Share[]::new);
    }

    static List<String> hex(List<byte[]> shares) {
        return shares.stream().map(HexFormat.of()::formatHex).toList();
    }

    private static Script refusedAtWorst(String otherwise, Supplier<Share> share) {
        return c -> {
            Exchanges.offered(c, NAME);
            if (!c.goesOn(() -> Exchanges.complete(c, c.connect(), NAME, share.get()))) {
                c.warn(otherwise);
            }
        };
    }

    private static Share masked() {
        var random = new SecureRandom();
        var pair = new X25519(random);
        byte[] bytes = pair.initiate();
        bytes[31] |= (byte) 0x80;
        return new Share("the top bit set", bytes, pair::complete);
    }
}
