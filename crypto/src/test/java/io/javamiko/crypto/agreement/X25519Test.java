package io.javamiko.crypto.agreement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.javamiko.ProtocolException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class X25519Test {
    private static final HexFormat HEX = HexFormat.of();

    @ParameterizedTest(name = "RFC 7748 §5.2, vector {index}")
    @CsvSource({
        "a546e36bf0527c9d3b16154b82465edd62144c0ac1fc5a18506a2244ba449ac4,"
                + "e6db6867583030db3594c1a424b15f7c726624ec26b3353b10a903a6d0ab1c4c,"
                + "c3da55379de9c6908e94ea4df28d084f32eccf03491c71f754b4075577a28552",
        "4b66e9d4d1b4673c5ad22691957d6af5c11b6421e0ea01d42ca4169e7918ba0d,"
                + "e5210f12786811d3f4b7959d0538ae2c31dbe7106fc03c3efc4cd549c715a493,"
                + "95cbde9476e8907d7aade45cb4b873f88b595a68799fa152e6f8f7647aac7957"
    })
    void scalarMultiplication(String scalar, String u, String expected) throws ProtocolException {
        assertThat(agree(scalar, u)).isEqualTo(expected);
    }

    @Test
    void aThousandIterations() throws ProtocolException { // RFC 7748 §5.2
        String k = "09" + "00".repeat(31);
        String u = k;
        for (int i = 1; i <= 1000; i++) {
            String next = agree(k, u);
            u = k;
            k = next;
            if (i == 1) {
                assertThat(k).isEqualTo("422c8e7a6227d7bca1350b3e2bb7279f7897b87bb6854b783c60e80311ae3079");
            }
        }
        assertThat(k).isEqualTo("684cf59ba83309552800ef566f2f4d3c1c3887c49360e3875f2eb94d99532c51");
    }

    @Test
    void anExchange() throws ProtocolException { // RFC 7748 §6.1; K as a number: RFC 8731 §3.1
        var alice = new X25519(new GivenRandom("77076d0a7318a57d3c16c17251b26645df4c2f87ebc0992ab177fba51db92c2a"));
        var bob = new X25519(new GivenRandom("5dab087e624a8a4b79e17f8b83800ee66f3bb1292618b6fd1c2f8b27ff88e0eb"));
        assertThat(HEX.formatHex(alice.initiate()))
                .isEqualTo("8520f0098930a754748b7ddcb43ef75a0dbf3a0d26381af4eba4a98eaa9b4e6a");
        var response = bob.respond(alice.initiate());
        assertThat(HEX.formatHex(response.reply()))
                .isEqualTo("de9edb7d7b7dc1b4d35b61c2ece435373f8343c85b78674dadfc7e146f882b4f");
        byte[] k = HEX.parseHex("00000020" + "4a5d9d5ba4ce2de1728e3bf480350f25e07e21c947d19e3376f09b3c1e161742");
        assertThat(response.secret().encoded()).isEqualTo(k);
        assertThat(alice.complete(response.reply()).encoded()).isEqualTo(k);
    }

    @ParameterizedTest(name = "a secret that begins with {0}")
    @CsvSource({"80, 0000002100", "00, 0000001f"})
    void theSecretIsANumber(String first, String encoded) throws ProtocolException { // RFC 8731 §3.1, kexorder-16
        byte wanted = HEX.parseHex(first)[0];
        byte[] secret;
        byte[] peer;
        X25519 ours;
        do {
            ours = new X25519(new SecureRandom());
            peer = new X25519(new SecureRandom()).initiate();
            secret = ours.agree(peer, 0, 32);
        } while (secret[0] != wanted || secret[1] <= 0); // a second byte with its top bit set would keep the zero
        byte[] k = ours.complete(peer).encoded();
        assertThat(HEX.formatHex(k)).startsWith(encoded).endsWith(HEX.formatHex(secret, 1, 32));
        assertThat(k).hasSize(4 + HEX.parseHex(encoded)[3]);
    }

    static Stream<String> pointsOfLowOrder() { // with and without the bit that is ignored (RFC 7748 §5)
        return Stream.of(
                        "00".repeat(32),
                        "01" + "00".repeat(31),
                        "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800",
                        "5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157",
                        "ec" + "ff".repeat(30) + "7f",
                        "ed" + "ff".repeat(30) + "7f",
                        "ee" + "ff".repeat(30) + "7f")
                .flatMap(p -> Stream.of(p, withTopBit(p)));
    }

    @ParameterizedTest
    @MethodSource("pointsOfLowOrder")
    void aSecretOfZerosIsRefusedByBothRoles(String point) {
        byte[] q = HEX.parseHex(point);
        try (var ours = new X25519(new SecureRandom())) {
            assertThatThrownBy(() -> ours.complete(q))
                    .isInstanceOf(ProtocolException.class)
                    .hasMessageContaining("RFC 8731 §3");
            assertThatThrownBy(() -> ours.respond(q)).isInstanceOf(ProtocolException.class);
        }
    }

    private static String agree(String scalar, String u) throws ProtocolException {
        return HEX.formatHex(new X25519(new GivenRandom(scalar)).agree(HEX.parseHex(u), 0, 32));
    }

    private static String withTopBit(String point) {
        byte[] bytes = HEX.parseHex(point);
        bytes[31] |= (byte) 0x80;
        return HEX.formatHex(Arrays.copyOf(bytes, 32));
    }
}
