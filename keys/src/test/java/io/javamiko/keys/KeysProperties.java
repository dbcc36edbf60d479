package io.javamiko.keys;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.javamiko.ProtocolException;
import io.javamiko.keys.files.KeyFileException;
import io.javamiko.wire.WireReader;
import io.javamiko.wire.WireWriter;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** Whatever bytes come in, a value or our error comes out. */
class KeysProperties {
    private static final byte[] DATA = "data".getBytes(UTF_8);

    @Provide
    Arbitrary<SSHKeyPair> pair() {
        return Arbitraries.of(TestKeys.all());
    }

    @Provide
    Arbitrary<String> file() {
        return Arbitraries.of(
                "ed25519-plain", "ecdsa-521-plain", "rsa-2048-plain", "ed25519-aes256-ctr", "ed25519-aes256-gcm");
    }

    /** Changes, inserts or takes out a few bytes. */
    static byte[] mutated(byte[] bytes, long seed) {
        var random = new Random(seed);
        byte[] out = bytes.clone();
        for (int i = random.nextInt(3); i >= 0 && out.length > 0; i--) {
            int at = random.nextInt(out.length);
            switch (random.nextInt(4)) {
                case 0 -> out[at] ^= (byte) (1 << random.nextInt(8));
                case 1 -> out[at] = (byte) (random.nextBoolean() ? 0xff : 0);
                case 2 -> out = spliced(out, at, at + 1 + random.nextInt(out.length - at), new byte[0]);
                default -> {
                    byte[] more = new byte[1 + random.nextInt(4)];
                    random.nextBytes(more);
                    out = spliced(out, at, at, more);
                }
            }
        }
        return out;
    }

    private static byte[] spliced(byte[] bytes, int from, int to, byte[] middle) {
        return new WireWriter()
                .raw(bytes, 0, from)
                .raw(middle)
                .raw(bytes, to, bytes.length - to)
                .toByteArray();
    }

    @Property
    void anyBytesAreAKeyOrAProtocolError(@ForAll byte[] bytes) {
        decode(bytes);
    }

    @Property
    void anyBytesBehindAKnownTypeAreAKeyOrAProtocolError(@ForAll("type") String type, @ForAll byte[] bytes) {
        decode(new WireWriter().utf8(type).raw(bytes).toByteArray());
        decode(new WireWriter().utf8(type).string(bytes).toByteArray());
        decode(new WireWriter().utf8(type).string(bytes).string(bytes).toByteArray());
    }

    /** Every type of key, certificates and security keys included. */
    @Provide
    Arbitrary<String> type() {
        return Arbitraries.of(SignatureAlgorithms.all().stream()
                .map(name -> SignatureAlgorithms.keyType(name).orElseThrow())
                .distinct()
                .toList());
    }

    @Property
    void aKeyMutatedIsAKeyOrAProtocolError(@ForAll("pair") SSHKeyPair pair, @ForAll long seed) {
        decode(mutated(pair.publicKey().blob(), seed));
    }

    private static void decode(byte[] bytes) {
        try {
            assertThat(SSHPublicKey.decode(bytes).blob()).isEqualTo(bytes);
        } catch (ProtocolException e) {
            assertThat(e).hasMessageNotContaining("null");
        }
    }

    private static String algorithm(SSHKeyPair pair) {
        return SignatureAlgorithms.allOfKeyType(pair.publicKey().type()).get(0);
    }

    @Property
    void aSignatureMutatedIsWrongOrTheSame(@ForAll("pair") SSHKeyPair pair, @ForAll long seed) throws Exception {
        String algorithm = algorithm(pair);
        byte[] signature = pair.sign(algorithm, DATA);
        byte[] mutated = mutated(signature, seed);
        assertThat(pair.publicKey().verify(algorithm, DATA, mutated)).isEqualTo(sameSignature(signature, mutated));
    }

