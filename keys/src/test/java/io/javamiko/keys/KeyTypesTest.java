package io.javamiko.keys;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.javamiko.ProtocolException;
import io.javamiko.SSHException;
import io.javamiko.crypto.JCA;
import io.javamiko.wire.WireReader;
import io.javamiko.wire.WireWriter;
import java.math.BigInteger;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.Provider;
import java.security.Security;
import java.security.Signature;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.bouncycastle.crypto.digests.SHA512Digest;
import org.bouncycastle.crypto.params.DSAParameters;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The types of key beside the three that everybody has. */
class KeyTypesTest {
    private static final byte[] DATA = "data".getBytes(UTF_8);

    private static byte[] hex(String text) {
        return text == null ? new byte[0] : HexFormat.of().parseHex(text);
    }

    private static boolean verifies(SSHPublicKey key, String algorithm, byte[] data, byte[] raw) {
        return key.verify(
                algorithm, data, new WireWriter().utf8(algorithm).string(raw).toByteArray());
    }

    static List<SSHKeyPair> signingPairs() {
        return TestKeys.all();
    }

    @ParameterizedTest(name = "{0}", autoCloseArguments = false)
    @MethodSource("signingPairs")
    void everyTypeSignsUnderEachOfItsAlgorithmsAndIsReadAgain(SSHKeyPair pair) throws Exception {
        String type = pair.publicKey().type();
        for (String algorithm : SignatureAlgorithms.allOfKeyType(type)) {
            byte[] signature = pair.sign(algorithm, DATA);
            var key = SSHPublicKey.decode(pair.publicKey().blob());
            assertThat(key.verify(algorithm, DATA, signature)).isTrue();
            assertThat(key.verify(algorithm, "dato".getBytes(UTF_8), signature)).isFalse();
            signature[signature.length - 1] ^= 1;
            assertThat(key.verify(algorithm, DATA, signature)).isFalse();
        }
        try (var again = SSHKeyPair.parse(pair.format(new char[0], 1), new char[0])) {
            assertThat(again.publicKey()).isEqualTo(pair.publicKey());
            String algorithm = SignatureAlgorithms.allOfKeyType(type).get(0);
            assertThat(pair.publicKey().verify(algorithm, DATA, again.sign(algorithm, DATA)))
                    .isTrue();
        }
    }

    @ParameterizedTest(name = "RFC 8032 §7.4 {0}")
    @CsvSource({
        "blank,6c82a562cb808d10d632be89c8513ebf6c929f34ddfa8c9f63c9960ef6e348a3528c8a3fcc2f044e39a3fc5b94492f8f032e7549a20098f95b,"
                + "5fd7449b59b461fd2ce787ec616ad46a1da1342485a70e1f8a0ea75d80e96778edf124769b46c7061bd6783df1e50f6cd1fa1abeafe8256180,,"
                + "533a37f6bbe457251f023c0d88f976ae2dfb504a843e34d2074fd823d41a591f2b233f034f628281f2fd7a22ddd47d7828c59bd0a21bfd3980"
                + "ff0d2028d4b18a9df63e006c5d1c2d345b925d8dc00b4104852db99ac5c7cdda8530a113a0f4dbb61149f05a7363268c71d95808ff2e652600",
        "1 octet,c4eab05d357007c632f3dbb48489924d552b08fe0c353a0d4a1f00acda2c463afbea67c5e8d2877c5e3bc397a659949ef8021e954e0a12274e,"
                + "43ba28f430cdff456ae531545f7ecd0ac834a55d9358c0372bfa0c6c6798c0866aea01eb00742802b8438ea4cb82169c235160627b4c3a9480,03,"
                + "26b8f91727bd62897af15e41eb43c377efb9c610d48f2335cb0bd0087810f4352541b143c4b981b7e18f62de8ccdf633fc1bf037ab7cd77980"
                + "5e0dbcc0aae1cbcee1afb2e027df36bc04dcecbf154336c19f0af7e0a6472905e799f1953d2a0ff3348ab21aa4adafd1d234441cf807c03a00"
    })
    void ed448(String name, String secret, String point, String message, String signature) throws Exception {
        var key = new Ed448PrivateKey(hex(secret));
        assertThat(key.publicKey().blob())
                .isEqualTo(new WireWriter().utf8("ssh-ed448").string(hex(point)).toByteArray());
        assertThat(key.sign("ssh-ed448", hex(message))).isEqualTo(hex(signature));
        assertThat(verifies(SSHPublicKey.decode(key.publicKey().blob()), "ssh-ed448", hex(message), hex(signature)))
                .isTrue();
    }

    private static BigInteger number(String hex) {
        return new BigInteger(hex, 16);
    }

