package io.javamiko.keys.krl;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.javamiko.ProtocolException;
import io.javamiko.keys.SSHKeyPair;
import io.javamiko.keys.SSHPublicKey;
import io.javamiko.keys.TestKeys;
import io.javamiko.keys.files.KeyFileException;
import io.javamiko.keys.krl.KRLSpecification.Authority;
import io.javamiko.wire.WireWriter;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class KRLTest {
    private static final SSHPublicKey A = TestKeys.all().get(0).publicKey();
    private static final SSHPublicKey B = TestKeys.all().get(1).publicKey();
    private static final SSHPublicKey C = TestKeys.all().get(2).publicKey();
    private static final SSHPublicKey CA = TestKeys.all().get(3).publicKey();

    private static KRL again(KRL list) throws ProtocolException {
        return KRL.decode(list.encode());
    }

    @Test
    void keysAreRevokedByThemselvesAndByTheirHashes() throws Exception {
        var list = again(KRL.of(r -> r.key(A).sha1(B).sha256(C)));
        assertThat(List.of(A, B, C)).allMatch(list::isRevoked);
        assertThat(list.isRevoked(CA)).isFalse();
        assertThat(KRL.of(r -> r.sha256(A.fingerprint() + "=")).isRevoked(A)).isTrue();
        assertThatThrownBy(() -> KRL.of(r -> r.sha256("SHA256:abcd"))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void certificatesAreRevokedOfOneAuthorityOrOfAny() throws Exception {
        var list = again(KRL.of(r -> {
            r.certificatesOf(CA).serial(7).serials(100, 200).serials(-5, -1).keyId("me");
            r.certificatesOfAnyAuthority().keyId("nobody").serial(1);
        }));
        for (long serial : new long[] {1, 7, 100, 150, 200, -5, -1}) {
            assertThat(list.isRevoked(CA, serial, "x")).isTrue();
        }
        for (long serial : new long[] {0, 2, 6, 8, 99, 201, -6, Long.MAX_VALUE, Long.MIN_VALUE}) {
            assertThat(list.isRevoked(CA, serial, "x")).isFalse();
        }
        assertThat(list.isRevoked(A, 7, "me")).isFalse();
        assertThat(list.isRevoked(A, 1, "")).isTrue();
        assertThat(list.isRevoked(A, 0, "nobody")).isTrue();
        assertThat(list.isRevoked(CA, 0, "me")).isTrue();
        assertThat(list.isRevoked(CA)).isFalse();
    }

    @Test
    void headerAndContentsStay() throws Exception {
        var list = again(KRL.of(r -> r.version(-1)
                .generated(Instant.ofEpochSecond(1_600_000_000))
                .comment("a list")
                .key(A)));
        assertThat(list.version()).isEqualTo(-1);
        assertThat(list.generated()).isEqualTo(Instant.ofEpochSecond(1_600_000_000));
        assertThat(list.comment()).isEqualTo("a list");
        var more = again(list.with(r -> r.version(3).key(B).certificatesOf(CA).serial(5)));
        assertThat(more.isRevoked(A) && more.isRevoked(B) && more.isRevoked(CA, 5, ""))
                .isTrue();
        assertThat(more.version()).isEqualTo(3);
        assertThat(more.comment()).isEqualTo("a list");
        assertThat(list.isRevoked(B)).isFalse();
    }

    @Test
    void rangesStayRangesAndDenseSerialsBecomeABitmap() throws Exception {
        assertThat(KRL.of(r -> r.certificatesOfAnyAuthority().serials(1, -1)).encode())
                .hasSizeLessThan(100);
        var list = KRL.of(r -> {
            var serials = r.certificatesOf(CA);
            for (int i = 1; i < 40_000; i += 2) {
                serials.serial(i);
            }
        });
        assertThat(list.encode()).hasSizeLessThan(40_000 / 8 + 1000);
        var read = again(list);
        for (int i = 1; i < 40_010; i++) {
            assertThat(read.isRevoked(CA, i, "")).isEqualTo(i % 2 == 1 && i < 40_000);
        }
    }

    @Test
    void aSignatureIsVerifiedAndMustBeTheLastSection() throws Exception {
        var list = KRL.of(r -> r.key(A));
        byte[] signed = list.encodeSigned(List.of(TestKeys.all().get(1), TestKeys.rsa()));
        assertThat(KRL.decode(signed).signers())
                .containsExactly(B, TestKeys.rsa().publicKey());
        byte[] changed = signed.clone();
        changed[15] ^= 1; // the version
        assertThatThrownBy(() -> KRL.decode(changed)).isInstanceOf(ProtocolException.class);
        byte[] more = Arrays.copyOf(signed, signed.length + 5);
        more[signed.length] = 2;
        assertThatThrownBy(() -> KRL.decode(more)).hasMessageContaining("behind its signature");
        assertThatThrownBy(() -> KRL.decode(KRL.of(r -> r.key(B))
                        .encodeSigned(List.of(TestKeys.all().get(1)))))
                .hasMessageContaining("revoked by it");
    }

    @Test
    void unknownExtensionsAreRefusedOnlyIfTheyAreCritical() throws Exception {
        for (boolean critical : new boolean[] {false, true}) {
            var extension = new WireWriter()
                    .utf8("new@example.com")
                    .bool(critical)
                    .utf8("contents")
                    .toByteArray();
            byte[] plain = KRL.of(r -> r.key(A)).encode();
            byte[] whole =
                    new WireWriter().raw(plain).uint8(255).string(extension).toByteArray();
            byte[] inside = withCertificates(0x39, extension);
            for (byte[] list : List.of(whole, inside)) {
                if (critical) {
                    assertThatThrownBy(() -> KRL.decode(list)).hasMessageContaining("critical extension");
                } else {
                    assertThat(KRL.decode(list).isRevoked(A)).isTrue();
                }
            }
        }
    }

    private static byte[] withCertificates(int type, byte[] section) {
        return new WireWriter()
                .raw(KRL.of(r -> r.key(A)).encode())
                .uint8(1)
                .string(new WireWriter()
                        .utf8("")
                        .utf8("")
                        .uint8(type)
                        .string(section)
                        .toByteArray())
                .toByteArray();
    }

    @Test
    void whatIsWrongIsRefused() {
        var bitmap = new WireWriter().uint64(-4).mpint(BigInteger.valueOf(0x1f)).toByteArray();
        var negative = new WireWriter().uint64(4).mpint(BigInteger.valueOf(-5)).toByteArray();
        var backwards = new WireWriter().uint64(4).uint64(3).toByteArray();
        var zero = new WireWriter().uint64(0).toByteArray();
        for (byte[] list : List.of(
                withCertificates(0x22, bitmap),
                withCertificates(0x22, negative),
                withCertificates(0x21, backwards),
                withCertificates(0x20, zero),
                withCertificates(0x44, zero),
                new WireWriter()
                        .raw(KRL.of(r -> r.key(A)).encode())
                        .uint8(77)
                        .utf8("")
                        .toByteArray(),
                new WireWriter().raw("SSHKRL\n\0".getBytes(UTF_8)).uint32(2).toByteArray())) {
            assertThatThrownBy(() -> KRL.decode(list)).isInstanceOf(ProtocolException.class);
        }
    }

    @Test
    void aBitmapOfTooManyRangesIsRefusedBeforeItTakesMemory() {
        var section = new WireWriter();
        byte[] bits = new byte[300 * 1024];
        Arrays.fill(bits, (byte) 0x55);
        section.uint64(1).string(bits);
        assertThatThrownBy(() -> KRL.decode(withCertificates(0x22, section.toByteArray())))
                .hasMessageContaining("1,048,576 ranges");
    }

    @Test
    void theBoundOfRangesIsOneForAllAuthorities() {
        byte[] bits = new byte[100 * 1024];
        Arrays.fill(bits, (byte) 0x55);
        byte[] bitmap = new WireWriter().uint64(1).string(bits).toByteArray();
        var out = new WireWriter().raw(KRL.of(r -> {}).encode());
        for (int authority = 1; authority <= 3; authority++) { // 409,600 ranges each
            var section = new WireWriter().string(new byte[] {(byte) authority}).utf8("");
            out.uint8(1).string(section.uint8(0x22).string(bitmap).toByteArray());
        }
        assertThatThrownBy(() -> KRL.decode(out.toByteArray())).hasMessageContaining("1,048,576 ranges");
    }

    @Test
    void aListOfPublicKeysIsAListOfRevokedKeys() throws Exception {
        String text = "# stolen\n\n" + A.format("a comment") + "\r\n" + B.format("") + "\n";
        var list = KRL.parse(text.getBytes(UTF_8));
        assertThat(list.isRevoked(A) && list.isRevoked(B)).isTrue();
        assertThat(list.isRevoked(C)).isFalse();
        assertThatThrownBy(() -> KRL.parse((text + "nonsense\n").getBytes(UTF_8)))
                .isInstanceOf(KeyFileException.class)
                .hasMessageContaining("line 5");
    }

    @Test
    void aSpecificationSaysAllOfIt() throws Exception {
        String text =
                "serial: 1\nserial:0x10-0x1F # some\n SERIAL: 010\nid: some one\nkey: " + A.format("x") + "\nsha1: "
                        + B.format("") + "\nsha256:" + C.format("") + "\nhash: "
                        + TestKeys.rsa().publicKey().fingerprint() + "\n# nothing\n";
        var list = KRL.of(r -> apply(text, new Authority.Of(CA), r));
        assertThat(List.of(A, B, C, TestKeys.rsa().publicKey())).allMatch(list::isRevoked);
        for (long serial : new long[] {1, 8, 16, 31}) {
            assertThat(list.isRevoked(CA, serial, "")).isTrue();
        }
        assertThat(list.isRevoked(CA, 0, "some one")).isTrue();
        assertThat(list.isRevoked(CA, 10, "")).isFalse();
        assertThat(list.toSpecification())
                .contains("serial: 16-31\n", "id: some one\n", "# CA key " + CA.fingerprint());
        for (String bad :
                List.of("serial: x", "serial: 0", "serial: 5-4", "serial:", "hash: MD5:00", "key: x", "what")) {
            assertThatThrownBy(
                            () -> KRLSpecification.apply(bad.getBytes(UTF_8), new Authority.Any(), new Revocations()))
                    .isInstanceOf(KeyFileException.class)
                    .hasMessageContaining("line 1");
        }
        assertThatThrownBy(
                        () -> KRLSpecification.apply("id: x".getBytes(UTF_8), new Authority.None(), new Revocations()))
                .hasMessageContaining("authority");
    }

    private static void apply(String text, Authority authority, Revocations to) {
        try {
            KRLSpecification.apply(text.getBytes(UTF_8), authority, to);
        } catch (KeyFileException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void itsOwnSpecificationRevokesTheSame() throws Exception {
        try (var other = SSHKeyPair.generate("ssh-ed25519")) {
            var list = KRL.of(r -> r.key(A)
                    .sha256(B)
                    .certificatesOfAnyAuthority()
                    .serials(5, 9)
                    .keyId("x"));
            var copy = KRL.of(r -> apply(list.toSpecification(), new Authority.Any(), r));
            assertThat(copy.isRevoked(A) && copy.isRevoked(B) && copy.isRevoked(CA, 6, ""))
                    .isTrue();
            assertThat(copy.isRevoked(other.publicKey())).isFalse();
        }
    }
}
