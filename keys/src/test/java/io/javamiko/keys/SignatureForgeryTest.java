package io.javamiko.keys;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.javamiko.ProtocolException;
import io.javamiko.SSHException;
import io.javamiko.wire.WireReader;
import io.javamiko.wire.WireWriter;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Signatures and keys that lax verifiers have taken. */
class SignatureForgeryTest {
    private static final byte[] DATA = "data".getBytes(UTF_8);
    private static final BigInteger L =
            BigInteger.TWO.pow(252).add(new BigInteger("27742317777372353535851937790883648493"));
    private static final BigInteger P = BigInteger.TWO.pow(255).subtract(BigInteger.valueOf(19));

    private static boolean verifies(SSHPublicKey key, String algorithm, byte[] raw) {
        return key.verify(
                algorithm, DATA, new WireWriter().utf8(algorithm).string(raw).toByteArray());
    }

    private static byte[] raw(SSHKeyPair pair, String algorithm) throws Exception {
        var in = new WireReader(pair.sign(algorithm, DATA));
        in.name(64);
        return in.string(4096);
    }

    // Ed25519

    private static byte[] littleEndian(BigInteger value) {
        byte[] bytes = RSAPublicKey.unsigned(value, 32);
        for (int i = 0; i < 16; i++) {
            byte b = bytes[i];
            bytes[i] = bytes[31 - i];
            bytes[31 - i] = b;
        }
        return bytes;
    }

    private static BigInteger littleEndian(byte[] bytes, int from) {
        byte[] reversed = new byte[32];
        for (int i = 0; i < 32; i++) {
            reversed[i] = bytes[from + 31 - i];
        }
        return new BigInteger(1, reversed);
    }

    @Test
    void ed25519TakesOnlyTheCanonicalS() throws Exception { // CVE-2020-36843: S + L verifies in lax libraries
        var pair = TestKeys.ed25519();
        byte[] good = raw(pair, "ssh-ed25519");
        assertThat(verifies(pair.publicKey(), "ssh-ed25519", good)).isTrue();
        BigInteger s = littleEndian(good, 32);
        for (int k = 1; s.add(L.multiply(BigInteger.valueOf(k))).bitLength() <= 256; k++) {
            byte[] forged = good.clone();
            System.arraycopy(littleEndian(s.add(L.multiply(BigInteger.valueOf(k)))), 0, forged, 32, 32);
            assertThat(verifies(pair.publicKey(), "ssh-ed25519", forged)).isFalse();
        }
    }

    @Test
    void ed25519SignaturesHave64Bytes() throws Exception {
        byte[] good = raw(TestKeys.ed25519(), "ssh-ed25519");
        for (int length : new int[] {0, 1, 32, 63, 65, 96}) {
            assertThat(verifies(TestKeys.ed25519().publicKey(), "ssh-ed25519", Arrays.copyOf(good, length)))
                    .isFalse();
        }
    }

    /** The eight points of small order, and their other encodings. */
    static Stream<byte[]> pointsOfSmallOrder() {
        var hex = HexFormat.of();
        var encodings = Stream.of(
                "0100000000000000000000000000000000000000000000000000000000000000",
                "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                "0000000000000000000000000000000000000000000000000000000000000000",
                "0000000000000000000000000000000000000000000000000000000000000080",
                "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
                "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
                "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
                "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
                "0100000000000000000000000000000000000000000000000000000000000080",
                "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
                "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
                "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff");
        return encodings.map(hex::parseHex);
    }

    @ParameterizedTest
    @MethodSource("pointsOfSmallOrder")
    void ed25519KeysOfSmallOrderAreRefused(byte[] point) { // for them R = S = 0 or the like verifies
        assertNoKey(new WireWriter().utf8("ssh-ed25519").string(point).toByteArray());
    }

