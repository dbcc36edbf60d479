package io.javamiko.crypto.agreement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.javamiko.ProtocolException;
import io.javamiko.crypto.JCA;
import io.javamiko.crypto.KexAlgorithms;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.bouncycastle.crypto.AsymmetricCipherKeyPair;
import org.bouncycastle.crypto.SecretWithEncapsulation;
import org.bouncycastle.crypto.digests.SHAKEDigest;
import org.bouncycastle.crypto.generators.MLKEMKeyPairGenerator;
import org.bouncycastle.crypto.kems.MLKEMExtractor;
import org.bouncycastle.crypto.kems.MLKEMGenerator;
import org.bouncycastle.crypto.params.MLKEMKeyGenerationParameters;
import org.bouncycastle.crypto.params.MLKEMParameters;
import org.bouncycastle.crypto.params.MLKEMPrivateKeyParameters;
import org.bouncycastle.crypto.params.MLKEMPublicKeyParameters;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class HybridTest {
    private static final HexFormat HEX = HexFormat.of();
    private static final String ALICE = "77076d0a7318a57d3c16c17251b26645df4c2f87ebc0992ab177fba51db92c2a";
    private static final String BOB = "5dab087e624a8a4b79e17f8b83800ee66f3bb1292618b6fd1c2f8b27ff88e0eb";
    private static final String ALICE_PUBLIC = "8520f0098930a754748b7ddcb43ef75a0dbf3a0d26381af4eba4a98eaa9b4e6a";
    private static final String BOB_PUBLIC = "de9edb7d7b7dc1b4d35b61c2ece435373f8343c85b78674dadfc7e146f882b4f";
    private static final String K_CL = "4a5d9d5ba4ce2de1728e3bf480350f25e07e21c947d19e3376f09b3c1e161742";

    /** What Go's crypto/mlkem holds itself to (TestAccumulated), the final FIPS 203, without its 150 MB of vectors. */
    @Test
    void theMLKEM768ThatWeUseIsFIPS203() {
        assertThat(accumulated(100)).isEqualTo("1114b1b6699ed191734fa339376afa7e285c9e6acf6ff0177d346696ce564415");
    }

    @Test
    @Tag("full")
    void theMLKEM768ThatWeUseIsFIPS203InItsRareCasesToo() {
        assertThat(accumulated(10_000)).isEqualTo("8a518cc63da366322a8e7a818c7a0d63483cb3528d34a4cf42f35d5ad73f22fc");
    }

    private static String accumulated(int rounds) {
        var drawn = new SHAKEDigest(128);
        var results = new SHAKEDigest(128);
        for (int i = 0; i < rounds; i++) {
            var pair = keyPair(draw(drawn, 32), draw(drawn, 32));
            var decapsulation = new MLKEMExtractor((MLKEMPrivateKeyParameters) pair.getPrivate());
            var encapsulated = encapsulate((MLKEMPublicKeyParameters) pair.getPublic(), draw(drawn, 32));
            put(results, ((MLKEMPublicKeyParameters) pair.getPublic()).getEncoded());
            put(results, encapsulated.getEncapsulation());
            put(results, encapsulated.getSecret());
            assertThat(decapsulation.extractSecret(encapsulated.getEncapsulation()))
                    .isEqualTo(encapsulated.getSecret());
            put(results, decapsulation.extractSecret(draw(drawn, 1088))); // implicit rejection
        }
        return HEX.formatHex(draw(results, 32));
    }

    /**
     * ML-KEM as above beside the exchange of RFC 7748 §6.1, put together as the draft's §2.3 and §2.4 say; K with its
     * top bit set or a first byte of 0 shows that it is a string and no mpint (catalogue kex-mlkem-04).
     */
    @ParameterizedTest(name = "K begins with a byte in {0} to {1}")
    @CsvSource({"0x80, 0xff", "0x00, 0x00", "0x01, 0x7f"})
    void theTwoHalvesAreCombinedAsTheDraftSays(String lowest, String highest) throws ProtocolException {
        byte[] d = HEX.parseHex("f688563f7c66a5da2d8bdb5a5f3e07bd8dce6f7efcec7f41298d79863459f7cd");
        byte[] z = HEX.parseHex("11".repeat(32));
        byte[] m = new byte[32];
        var pair = keyPair(d, z);
        byte[] ek = ((MLKEMPublicKeyParameters) pair.getPublic()).getEncoded();
        SecretWithEncapsulation encapsulated;
        byte[] k;
        do {
            m[m[0] == -1 ? 1 : 0]++; // another m, until K begins as wanted
            encapsulated = encapsulate((MLKEMPublicKeyParameters) pair.getPublic(), m);
            k = JCA.digest("SHA-256").digest(concat(encapsulated.getSecret(), HEX.parseHex(K_CL)));
        } while ((k[0] & 0xff) < Integer.decode(lowest) || (k[0] & 0xff) > Integer.decode(highest));

        var client = Hybrid.mlkem768x25519(new GivenRandom(ALICE, HEX.formatHex(d), HEX.formatHex(z)));
        var server = Hybrid.mlkem768x25519(new GivenRandom(BOB, HEX.formatHex(m)));
        byte[] init = client.initiate();
        assertThat(init).isEqualTo(concat(ek, HEX.parseHex(ALICE_PUBLIC)));
        var response = server.respond(init);
        assertThat(response.reply()).isEqualTo(concat(encapsulated.getEncapsulation(), HEX.parseHex(BOB_PUBLIC)));
        assertThat(response.secret().encoded()).isEqualTo(concat(new byte[] {0, 0, 0, 32}, k));
        assertThat(client.complete(response.reply())).isEqualTo(response.secret());
    }

    @Test
    void aChangedCiphertextGivesAnotherSecret() throws ProtocolException { // FIPS 203 §6.3: rejected implicitly
        var client = Hybrid.mlkem768x25519(new SecureRandom());
        var response = Hybrid.mlkem768x25519(new SecureRandom()).respond(client.initiate());
        byte[] changed = response.reply().clone();
        changed[500] ^= 1;
        assertThat(client.complete(changed)).isNotEqualTo(response.secret());
        assertThat(client.complete(response.reply())).isEqualTo(response.secret());
    }

    @ParameterizedTest(name = "coefficient {0} is {1}")
    @CsvSource({"0, 3329", "0, 4095", "255, 3329", "256, 4095", "767, 3329", "767, 4095"})
    void anEncapsulationKeyOutOfRangeIsRefused(int coefficient, int value) { // FIPS 203 §7.2, the modulus check
        byte[] init = Hybrid.mlkem768x25519(new SecureRandom()).initiate();
        setCoefficient(init, coefficient, value);
        try (var server = Hybrid.mlkem768x25519(new SecureRandom())) {
            assertThatThrownBy(() -> server.respond(init))
                    .isInstanceOf(ProtocolException.class)
                    .hasMessageContaining("mlkem-hybrid-kex §2.1");
        }
    }

    @Test
    void anEncapsulationKeyAtTheEdgeOfItsRangeIsTaken() throws ProtocolException {
        byte[] init = Hybrid.mlkem768x25519(new SecureRandom()).initiate();
        setCoefficient(init, 767, 3328);
        assertThat(Hybrid.mlkem768x25519(new SecureRandom()).respond(init).reply())
                .hasSize(1120);
    }

    @ParameterizedTest
    @MethodSource("io.javamiko.crypto.agreement.X25519Test#pointsOfLowOrder")
    void anX25519HalfOfLowOrderIsRefusedByBothRoles(String point) throws ProtocolException {
        var client = Hybrid.mlkem768x25519(new SecureRandom());
        byte[] init = client.initiate();
        byte[] reply = Hybrid.mlkem768x25519(new SecureRandom()).respond(init).reply();
        System.arraycopy(HEX.parseHex(point), 0, init, 1184, 32);
        System.arraycopy(HEX.parseHex(point), 0, reply, 1088, 32);
        assertThatThrownBy(() -> client.complete(reply)).isInstanceOf(ProtocolException.class);
        assertThatThrownBy(() -> Hybrid.mlkem768x25519(new SecureRandom()).respond(init))
                .isInstanceOf(ProtocolException.class);
    }

    @Test
    void nothingIsCompletedThatWasNotInitiated() throws ProtocolException {
        try (var other = Hybrid.mlkem768x25519(new SecureRandom());
                var responder = Hybrid.mlkem768x25519(new SecureRandom())) {
            byte[] reply = responder.respond(other.initiate()).reply();
            assertThatThrownBy(() -> responder.complete(reply)).isInstanceOf(IllegalStateException.class);
        }
    }

    /** The halves of the NIST hybrids: a point off its curve, on the twist or at infinity, and keys out of range. */
    @ParameterizedTest(name = "{0}")
    @CsvSource({"mlkem768nistp256-sha256, 1184, 1088, 65", "mlkem1024nistp384-sha384, 1568, 1568, 97"})
    void aBadHalfOfANISTHybridIsRefusedByBothRoles(String name, int key, int ciphertext, int point)
            throws ProtocolException {
        var kex = KexAlgorithms.named(name).orElseThrow();
        var client = kex.newAgreement(new SecureRandom());
        byte[] init = client.initiate();
        assertThat(init).hasSize(key + point);
        byte[] reply = kex.newAgreement(new SecureRandom()).respond(init).reply();
        assertThat(reply).hasSize(ciphertext + point);
        for (int changed : new int[] {0, 1, point - 1}) { // the form's byte, x (half of them: a point of the twist), y
            assertRefused(() -> client.complete(flipped(reply, ciphertext + changed)));
            assertRefused(() -> kex.newAgreement(new SecureRandom()).respond(flipped(init, key + changed)));
        }
        byte[] atInfinity = Arrays.copyOf(Arrays.copyOf(reply, ciphertext), reply.length);
        assertRefused(() -> client.complete(atInfinity));
        byte[] outOfRange = init.clone();
        setCoefficient(outOfRange, key / 384 * 256 - 1, 3329); // the last one
        assertRefused(() -> kex.newAgreement(new SecureRandom()).respond(outOfRange));
        byte[] swapped = concat(Arrays.copyOfRange(init, key, init.length), Arrays.copyOf(init, key));
        assertRefused(() -> kex.newAgreement(new SecureRandom()).respond(swapped));
    }

    private static void assertRefused(ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOf(ProtocolException.class);
    }

    private static byte[] flipped(byte[] bytes, int at) {
        byte[] changed = bytes.clone();
        changed[at] ^= 1;
        return changed;
    }

    private static AsymmetricCipherKeyPair keyPair(byte[] d, byte[] z) {
        var generator = new MLKEMKeyPairGenerator();
        generator.init(new MLKEMKeyGenerationParameters(
                new GivenRandom(HEX.formatHex(d), HEX.formatHex(z)), MLKEMParameters.ml_kem_768));
        return generator.generateKeyPair();
    }

    private static SecretWithEncapsulation encapsulate(MLKEMPublicKeyParameters key, byte[] m) {
        return MLKEMGenerator.internalGenerateEncapsulated(key, m);
    }

    /** ByteEncode_12 (FIPS 203 §4.2.1): two coefficients in three bytes. */
    private static void setCoefficient(byte[] key, int index, int value) {
        int at = index / 2 * 3;
        if (index % 2 == 0) {
            key[at] = (byte) value;
            key[at + 1] = (byte) (key[at + 1] & 0xf0 | value >> 8);
        } else {
            key[at + 1] = (byte) (key[at + 1] & 0x0f | value << 4);
            key[at + 2] = (byte) (value >> 4);
        }
    }

    private static byte[] draw(SHAKEDigest digest, int count) {
        byte[] bytes = new byte[count];
        digest.doOutput(bytes, 0, count);
        return bytes;
    }

    private static void put(SHAKEDigest digest, byte[] bytes) {
        digest.update(bytes, 0, bytes.length);
    }

    private static byte[] concat(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}
