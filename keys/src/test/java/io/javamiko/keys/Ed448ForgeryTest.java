package io.javamiko.keys;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.javamiko.ProtocolException;
import io.javamiko.wire.WireReader;
import io.javamiko.wire.WireWriter;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Ed448 signatures and keys that lax verifiers take (RFC 8032 §5.2.7, §8.4). */
class Ed448ForgeryTest {
    private static final byte[] DATA = "data".getBytes(UTF_8);
    private static final int LENGTH = 57;
    private static final BigInteger P =
            BigInteger.TWO.pow(448).subtract(BigInteger.TWO.pow(224)).subtract(BigInteger.ONE);
    private static final BigInteger L = BigInteger.TWO
            .pow(446)
            .subtract(new BigInteger(
                    "13818066809895115352007386748515426880336692474882178609894547503885")); // RFC 8032 §5.2

    private static byte[] littleEndian(BigInteger value) {
        byte[] big = RSAPublicKey.unsigned(value, LENGTH);
        byte[] little = new byte[LENGTH];
        for (int i = 0; i < LENGTH; i++) {
            little[i] = big[LENGTH - 1 - i];
        }
        return little;
    }

    private static BigInteger number(byte[] little) {
        byte[] big = new byte[little.length];
        for (int i = 0; i < little.length; i++) {
            big[i] = little[little.length - 1 - i];
        }
        return new BigInteger(1, big);
    }

    private static boolean verifies(SSHPublicKey key, byte[] raw) {
        return key.verify(
                "ssh-ed448",
                DATA,
                new WireWriter().utf8("ssh-ed448").string(raw).toByteArray());
    }

    @Test
    void onlyTheCanonicalSAndTheRightLengthAreTaken() throws Exception {
        try (var pair = SSHKeyPair.generate("ssh-ed448")) {
            var in = new WireReader(pair.sign("ssh-ed448", DATA));
            in.name(64);
            byte[] good = in.string(114);
            assertThat(verifies(pair.publicKey(), good)).isTrue();
            BigInteger s = number(Arrays.copyOfRange(good, LENGTH, 2 * LENGTH));
            for (int k : new int[] {1, 2, 3, 4, 300}) {
                byte[] forged = good.clone();
                System.arraycopy(littleEndian(s.add(L.multiply(BigInteger.valueOf(k)))), 0, forged, LENGTH, LENGTH);
                assertThat(verifies(pair.publicKey(), forged)).isFalse();
            }
            for (int length : new int[] {0, 57, 113, 115}) {
                assertThat(verifies(pair.publicKey(), Arrays.copyOf(good, length)))
                        .isFalse();
            }
            byte[] zeros = new byte[114];
            assertThat(verifies(pair.publicKey(), zeros)).isFalse();
            zeros[0] = 1; // R the neutral element, S = 0
            assertThat(verifies(pair.publicKey(), zeros)).isFalse();
        }
    }

    /** The four points of small order, their other signs, and what is no canonical y. */
    static Stream<byte[]> noKeys() {
        byte[] signed = littleEndian(BigInteger.ZERO);
        signed[56] = (byte) 0x80;
        byte[] signedOne = littleEndian(BigInteger.ONE);
        signedOne[56] = (byte) 0x80;
        return Stream.of(
                littleEndian(BigInteger.ZERO),
                signed,
                littleEndian(BigInteger.ONE),
                signedOne,
                littleEndian(P.subtract(BigInteger.ONE)),
                littleEndian(P),
                littleEndian(P.add(BigInteger.ONE)),
                littleEndian(BigInteger.TWO.pow(448)),
                new byte[56],
                new byte[58]);
    }

    @ParameterizedTest
    @MethodSource("noKeys")
    void keysOfSmallOrderOrOutsideAreRefused(byte[] point) {
        byte[] blob = new WireWriter().utf8("ssh-ed448").string(point).toByteArray();
        assertThatThrownBy(() -> SSHPublicKey.decode(blob)).isInstanceOf(ProtocolException.class);
    }
}