    @ParameterizedTest
    @ValueSource(
            strings = { // the key of RFC 8032's TEST 1 plus a point of order 8, and of order 2
                "3b5b475c4b82dd1572799fc546f4c6c03e478c6654aa4c7f945b347ea32af60d",
                "16a567fe7d4ef5482ab4012c369bf8c5f11e8d0c2559dcda50fde59708f8aee5"
            })
    void ed25519KeysOutsideThePrimeOrderGroupAreRefused(String point) {
        byte[] bytes = HexFormat.of().parseHex(point);
        assertThat(org.bouncycastle.math.ec.rfc8032.Ed25519.validatePublicKeyPartial(bytes, 0))
                .isTrue(); // it is on the curve
        assertNoKey(new WireWriter().utf8("ssh-ed25519").string(bytes).toByteArray());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 31, 33, 64})
    void ed25519KeysHave32Bytes(int length) {
        byte[] point = Arrays.copyOf(((Ed25519PublicKey) TestKeys.ed25519().publicKey()).point(), length);
        assertNoKey(new WireWriter().utf8("ssh-ed25519").string(point).toByteArray());
    }

    @Test
    void ed25519KeysThatAreNotReducedOrNoPointAreRefused() {
        for (int i = 0; i < 19; i++) { // y = p + i
            byte[] point = littleEndian(P.add(BigInteger.valueOf(i)));
            assertNoKey(new WireWriter().utf8("ssh-ed25519").string(point).toByteArray());
        }
        byte[] two = new byte[32];
        two[0] = 2; // no x belongs to y = 2
        assertNoKey(new WireWriter().utf8("ssh-ed25519").string(two).toByteArray());
    }

    // ECDSA

    static List<SSHKeyPair> curves() {
        return TestKeys.all().subList(1, 4);
    }

    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("curves")
    void ecdsaNumbersMustBeInRange(SSHKeyPair pair) throws Exception { // CVE-2022-21449
        String type = pair.publicKey().type();
        var in = new WireReader(raw(pair, type));
        BigInteger r = in.mpint(66);
        BigInteger s = in.mpint(66);
        BigInteger n = ECDSACurve.ofType(type).domain().getN();
        var odd = List.of(
                BigInteger.ZERO,
                BigInteger.ONE,
                n.subtract(BigInteger.ONE),
                n,
                n.add(BigInteger.ONE),
                BigInteger.ONE.negate(),
                BigInteger.TWO.pow(600));
        for (var number : odd) {
            assertThat(verifies(pair.publicKey(), type, numbers(number, s))).isFalse();
            assertThat(verifies(pair.publicKey(), type, numbers(r, number))).isFalse();
            for (var other : odd) {
                assertThat(verifies(pair.publicKey(), type, numbers(number, other)))
                        .isFalse();
            }
        }
        assertThat(verifies(pair.publicKey(), type, numbers(r.add(n), s))).isFalse();
        assertThat(verifies(pair.publicKey(), type, numbers(r, s.add(n)))).isFalse();
        assertThat(verifies(pair.publicKey(), type, numbers(r.negate(), s.negate())))
                .isFalse();
        assertThat(verifies(pair.publicKey(), type, numbers(r, s))).isTrue();
    }

    private static byte[] numbers(BigInteger r, BigInteger s) {
        return new WireWriter().mpint(r).mpint(s).toByteArray();
    }

    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("curves")
    void ecdsaSignaturesInOtherFormsAreRefused(SSHKeyPair pair) throws Exception {
        String type = pair.publicKey().type();
        byte[] good = raw(pair, type);
        var in = new WireReader(good);
        byte[] r = in.mpint(66).toByteArray();
        byte[] s = in.mpint(66).toByteArray();
        byte[] der = new WireWriter()
                .uint8(0x30)
                .uint8(4 + r.length + s.length)
                .uint8(2)
                .uint8(r.length)
                .raw(r)
                .uint8(2)
                .uint8(s.length)
                .raw(s)
                .toByteArray();
        assertThat(verifies(pair.publicKey(), type, der)).isFalse();
        assertThat(verifies(
                        pair.publicKey(), type, new WireWriter().raw(r).raw(s).toByteArray()))
                .isFalse();
        assertThat(verifies(
                        pair.publicKey(),
                        type,
                        new WireWriter().raw(good).uint8(0).toByteArray()))
                .isFalse();
        byte[] needlessZero =
                new WireWriter().uint32(r.length + 1).uint8(0).raw(r).string(s).toByteArray();
        assertThat(verifies(pair.publicKey(), type, needlessZero)).isFalse();
    }

    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("curves")
    void ecdsaKeysThatAreNoPlainPointOfTheirCurveAreRefused(SSHKeyPair pair) {
        var key = (ECDSAPublicKey) pair.publicKey();
        byte[] point = key.point();
        int half = point.length / 2;
        byte[] offCurve = point.clone();
        offCurve[point.length - 1] ^= 1;
        byte[] compressed = Arrays.copyOf(point, 1 + half);
        compressed[0] = (byte) (2 + (point[point.length - 1] & 1));
        byte[] hybrid = point.clone();
        hybrid[0] = (byte) (6 + (point[point.length - 1] & 1));
        byte[] zeros = new byte[point.length];
        zeros[0] = 4;
        var identifier = key.curve().identifier();
        for (byte[] bad : List.of(
                offCurve,
                compressed,
                hybrid,
                zeros,
                new byte[1],
                new byte[0],
                Arrays.copyOf(point, point.length + 1))) {
            assertNoKey(new WireWriter()
                    .utf8(key.type())
                    .utf8(identifier)
                    .string(bad)
                    .toByteArray());
        }
        assertNoKey(
                new WireWriter().utf8(key.type()).utf8("nistp224").string(point).toByteArray());
        assertNoKey(new WireWriter().raw(key.blob()).uint8(0).toByteArray());
    }

    // RSA

    private record RSANumbers(BigInteger n, BigInteger e, BigInteger d) {
        static RSANumbers of(SSHKeyPair pair) throws Exception {
            var in = io.javamiko.keys.files.KeyFiles.open(pair.format(new char[0], 1), new char[0])
                    .reader();
            in.name(64);
            return new RSANumbers(in.mpint(3000), in.mpint(3000), in.mpint(3000));
        }

        byte[] sign(byte[] encodedMessage) {
            return RSAPublicKey.unsigned(new BigInteger(1, encodedMessage).modPow(d, n), 256);
        }
    }

    @Test
    void rsaTakesOnlyTheExactEncoding() throws Exception { // RFC 8017 §8.2.2
        var pair = TestKeys.rsa();
        var numbers = RSANumbers.of(pair);
        byte[] good = RSASignatureHash.of("rsa-sha2-256").encode(DATA, 256);
        assertThat(verifies(pair.publicKey(), "rsa-sha2-256", numbers.sign(good)))
                .isTrue();

        byte[] hash = Fingerprint.hash(new SHA256Digest(), DATA);
        for (String info : List.of(
                "302f300b0609608648016503040201" + "0420", // without the NULL
                "3031300d060960864801650304020205000420", // SHA-384's object identifier
                "3032300d06096086480165030402010500048120")) { // a length in long form
            byte[] digestInfo = new WireWriter()
                    .raw(HexFormat.of().parseHex(info))
                    .raw(hash)
                    .toByteArray();
            assertThat(verifies(pair.publicKey(), "rsa-sha2-256", numbers.sign(padded(digestInfo, 0))))
                    .isFalse();
        }
        byte[] digestInfo = Arrays.copyOfRange(good, 256 - 51, 256);
        assertThat(verifies(pair.publicKey(), "rsa-sha2-256", numbers.sign(padded(digestInfo, 0))))
                .isTrue();
        assertThat(verifies(pair.publicKey(), "rsa-sha2-256", numbers.sign(padded(digestInfo, 10))))
                .isFalse();
        for (int i : new int[] {0, 1, 2, 100, 256 - 52}) {
            byte[] changed = good.clone();
            changed[i] ^= 1;
            assertThat(verifies(pair.publicKey(), "rsa-sha2-256", numbers.sign(changed)))
                    .isFalse();
        }
    }

    /** {@code garbage} bytes follow the digest. */
    private static byte[] padded(byte[] digestInfo, int garbage) {
        byte[] message = new byte[256];
        int at = 256 - garbage - digestInfo.length;
        message[1] = 1;
        Arrays.fill(message, 2, at - 1, (byte) 0xff);
        System.arraycopy(digestInfo, 0, message, at, digestInfo.length);
        return message;
    }

    @Test
    void aSmallExponentDoesNotLetACubeRootPass() throws Exception { // CVE-2006-4339
        var modulus = RSANumbers.of(TestKeys.rsa()).n();
        var key = SSHPublicKey.decode(new WireWriter()
                .utf8("ssh-rsa")
                .mpint(BigInteger.valueOf(3))
                .mpint(modulus)
                .toByteArray());
        byte[] good = RSASignatureHash.of("rsa-sha2-256").encode(DATA, 256);
        byte[] wanted = new byte[256]; // 00 01 ff×8 00 DigestInfo, then whatever the cube has there
        wanted[1] = 1;
        Arrays.fill(wanted, 2, 10, (byte) 0xff);
        System.arraycopy(good, 256 - 51, wanted, 11, 51);
        Arrays.fill(wanted, 62, 256, (byte) 0xff);
        BigInteger root = cubeRoot(new BigInteger(1, wanted));
        byte[] cube = RSAPublicKey.unsigned(root.pow(3), 256);
        assertThat(Arrays.copyOf(cube, 62)).isEqualTo(Arrays.copyOf(wanted, 62)); // the forgery is a good one
        assertThat(verifies(key, "rsa-sha2-256", RSAPublicKey.unsigned(root, 256)))
                .isFalse();
    }

    private static BigInteger cubeRoot(BigInteger value) {
        BigInteger root = BigInteger.ZERO;
        for (int bit = value.bitLength() / 3 + 1; bit >= 0; bit--) {
            BigInteger next = root.setBit(bit);
            root = next.pow(3).compareTo(value) <= 0 ? next : root;
        }
        return root;
    }

    @Test
    void rsaSignaturesMayLackLeadingZerosAndNothingElse() throws Exception {
        var pair = TestKeys.rsa();
        var numbers = RSANumbers.of(pair);
        byte[] data = {0};
        byte[] signature;
        do { // one in 256
            data[0]++;
            data = data[0] == 0 ? Arrays.copyOf(data, data.length + 1) : data;
            signature = numbers.sign(RSASignatureHash.of("rsa-sha2-512").encode(data, 256));
        } while (signature[0] != 0);
        assertThat(new WireReader(pair.sign("rsa-sha2-512", data)).remaining()).isEqualTo(4 + 12 + 4 + 256); // we pad
        byte[] stripped = Arrays.copyOfRange(signature, 1, 256);
        byte[] blob = new WireWriter().utf8("rsa-sha2-512").string(stripped).toByteArray();
        assertThat(pair.publicKey().verify("rsa-sha2-512", data, blob)).isTrue();
        byte[] longer =
                new WireWriter().utf8("rsa-sha2-512").string(padLeft(signature)).toByteArray();
        assertThat(pair.publicKey().verify("rsa-sha2-512", data, longer)).isFalse();
        BigInteger plusModulus = new BigInteger(1, signature).add(numbers.n());
        if (plusModulus.bitLength() <= 2048) {
            byte[] over = RSAPublicKey.unsigned(plusModulus, 256);
            blob = new WireWriter().utf8("rsa-sha2-512").string(over).toByteArray();
            assertThat(pair.publicKey().verify("rsa-sha2-512", data, blob)).isFalse();
        }
    }

    private static byte[] padLeft(byte[] bytes) {
        byte[] out = new byte[bytes.length + 1];
        System.arraycopy(bytes, 0, out, 1, bytes.length);
        return out;
    }

    @Test
    void rsaKeysOutOfBoundsAreRefusedAtOnce() throws Exception {
        var numbers = RSANumbers.of(TestKeys.rsa());
        BigInteger e = numbers.e();
        assertNoKey(rsa(e, BigInteger.TWO.pow(2046).setBit(0))); // 2,047 bits
        SSHPublicKey.decode(rsa(e, BigInteger.TWO.pow(2047).setBit(0)));
        SSHPublicKey.decode(rsa(e, BigInteger.TWO.pow(16_383).setBit(0)));
        assertNoKey(rsa(e, BigInteger.TWO.pow(16_384).setBit(0)));
        assertNoKey(rsa(e, BigInteger.TWO.pow(1 << 20).setBit(0)));
        assertNoKey(rsa(e, numbers.n().clearBit(0)));
        assertNoKey(rsa(e, numbers.n().negate()));
        assertNoKey(rsa(e, BigInteger.ZERO));
        for (long bad : new long[] {-3, -1, 0, 1, 2, 4, 65_536}) {
            assertNoKey(rsa(BigInteger.valueOf(bad), numbers.n()));
        }
        SSHPublicKey.decode(rsa(BigInteger.valueOf(3), numbers.n()));
        SSHPublicKey.decode(rsa(BigInteger.TWO.pow(64).subtract(BigInteger.ONE), numbers.n()));
        assertNoKey(rsa(BigInteger.TWO.pow(64).add(BigInteger.ONE), numbers.n()));
        assertNoKey(rsa(BigInteger.TWO.pow(2047).setBit(0), numbers.n()));
    }

    private static byte[] rsa(BigInteger e, BigInteger n) {
        return new WireWriter().utf8("ssh-rsa").mpint(e).mpint(n).toByteArray();
    }

    @Test
    void shorterRSAKeysAreTakenOnlyByWhoAsksForThem() throws Exception {
        byte[] blob = rsa(BigInteger.valueOf(65_537), BigInteger.TWO.pow(1023).setBit(0));
        assertNoKey(blob);
        assertThat(SSHPublicKey.decode(blob, 1024).bits()).isEqualTo(1024);
        assertThatThrownBy(() -> SSHPublicKey.decode(blob, 1023)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> SSHPublicKey.decode(
                        rsa(BigInteger.valueOf(3), BigInteger.TWO.pow(1022).setBit(0)), 1024))
                .isInstanceOf(ProtocolException.class);
    }

    @Test
    void aMiscomputedRSASignatureStaysInside() throws Exception { // CCS 2023: one of them gives the key away
        var pair = TestKeys.rsa();
        var in = io.javamiko.keys.files.KeyFiles.open(pair.format(new char[0], 1), new char[0])
                .reader();
        in.name(64);
        in.mpint(3000);
        in.mpint(3000);
        var d = in.mpint(3000);
        var iqmp = in.mpint(3000);
        var p = in.mpint(3000);
        var q = in.mpint(3000);
        for (var wrong : List.of(
                numbers(d.flipBit(7), iqmp, p, q),
                numbers(d, iqmp.flipBit(99), p, q),
                numbers(d, iqmp, p, q.flipBit(1)))) {
            var key = new RSAPrivateKey((RSAPublicKey) pair.publicKey(), wrong, new SecureRandom());
            assertThatThrownBy(() -> key.sign("rsa-sha2-512", DATA))
                    .isInstanceOf(SSHException.class)
                    .hasMessageContaining("kept back");
        }
        var good = new RSAPrivateKey((RSAPublicKey) pair.publicKey(), numbers(d, iqmp, p, q), new SecureRandom());
        byte[] message = RSASignatureHash.of("rsa-sha2-512").encode(DATA, 256);
        byte[] signature = good.sign("rsa-sha2-512", DATA);
        assertThat(good.checked(signature, message)).isEqualTo(signature);
        signature[200] ^= 1;
        assertThatThrownBy(() -> good.checked(signature, message)).isInstanceOf(SSHException.class);
    }

    private static byte[] numbers(BigInteger... numbers) {
        var out = new WireWriter();
        for (var number : numbers) {
            out.mpint(number);
        }
        return out.toByteArray();
    }

    private static void assertNoKey(byte[] blob) {
        assertThatThrownBy(() -> SSHPublicKey.decode(blob)).isInstanceOf(ProtocolException.class);
    }
}