    /** RFC 6979 §A.2.1. */
    private static DSAParameters group() {
        return new DSAParameters(
                number(
                        "86F5CA03DCFEB225063FF830A0C769B9DD9D6153AD91D7CE27F787C43278B447E6533B86B18BED6E8A48B784A14C252C"
                                + "5BE0DBF60B86D6385BD2F12FB763ED8873ABFD3F5BA2E0A8C0A59082EAC056935E529DAF7C610467899C77ADEDFC846C"
                                + "881870B7B19B2B58F9BE0521A17002E3BDD6B86685EE90B3D9A1B02B782B1779"),
                number("996F967F6C8E388D9E28D01E205FBA957A5698B1"),
                number(
                        "07B0F92546150B62514BB771E2A0C0CE387F03BDA6C56B505209FF25FD3C133D89BBCD97E904E09114D9A7DEFDEADFC9"
                                + "078EA544D2E401AEECC40BB9FBBF78FD87995A10A1C27CB7789B594BA7EFB5C4326A9FE59A070E136DB77175464ADCA4"
                                + "17BE5DCE2F40D10A46A3A3943F26AB7FD9C0398FF8C76EE0A56826A8A88F1DBD"));
    }

    @Test
    void dsaIsThatOfRFC6979() throws Exception { // §A.2.1 with SHA-1, "sample"
        var key = DSAPrivateKey.ofScalar(group(), number("411602CB19A6CCC34494D79D98EF1E7ED5AF25F7"));
        byte[] expected = hex("2e1a0c2562b2912caaf89186fb0f42001585da5529efb6b0aff2d7a68eb70ca313022253b9a88df5");
        byte[] sample = "sample".getBytes(UTF_8);
        assertThat(key.sign("ssh-dss", sample)).isEqualTo(expected);
        assertThat(verifies(key.publicKey(), "ssh-dss", sample, expected)).isTrue();
    }

    @Test
    void dsaSignaturesOutOfRangeAreWrong() throws Exception {
        var key = DSAPrivateKey.ofScalar(group(), BigInteger.valueOf(12_345));
        byte[] good = key.sign("ssh-dss", DATA);
        BigInteger q = group().getQ();
        var r = new BigInteger(1, Arrays.copyOf(good, 20));
        var s = new BigInteger(1, Arrays.copyOfRange(good, 20, 40));
        for (var pair : List.of(
                List.of(BigInteger.ZERO, s),
                List.of(r, BigInteger.ZERO),
                List.of(BigInteger.ZERO, BigInteger.ZERO),
                List.of(q, s),
                List.of(r, q),
                List.of(BigInteger.ONE, BigInteger.ZERO))) {
            byte[] forged = new WireWriter()
                    .raw(RSAPublicKey.unsigned(pair.get(0), 20))
                    .raw(RSAPublicKey.unsigned(pair.get(1), 20))
                    .toByteArray();
            assertThat(verifies(key.publicKey(), "ssh-dss", DATA, forged)).isFalse();
        }
        for (int length : new int[] {0, 20, 39, 41, 46}) {
            assertThat(verifies(key.publicKey(), "ssh-dss", DATA, Arrays.copyOf(good, length)))
                    .isFalse();
        }
    }

    @Test
    void dsaKeysThatNobodyHonestHasAreRefused() {
        var g = group();
        BigInteger y = g.getG().modPow(BigInteger.TEN, g.getP());
        var bad = List.of(
                List.of(g.getP(), g.getQ(), BigInteger.ONE, y),
                List.of(g.getP(), g.getQ(), g.getG(), BigInteger.ONE),
                List.of(g.getP(), g.getQ(), g.getG(), BigInteger.ZERO),
                List.of(g.getP(), g.getQ(), g.getG(), g.getP()),
                List.of(g.getP(), g.getQ(), g.getG(), g.getP().subtract(BigInteger.ONE)), // of order 2
                List.of(g.getP(), g.getQ(), g.getG(), BigInteger.TWO),
                List.of(g.getP(), g.getQ().add(BigInteger.TWO), g.getG(), y),
                List.of(g.getP().shiftRight(1).setBit(0), g.getQ(), g.getG(), y),
                List.of(BigInteger.ZERO, BigInteger.ZERO, BigInteger.ZERO, BigInteger.ZERO),
                List.of(g.getP().negate(), g.getQ(), g.getG(), y));
        for (var numbers : bad) {
            var blob = new WireWriter().utf8("ssh-dss");
            numbers.forEach(blob::mpint);
            assertThatThrownBy(() -> SSHPublicKey.decode(blob.toByteArray())).isInstanceOf(ProtocolException.class);
        }
    }

    // signatures that OpenSSH's own tests hold (PROTOCOL.sshsig around them)

