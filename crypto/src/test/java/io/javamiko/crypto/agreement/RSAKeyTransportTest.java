package io.javamiko.crypto.agreement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.javamiko.ProtocolException;
import io.javamiko.crypto.JCA;
import io.javamiko.wire.WireWriter;
import java.math.BigInteger;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.MGF1ParameterSpec;
import java.util.Arrays;
import java.util.stream.Stream;
import javax.crypto.Cipher;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RSAKeyTransportTest {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final KeyPair PAIR = RSAKeyTransport.generate(RANDOM);
    private static final RSAPublicKey KEY = (RSAPublicKey) PAIR.getPublic();
    private static final int BITS = 2048 - 2 * 256 - 49; // RFC 4432 §4

    @Test
    void theKeyHas2048BitsAndIsAnotherOneEachTime() {
        assertThat(KEY.getModulus().bitLength()).isEqualTo(2048);
        assertThat(RSAKeyTransport.generate(RANDOM).getPublic()).isNotEqualTo(KEY);
    }

    @Test
    void whatTheClientChoseTheServerGets() throws ProtocolException {
        for (int i = 0; i < 20; i++) {
            var secret = RSAKeyTransport.newSecret(KEY, RANDOM);
            assertThat(RSAKeyTransport.decrypt(PAIR, RSAKeyTransport.encrypt(KEY, secret, RANDOM)))
                    .isEqualTo(secret);
        }
    }

    @Test
    void theSecretFillsItsRangeAndNoMore() {
        var ones = new GivenRandom("ff".repeat(186));
        assertThat(number(RSAKeyTransport.newSecret(KEY, ones)))
                .isEqualTo(BigInteger.ONE.shiftLeft(BITS).subtract(BigInteger.ONE));
        assertThat(number(RSAKeyTransport.newSecret(KEY, new GivenRandom("00".repeat(186)))))
                .isZero();
    }

    static Stream<BigInteger> edges() {
        var limit = BigInteger.ONE.shiftLeft(BITS);
        return Stream.of(BigInteger.ZERO, BigInteger.ONE, BigInteger.valueOf(128), limit.subtract(BigInteger.ONE));
    }

    @ParameterizedTest
    @MethodSource("edges")
    void everyNumberInTheRangeIsTaken(BigInteger k) throws Exception {
        byte[] encoded = new WireWriter().mpint(k).toByteArray();
        assertThat(RSAKeyTransport.decrypt(PAIR, oaep(encoded)).encoded()).isEqualTo(encoded);
    }

    static Stream<Arguments> noSecrets() {
        byte[] negative = filled(0xff); // 1,488 bits: one more than the range, and the only room that OAEP leaves
        byte[] one = {1};
        return Stream.of(
                arguments("nothing", new byte[0]),
                arguments("three bytes", new byte[3]),
                arguments("no length", filled(1)),
                arguments("negative", new WireWriter().string(negative).toByteArray()),
                arguments(
                        "a zero too many",
                        new WireWriter().string(new byte[] {0, 1}).toByteArray()),
                arguments(
                        "zero with a byte", new WireWriter().string(new byte[1]).toByteArray()),
                arguments(
                        "more behind it", new WireWriter().string(one).raw(one).toByteArray()),
                arguments(
                        "less than its length",
                        new WireWriter().uint32(2).raw(one).toByteArray()),
                arguments(
                        "a length beyond all",
                        new WireWriter().uint32(0xffff_ffffL).raw(one).toByteArray()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("noSecrets")
    void whatIsNoNumberOfTheRangeIsRefused(String what, byte[] encoded) throws Exception {
        refused(oaep(encoded));
    }

    @Test
    void aNumberAboveTheRangeDoesNotFit() {
        byte[] encoded = new WireWriter().mpint(BigInteger.ONE.shiftLeft(BITS)).toByteArray();
        assertThatThrownBy(() -> oaep(encoded)).hasMessageContaining("190 bytes");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 128, 255, 257, 512, 16_384})
    void aCiphertextOfAnotherLengthIsRefused(int length) {
        byte[] right = RSAKeyTransport.encrypt(KEY, RSAKeyTransport.newSecret(KEY, RANDOM), RANDOM);
        refused(Arrays.copyOf(right, length));
    }

    @Test
    void garbageIsRefused() {
        refused(new byte[256]);
        refused(Arrays.copyOf(KEY.getModulus().toByteArray(), 256));
        byte[] bytes = new byte[256];
        for (int i = 0; i < 20; i++) {
            RANDOM.nextBytes(bytes);
            bytes[0] = (byte) (i * 13);
            refused(bytes);
        }
        byte[] changed = RSAKeyTransport.encrypt(KEY, RSAKeyTransport.newSecret(KEY, RANDOM), RANDOM);
        changed[255] ^= 1;
        refused(changed);
    }

    /** RFC 4432 §6 has SHA-256 for the hash and for MGF1. */
    @Test
    void anotherPaddingIsRefused() throws Exception {
        byte[] encoded = new WireWriter().mpint(BigInteger.TEN).toByteArray();
        refused(encrypted(encoded, "SHA-256", MGF1ParameterSpec.SHA1));
        refused(encrypted(encoded, "SHA-1", MGF1ParameterSpec.SHA1));
        var pkcs1 = JCA.cipher("RSA/ECB/PKCS1Padding");
        pkcs1.init(Cipher.ENCRYPT_MODE, KEY);
        refused(pkcs1.doFinal(encoded));
    }

    static Stream<Arguments> badKeys() {
        var n = KEY.getModulus();
        var e = KEY.getPublicExponent();
        return Stream.of(
                arguments("1,024 bits", e, n.shiftRight(1024).setBit(0)), // CVE-2019-9894
                arguments("2,047 bits", e, n.shiftRight(1).setBit(0)),
                arguments("zero", e, BigInteger.ZERO),
                arguments("negative", e, n.negate()),
                arguments("even", e, n.clearBit(0)),
                arguments("16,385 bits", e, BigInteger.ONE.shiftLeft(16_384).setBit(0)),
                arguments("e = 0", BigInteger.ZERO, n),
                arguments("e = 1", BigInteger.ONE, n),
                arguments("e = 2", BigInteger.TWO, n),
                arguments("e even", e.add(BigInteger.ONE), n),
                arguments("e < 0", e.negate(), n),
                arguments("e of 65 bits", BigInteger.ONE.shiftLeft(64).setBit(0), n));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badKeys")
    void aKeyThatIsNoneIsRefused(String what, BigInteger e, BigInteger n) {
        assertThatThrownBy(() -> RSAKeyTransport.fromPeer(e, n)).isInstanceOf(ProtocolException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {2049, 2055, 3072})
    void aLongerKeyHasALongerSecret(int bits) throws ProtocolException {
        var n = BigInteger.ONE.shiftLeft(bits).subtract(BigInteger.ONE); // what is encrypted is not decrypted here
        var key = RSAKeyTransport.fromPeer(BigInteger.valueOf(3), n);
        var secret = RSAKeyTransport.newSecret(key, new GivenRandom("ff".repeat(bits / 8)));
        assertThat(number(secret).bitLength()).isEqualTo(bits - 2 * 256 - 49);
        assertThat(RSAKeyTransport.encrypt(key, secret, RANDOM)).hasSize((bits + 7) / 8); // the longest K fits
    }

    private static void refused(byte[] ciphertext) {
        assertThatThrownBy(() -> RSAKeyTransport.decrypt(PAIR, ciphertext))
                .isInstanceOf(ProtocolException.class)
                .hasMessage("the client's encrypted secret is none (RFC 4432 §4)");
    }

    private static byte[] oaep(byte[] plain) throws Exception {
        return encrypted(plain, "SHA-256", MGF1ParameterSpec.SHA256);
    }

    private static byte[] encrypted(byte[] plain, String hash, MGF1ParameterSpec mgf) throws Exception {
        var cipher = JCA.cipher("RSA/ECB/OAEPPadding");
        cipher.init(Cipher.ENCRYPT_MODE, KEY, new OAEPParameterSpec(hash, "MGF1", mgf, PSource.PSpecified.DEFAULT));
        return cipher.doFinal(plain);
    }

    private static byte[] filled(int value) {
        byte[] bytes = new byte[186];
        Arrays.fill(bytes, (byte) value);
        return bytes;
    }

    private static BigInteger number(SharedSecret secret) {
        byte[] encoded = secret.encoded();
        return new BigInteger(1, Arrays.copyOfRange(encoded, 4, encoded.length));
    }
}