    private static boolean sameSignature(byte[] one, byte[] other) throws ProtocolException {
        if (java.util.Arrays.equals(one, other)) {
            return true;
        }
        try { // RSA's leading zeros may lack
            var a = new WireReader(one);
            var b = new WireReader(other);
            return a.name(64).equals("rsa-sha2-512")
                    && b.name(64).equals("rsa-sha2-512")
                    && new java.math.BigInteger(1, a.string(300)).equals(new java.math.BigInteger(1, b.string(256)))
                    && b.remaining() == 0;
        } catch (ProtocolException e) {
            return false;
        }
    }

    @Property
    void anyBytesAreNoSignature(@ForAll("pair") SSHKeyPair pair, @ForAll byte[] bytes) {
        for (String algorithm :
                SignatureAlgorithms.allOfKeyType(pair.publicKey().type())) {
            byte[] blob = new WireWriter().utf8(algorithm).string(bytes).toByteArray();
            assertThat(pair.publicKey().verify(algorithm, DATA, blob)).isFalse();
            assertThat(pair.publicKey().verify(algorithm, DATA, bytes)).isFalse();
        }
    }

    @Property
    void anyBytesAreNoKeyFileOrOurError(@ForAll byte[] bytes) {
        parse(bytes);
        parse(armoured(bytes));
        parse(armoured(new WireWriter()
                .raw("openssh-key-v1\0".getBytes(UTF_8))
                .raw(bytes)
                .toByteArray()));
    }

    @Property(tries = 500)
    void aKeyFileMutatedInItsTextIsReadOrOurError(@ForAll("file") String name, @ForAll long seed) throws Exception {
        byte[] file = Fixtures.bytes("keyfiles/" + name);
        assertSameOrRefused(name, mutated(file, seed));
    }

    @Property(tries = 1000)
    void aKeyFileMutatedInItsBytesIsReadOrOurError(@ForAll("file") String name, @ForAll long seed) throws Exception {
        String text = new String(Fixtures.bytes("keyfiles/" + name), ISO_8859_1);
        byte[] body = Base64.getMimeDecoder().decode(text.replaceAll("-----[A-Z ]+-----", ""));
        assertSameOrRefused(name, armoured(mutated(body, seed)));
    }

    /** A file that is still read holds a key that signs, and not half of one. */
    private static void assertSameOrRefused(String name, byte[] file) throws Exception {
        try (var pair = SSHKeyPair.parse(file, Fixtures.passphrase(name))) {
            String algorithm = pair.signatureAlgorithms().get(0);
            assertThat(pair.publicKey().verify(algorithm, DATA, pair.sign(algorithm, DATA)))
                    .isTrue();
        } catch (KeyFileException e) {
            assertThat(e.reason()).isNotNull();
        }
    }

    private static byte[] armoured(byte[] body) {
        return ("-----BEGIN OPENSSH PRIVATE KEY-----\n" + Base64.getEncoder().encodeToString(body)
                        + "\n-----END OPENSSH PRIVATE KEY-----\n")
                .getBytes(UTF_8);
    }

    private static void parse(byte[] file) {
        try {
            SSHKeyPair.parse(file, "x".toCharArray()).close();
        } catch (KeyFileException e) {
            assertThat(e.getMessage()).isNotBlank();
        }
    }

    @Property
    void anyTextIsALineOrOurError(@ForAll String text) {
        for (var line : List.of(
                text, "ssh-ed25519 " + text, TestKeys.ed25519().publicKey().format("") + text)) {
            try {
                var parsed = PublicKeyLine.parse(line);
                assertThat(PublicKeyLine.parse(parsed.format())).isEqualTo(parsed);
            } catch (KeyFileException e) {
                assertThat(e.reason()).isEqualTo(KeyFileException.Reason.MALFORMED);
            }
        }
    }

    @Property(tries = 100)
    void whatIsWrittenIsRead(
            @ForAll("pair") SSHKeyPair pair, @ForAll char[] passphrase, @ForAll @IntRange(min = 1, max = 3) int rounds)
            throws Exception {
        byte[] file = pair.format(passphrase, rounds);
        try (var again = SSHKeyPair.parse(file, passphrase)) {
            assertThat(again.publicKey()).isEqualTo(pair.publicKey());
        }
    }
}
