package io.javamiko.crypto.agreement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.javamiko.ProtocolException;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ECDHTest {
    private static final HexFormat HEX = HexFormat.of();

    /** NIST CAVS 14.1, ECC CDH primitive (SP 800-56A), count 0 of each curve: our key, the peer's point, Z. */
    private static final List<Curve> CURVES = List.of(
            new Curve(
                    "P-256",
                    ECDH::nistp256,
                    "7d7dc5f71eb29ddaf80d6214632eeae03d9058af1fb6d22ed80badb62bc1a534",
                    "04ead218590119e8876b29146ff89ca61770c4edbbf97d38ce385ed281d8a6b230"
                            + "28af61281fd35e2fa7002523acc85a429cb06ee6648325389f59edfce1405141",
                    "04700c48f77f56584c5cc632ca65640db91b6bacce3a4df6b42ce7cc838833d287"
                            + "db71e509e3fd9b060ddb20ba5c51dcc5948d46fbf640dfe0441782cab85fa4ac",
                    "46fc62106420ff012e54a434fbdd2d25ccc5852060561e68040dd7778997bd7b"),
            new Curve(
                    "P-384",
                    ECDH::nistp384,
                    "3cc3122a68f0d95027ad38c067916ba0eb8c38894d22e1b15618b6818a661774ad463b205da88cf699ab4d43c9cf98a1",
                    "049803807f2f6d2fd966cdd0290bd410c0190352fbec7ff6247de1302df86f25d34fe4a97bef60cff548355c015dbb3e5f"
                            + "ba26ca69ec2f5b5d9dad20cc9da711383a9dbe34ea3fa5a2af75b46502629ad54dd8b7d73a8abb06a3a3be47d650cc99",
                    "04a7c76b970c3b5fe8b05d2838ae04ab47697b9eaf52e764592efda27fe7513272734466b400091adbf2d68c58e0c50066"
                            + "ac68f19f2e1cb879aed43a9969b91a0839c4c38a49749b661efedf243451915ed0905a32b060992b468c64766fc8437a",
                    "5f9d29dc5e31a163060356213669c8ce132e22f57c9a04f40ba7fcead493b457e5621e766c40a2e3d4d6a04b25e533f1"),
            new Curve(
                    "P-521",
                    ECDH::nistp521,
                    "017eecc07ab4b329068fba65e56a1f8890aa935e57134ae0ffcce802735151f4eac6564f6ee9974c5e6887a1fefee5743ae2241b"
                            + "feb95d5ce31ddcb6f9edb4d6fc47",
                    "0400602f9d0cf9e526b29e22381c203c48a886c2b0673033366314f1ffbcba240ba42f4ef38a76174635f91e6b4ed34275eb01c8"
                            + "467d05ca80315bf1a7bbd945f550a501b7c85f26f5d4b2d7355cf6b02117659943762b6d1db5ab4f1dbc44ce7b2946eb"
                            + "6c7de342962893fd387d1b73d7a8672d1f236961170b7eb3579953ee5cdc88cd2d",
                    "0400685a48e86c79f0f0875f7bc18d25eb5fc8c0b07e5da4f4370f3a9490340854334b1e1b87fa395464c60626124a4e70d0f785"
                            + "601d37c09870ebf176666877a2046d01ba52c56fc8776d9e8f5db4f0cc27636d0b741bbe05400697942e80b739884a83"
                            + "bde99e0f6716939e632bc8986fa18dccd443a348b6c3e522497955a4f3c302f676",
                    "005fc70477c3e63bc3954bd0df3ea0d1f41ee21746ed95fc5e1fdf90930d5e136672d72cc770742d1711c3c3a4c334a0ad975943"
                            + "6a4d3c5bf6e74b9578fac148c831"));

    static List<Curve> curves() {
        return CURVES;
    }

    @ParameterizedTest
    @MethodSource("curves")
    void itAgreesWithCAVS(Curve curve) throws ProtocolException {
        try (var ours = curve.agreement().apply(new GivenRandom(curve.privateKey()))) {
            assertThat(HEX.formatHex(ours.initiate())).isEqualTo(curve.publicPoint());
            var k = SharedSecret.ofMPInt(HEX.parseHex(curve.secret()));
            assertThat(ours.complete(HEX.parseHex(curve.peerPoint()))).isEqualTo(k);
        }
    }

    @ParameterizedTest
    @MethodSource("curves")
    void whatIsNoUncompressedPointOfTheCurveIsRefused(Curve curve) {
        try (var ours = curve.agreement().apply(new SecureRandom())) {
            badPoints(curve).forEach(point -> {
                assertThatThrownBy(() -> ours.complete(point))
                        .as(HEX.formatHex(point))
                        .isInstanceOf(ProtocolException.class)
                        .hasMessageContaining("RFC 5656 §4");
                assertThatThrownBy(() -> ours.respond(point)).isInstanceOf(ProtocolException.class);
            });
        }
    }

    private static Stream<byte[]> badPoints(Curve curve) {
        byte[] good = HEX.parseHex(curve.peerPoint());
        int field = good.length / 2;
        byte[] yChanged = good.clone();
        yChanged[good.length - 1] ^= 1;
        byte[] zeros = new byte[good.length];
        zeros[0] = 4;
        byte[] infinityAtFullLength = new byte[good.length];
        byte[] xTooLarge = good.clone();
        Arrays.fill(xTooLarge, 1, 1 + field, (byte) 0xff);
        byte[] hybrid = good.clone();
        hybrid[0] = (byte) (6 + (good[good.length - 1] & 1));
        byte[] compressed = Arrays.copyOf(good, 1 + field);
        compressed[0] = (byte) (2 + (good[good.length - 1] & 1));
        return Stream.of(
                new byte[0],
                new byte[] {0}, // the point at infinity
                new byte[] {4},
                zeros,
                infinityAtFullLength,
                yChanged,
                negatedPlusOne(curve, good),
                xTooLarge,
                hybrid,
                compressed,
                Arrays.copyOf(good, good.length - 1),
                Arrays.copyOf(good, good.length + 1),
                Arrays.copyOf(good, 1000),
                ofAnotherCurve(curve, good.length));
    }

    /** (x, p - y + 1). */
    private static byte[] negatedPlusOne(Curve curve, byte[] good) {
        int field = good.length / 2;
        BigInteger p =
                CustomNamedCurves.getByName(curve.name()).getCurve().getField().getCharacteristic();
        BigInteger y = new BigInteger(1, Arrays.copyOfRange(good, 1 + field, good.length));
        byte[] changed = good.clone();
        byte[] newY = p.subtract(y).add(BigInteger.ONE).toByteArray();
        for (int i = 0; i < field; i++) {
            int from = newY.length - field + i;
            changed[1 + field + i] = from < 0 ? 0 : newY[from];
        }
        return changed;
    }

    /** The generator of secp256k1, which has P-256's length; of a smaller curve, filled up, for the others. */
    private static byte[] ofAnotherCurve(Curve curve, int length) {
        String other = curve.name().equals("P-256") ? "secp256k1" : curve.name().equals("P-384") ? "P-256" : "P-384";
        return Arrays.copyOf(CustomNamedCurves.getByName(other).getG().getEncoded(false), length);
    }

    private record Curve(
            String name,
            Function<SecureRandom, ECDH> agreement,
            String privateKey,
            String publicPoint,
            String peerPoint,
            String secret) {
        @Override
        public String toString() {
            return name;
        }
    }
}