    private static WireReader sshsig(String name) throws Exception {
        String text = Fixtures.text("signatures/" + name + ".sig").replaceAll("-----[A-Z ]+-----", "");
        var in = new WireReader(Base64.getMimeDecoder().decode(text));
        in.raw(6);
        in.uint32();
        return in;
    }

    private static byte[] openSSHSignedData() {
        return new WireWriter()
                .raw("SSHSIG".getBytes(UTF_8))
                .utf8("unittest")
                .utf8("")
                .utf8("sha512")
                .string(Fingerprint.hash(new SHA512Digest(), Fixtures.bytes("signatures/openssh-signed-data")))
                .toByteArray();
    }

    private static byte[] signature(WireReader in) throws Exception {
        in.string(100);
        in.string(100);
        in.string(100);
        return in.string(10_000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"openssh-ed25519_sk", "openssh-ecdsa_sk", "openssh-ecdsa_sk_webauthn"})
    void securityKeySignaturesOfOpenSSHAreRight(String name) throws Exception {
        var key = SSHPublicKey.parse(Fixtures.text("signatures/" + name + ".pub"));
        var in = sshsig(name);
        assertThat(SSHPublicKey.decode(in.string(10_000))).isEqualTo(key);
        byte[] signature = signature(in);
        String algorithm = new WireReader(signature).name(64);
        assertThat(algorithm.startsWith("webauthn-")).isEqualTo(name.endsWith("webauthn"));
        assertThat(key.verify(algorithm, openSSHSignedData(), signature)).isTrue();
        assertThat(key.verify(algorithm, DATA, signature)).isFalse();
        assertThat(key.verify(key.type(), openSSHSignedData(), signature)).isEqualTo(algorithm.equals(key.type()));
        for (int i = 0; i < signature.length; i++) {
            signature[i] ^= 1;
            assertThat(key.verify(algorithm, openSSHSignedData(), signature))
                    .as("byte %s", i)
                    .isFalse();
            signature[i] ^= 1;
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ed25519", "ecdsa", "webauthn"})
    void securityKeysMustBeTouchedUnlessToldOtherwise(String kind) throws Exception {
        var device = kind.equals("ed25519") ? SoftSecurityKey.ed25519("ssh:") : SoftSecurityKey.ecdsa("ssh:");
        String algorithm = kind.equals("webauthn")
                ? "webauthn-sk-ecdsa-sha2-nistp256@openssh.com"
                : device.publicKey().type();
        var key = device.publicKey();
        byte[] touched = device.withFlags(1).sign(algorithm, DATA);
        byte[] nobody = device.withFlags(0).sign(algorithm, DATA);
        byte[] verified = device.withFlags(5).sign(algorithm, DATA);
        byte[] onlyVerified = device.withFlags(4).sign(algorithm, DATA);
        assertThat(key.verify(algorithm, DATA, touched)).isTrue();
        assertThat(key.verify(algorithm, DATA, nobody)).isFalse();
        assertThat(key.verify(algorithm, DATA, onlyVerified)).isFalse();
        assertThat(key.verify(algorithm, DATA, nobody, SecurityKeyUse.ANY)).isTrue();
        var verifiedToo = SecurityKeyUse.TOUCHED.andVerified();
        assertThat(key.verify(algorithm, DATA, touched, verifiedToo)).isFalse();
        assertThat(key.verify(algorithm, DATA, verified, verifiedToo)).isTrue();
        assertThat(key.verify(algorithm, DATA, onlyVerified, verifiedToo)).isFalse();
        assertThat(key.verify(algorithm, DATA, onlyVerified, SecurityKeyUse.ANY.andVerified()))
                .isTrue();
        assertThat(device.withApplication("ssh:other").publicKey().verify(algorithm, DATA, touched))
                .isFalse();
    }

    @Test
    void whatABrowserSignedMustBeThisMessageFromThisOrigin() throws Exception {
        var device = SoftSecurityKey.ecdsa("example.com");
        var key = device.publicKey();
        String webauthn = "webauthn-sk-ecdsa-sha2-nistp256@openssh.com";
        String client = "{\"type\":\"webauthn.get\",\"challenge\":\"ZGF0YQ\",\"origin\":\"https://example.com\"";
        assertThat(key.verify(webauthn, DATA, device.web(client + "}", "https://example.com", 1, new byte[0])))
                .isTrue();
        assertThat(key.verify(webauthn, DATA, device.web(client + ",\"x\":1}", "https://example.com", 1, new byte[0])))
                .isTrue();
        assertThat(key.verify(
                        webauthn, DATA, device.web(client + "}", "https://example.com", 0x81, new byte[] {(byte) 0xa0
                        })))
                .isTrue();
        for (byte[] wrong : List.of(
                device.web(client + "}", "https://example.org", 1, new byte[0]),
                device.web(client + "}", "https://example.com", 0x41, new byte[0]),
                device.web(client + "}", "https://example.com", 0x81, new byte[0]),
                device.web(client + "}", "https://example.com", 1, new byte[] {(byte) 0xa0}),
                device.web(client.replace("get", "create") + "}", "https://example.com", 1, new byte[0]),
                device.web(client.replace("ZGF0YQ", "ZGF0YQ==") + "}", "https://example.com", 1, new byte[0]),
                device.web(
                        client + ",\"x\":\"y\"}",
                        "https://example.com\",\"x\":\"y",
                        1,
                        new byte[0]))) { // JSON in the origin
            assertThat(key.verify(webauthn, DATA, wrong)).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"openssh-ed25519_sk", "openssh-ecdsa_sk"})
    void theFileOfASecurityKeyHoldsAHandleThatIsKeptAndCannotSign(String name) throws Exception {
        try (var pair = SSHKeyPair.read(Fixtures.path("keyfiles/" + name))) {
            assertThat(pair.publicKey()).isEqualTo(SSHPublicKey.parse(Fixtures.text("signatures/" + name + ".pub")));
            try (var again = SSHKeyPair.parse(pair.format(new char[0], 1), new char[0])) {
                assertThat(again.publicKey()).isEqualTo(pair.publicKey());
            }
            assertThatThrownBy(() -> pair.sign(pair.publicKey().type(), DATA))
                    .isInstanceOf(SSHException.class)
                    .hasMessageContaining("agent");
        }
    }

    // ML-DSA-44 with Ed25519: no peer here has it; Bouncy Castle's own composite is another implementation of the same
    // draft

    private static final String MLDSA = "ssh-mldsa44-ed25519@openssh.com";

    @Test
    void theCompositeIsThatOfTheDraft() throws Exception {
        var provider = new BouncyCastleProvider();
        Security.addProvider(provider); // its composites look their halves up by its name
        try {
            compositesAgree(provider);
        } finally {
            Security.removeProvider(provider.getName());
        }
    }

    private static void compositesAgree(Provider provider) throws Exception {
        var generator = KeyPairGenerator.getInstance("MLDSA44-Ed25519-SHA512", provider);
        var pair = generator.generateKeyPair();
        byte[] spki = pair.getPublic().getEncoded();
        byte[] both = Arrays.copyOfRange(spki, spki.length - 1344, spki.length); // BIT STRING of mldsaPK || ed25519PK
        var key = SSHPublicKey.decode(new WireWriter().utf8(MLDSA).string(both).toByteArray());
        var signer = Signature.getInstance("MLDSA44-Ed25519-SHA512", provider);
        signer.initSign(pair.getPrivate());
        signer.update(DATA);
        byte[] signature = signer.sign();
        assertThat(signature).hasSize(2484);
        assertThat(verifies(key, MLDSA, DATA, signature)).isTrue();

        var ours = new MLDSA44Ed25519PrivateKey(new byte[64], JCA.secureRandom());
        var in = new WireReader(ours.publicKey().blob());
        in.string(64);
        System.arraycopy(in.string(1344), 0, spki, spki.length - 1344, 1344);
        var verifier = Signature.getInstance("MLDSA44-Ed25519-SHA512", provider);
        verifier.initVerify(KeyFactory.getInstance("MLDSA44-Ed25519-SHA512", provider)
                .generatePublic(new java.security.spec.X509EncodedKeySpec(spki)));
        verifier.update(DATA);
        assertThat(verifier.verify(ours.sign(MLDSA, DATA))).isTrue();
    }

    @Test
    void theCompositeNeedsBothSignatures() throws Exception {
        var one = new MLDSA44Ed25519PrivateKey(new byte[64], JCA.secureRandom());
        byte[] good = one.sign(MLDSA, DATA);
        byte[] other = one.sign(MLDSA, "other".getBytes(UTF_8));
        assertThat(verifies(one.publicKey(), MLDSA, DATA, good)).isTrue();
        byte[] mixed = good.clone();
        System.arraycopy(other, 2420, mixed, 2420, 64);
        assertThat(verifies(one.publicKey(), MLDSA, DATA, mixed)).isFalse();
        mixed = good.clone();
        System.arraycopy(other, 0, mixed, 0, 2420);
        assertThat(verifies(one.publicKey(), MLDSA, DATA, mixed)).isFalse();
        for (int length : new int[] {0, 64, 2420, 2483, 2485}) {
            assertThat(verifies(one.publicKey(), MLDSA, DATA, Arrays.copyOf(good, length)))
                    .isFalse();
        }
        for (int length : new int[] {0, 32, 1312, 1343, 1345}) {
            byte[] blob = new WireWriter().utf8(MLDSA).string(new byte[length]).toByteArray();
            assertThatThrownBy(() -> SSHPublicKey.decode(blob)).isInstanceOf(ProtocolException.class);
        }
    }
}
