package io.javamiko.conformance.checks.kex;

import static io.javamiko.conformance.Check.both;

import io.javamiko.conformance.Check;
import io.javamiko.conformance.Conversation;
import io.javamiko.crypto.agreement.ECDH;
import java.io.IOException;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Stream;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.math.ec.ECPoint;

/** RFC 5656 §4: ECDH on the NIST curves, and what its points must be (SEC 1 §3.2.2). */
final class NISTCurves {
    private static final String P256 = "ecdh-sha2-nistp256";
    private static final String P521 = "ecdh-sha2-nistp521";
    private static final int LENGTH = 32; // bytes of a coordinate on P-256
    private static final SecureRandom RANDOM = new SecureRandom();

    static final List<Check> CHECKS = List.of(
            both("kex-ecdh-01", c -> Exchanges.refuses(c, offered(c, P256), offCurve())),
            both(
                    "kex-ecdh-02",
                    c -> Exchanges.refuses(
                            c,
                            offered(c, P256),
                            Share.of("00", new byte[1]),
                            Share.of("zeros", uncompressed(BigInteger.ZERO, BigInteger.ZERO), BigInteger.ZERO),
                            Share.of("nothing", new byte[0]))),
            both("kex-ecdh-03", c -> {
                Exchanges.refuses(c, offered(c, P256), ofWrongLength());
                if (Exchanges.offers(c, P521)) {
                    Exchanges.refuses(c, P521, notReduced());
                }
            }),
            both(
                    "kex-ecdh-04",
                    c -> Exchanges.refuses(
                            c,
                            offered(c, P256),
                            Share.of("a point of P-384", point("P-384").getEncoded(false)),
                            Share.of("a point of secp256k1", point("secp256k1").getEncoded(false)))),
            both("kex-ecdh-05", NISTCurves::otherForms),
            both("kex-ecdh-06", c -> {
                for (var name : Exchanges.offered(c, P256, "ecdh-sha2-nistp384", P521)) {
                    SecretForms.mpint(c, name, SecretForms.agreement(name).initiate().length / 2);
                }
            }),
            both("kex-ecdh-07", c -> {
                var shares = Exchanges.shares(c, offered(c, P256), 8, 2);
                c.verify(
                        new HashSet<>(Curve25519.hex(shares)).size() == shares.size(), "an ephemeral point came twice");
            }));

    private NISTCurves() {}

    private static String offered(Conversation c, String name) throws IOException {
        return Exchanges.offered(c, name).get(0);
    }

    /**
     * Points that are not on the curve. One with y = 0 has order 2 on the curve that it is on, and the formulas for adding
     * points do not see that it is another one: with an odd private key it gives its own x for K, so that a peer that
     * takes it would go on.
     */
    private static Share[] offCurve() {
        var p = field("P-256");
        var good = point("P-256");
        var x = good.getAffineXCoord().toBigInteger();
        var y = good.getAffineYCoord().toBigInteger();
        var near = Stream.of(
                Share.of("y + 1", uncompressed(x, y.add(BigInteger.ONE).mod(p))),
                Share.of("p - y + 1", uncompressed(x, p.subtract(y).add(BigInteger.ONE))),
                Share.of("(0, 0)", uncompressed(BigInteger.ZERO, BigInteger.ZERO), BigInteger.ZERO));
        var ofOrderTwo = Stream.of(2, 3, 7, 11, 13, 17)
                .map(BigInteger::valueOf)
                .map(k -> Share.of("(" + k + ", 0)", uncompressed(k, BigInteger.ZERO), k));
        return Stream.concat(near, ofOrderTwo).toArray(Share[]::new);
    }

    private static Share[] ofWrongLength() {
        var pair = ECDH.nistp256(RANDOM);
        byte[] good = pair.initiate();
        byte[] garbage = new byte[1000];
        garbage[0] = 4;
        byte[] huge = good.clone();
        Arrays.fill(huge, 1, 1 + LENGTH, (byte) 0xff);
        return new Share[] {
            new Share("64 bytes", Arrays.copyOf(good, 64), pair::complete),
            new Share("66 bytes", Arrays.copyOf(good, 66), theirs -> pair.complete(theirs)),
            Share.of("1 byte", new byte[] {4}),
            Share.of("1000 bytes", garbage),
            Share.of("x of ff", huge)
        };
    }

    /** The same point, its x written as x + p: 528 bits hold that. */
    private static Share notReduced() {
        var pair = ECDH.nistp521(RANDOM);
        byte[] point = pair.initiate();
        int length = point.length / 2;
        var x = new BigInteger(1, Arrays.copyOfRange(point, 1, 1 + length));
        System.arraycopy(bytes(x.add(field("P-521")), length), 0, point, 1, length);
        return new Share("x + p", point, pair::complete);
    }

    private static void otherForms(Conversation c) throws IOException {
        offered(c, P256);
        for (boolean hybrid : new boolean[] {false, true}) {
            var pair = ECDH.nistp256(RANDOM);
            byte[] bytes = pair.initiate();
            bytes[0] = (byte) ((hybrid ? 6 : 2) | bytes[2 * LENGTH] & 1); // SEC 1 §2.3.3
            bytes = hybrid ? bytes : Arrays.copyOf(bytes, 1 + LENGTH);
            var share = new Share(hybrid ? "hybrid" : "compressed", bytes, pair::complete);
            boolean taken = c.goesOn(() -> Exchanges.complete(c, c.connect(), P256, share));
            c.note("a point in " + share + " form is " + (taken ? "taken" : "refused"));
        }
    }

    private static ECPoint point(String curve) {
        return CustomNamedCurves.getByName(curve)
                .getG()
                .multiply(BigInteger.valueOf(1 + RANDOM.nextInt(1 << 20)))
                .normalize();
    }

    private static BigInteger field(String curve) {
        return CustomNamedCurves.getByName(curve).getCurve().getField().getCharacteristic();
    }

    private static byte[] uncompressed(BigInteger x, BigInteger y) {
        byte[] point = new byte[1 + 2 * LENGTH];
        point[0] = 4;
        System.arraycopy(bytes(x, LENGTH), 0, point, 1, LENGTH);
        System.arraycopy(bytes(y, LENGTH), 0, point, 1 + LENGTH, LENGTH);
        return point;
    }

    private static byte[] bytes(BigInteger number, int length) {
        return org.bouncycastle.util.BigIntegers.asUnsignedByteArray(length, number);
    }
}
