package io.javamiko.keys.certificates;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.javamiko.ProtocolException;
import io.javamiko.keys.SSHKeyPair;
import io.javamiko.keys.SSHPublicKey;
import io.javamiko.keys.SignatureAlgorithms;
import io.javamiko.keys.Signer;
import io.javamiko.keys.SoftSecurityKey;
import io.javamiko.keys.TestKeys;
import io.javamiko.keys.certificates.CertificateCheck.Refusal;
import io.javamiko.wire.WireWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CertificateTest {
    private static final byte[] DATA = "data".getBytes(UTF_8);
    private static final Instant NOW = Instant.ofEpochSecond(2_000_000_000L);
    private static final CertificateCheck USER = CertificateCheck.of(CertificateType.USER);
    private static final CertificateCheck HOST = CertificateCheck.of(CertificateType.HOST);

    static Stream<Signer> everyKey() {
        return Stream.concat(
                TestKeys.all().stream(), Stream.of(SoftSecurityKey.ed25519("ssh:"), SoftSecurityKey.ecdsa("ssh:")));
    }

    private static Certificate issued(Consumer<CertificateBuilder> settings) throws Exception {
        return Certificate.issue(TestKeys.rsa(), TestKeys.ed25519().publicKey(), settings);
    }

    @ParameterizedTest(name = "{0}", autoCloseArguments = false)
    @MethodSource("everyKey")
    void everyTypeOfKeyIsCertifiedAndCertifies(Signer key) throws Exception {
        String type = key.publicKey().type();
        for (var certificate : List.of(
                Certificate.issue(
                        TestKeys.ed25519(),
                        key.publicKey(),
                        c -> c.user("alice", "bob")
                                .keyId("ID ☃")
                                .serial(-1)
                                .validAfter(NOW)
                                .validBefore(NOW.plusSeconds(10))
                                .forceCommand("ls -l")
                                .sourceAddress("192.0.2.0/24")),
                Certificate.issue(key, TestKeys.rsa().publicKey(), c -> c.host("example.com")))) {
            var again = Certificate.parse(certificate.format("comment"));
            assertThat(again).isEqualTo(certificate);
            assertThat(again.key().isCertificate()).isTrue();
        }
        var certificate = Certificate.issue(TestKeys.ed25519(), key.publicKey(), c -> c.user("alice"));
        assertThat(certificate.key().type()).isEqualTo(SignatureAlgorithms.certified(type));
        assertThat(certificate.key().plain()).isEqualTo(key.publicKey());
        assertThat(certificate.key().fingerprint()).isEqualTo(key.publicKey().fingerprint());
        var signer = CertifiedSigner.of(key, certificate);
        for (String plain : SignatureAlgorithms.allOfKeyType(type)) {
            String name = SignatureAlgorithms.certified(plain);
            byte[] signature = signer.sign(name, DATA);
            assertThat(signer.publicKey().verify(name, DATA, signature)).isTrue();
            assertThat(signer.publicKey().verify(plain, DATA, signature)).isFalse();
            assertThat(signer.publicKey().verify(name, "dato".getBytes(UTF_8), signature))
                    .isFalse();
            assertThat(key.publicKey().verify(plain, DATA, signature)).isTrue();
        }
    }

    @Test
    void fieldsAreWhatWasSaid() throws Exception {
        var certificate = issued(c -> c.user("alice", "bob")
                .keyId("ID ☃")
                .serial(-1)
                .validAfter(NOW)
                .validBefore(NOW.plusSeconds(10))
                .forceCommand("ls -l")
                .sourceAddress("192.0.2.0/24")
                .without("permit-pty")
                .extension("login@example.com", new byte[] {1, 2}));
        assertThat(certificate.principals()).containsExactly("alice", "bob");
        assertThat(certificate.keyId()).isEqualTo("ID ☃");
        assertThat(certificate.serial()).isEqualTo(-1);
        assertThat(certificate.validAfter()).isEqualTo(NOW);
        assertThat(certificate.validBefore()).isEqualTo(NOW.plusSeconds(10));
        assertThat(certificate.forceCommand()).contains("ls -l");
        assertThat(certificate.sourceAddress()).contains("192.0.2.0/24");
        assertThat(certificate.extensions())
                .containsOnlyKeys(
                        "login@example.com",
                        "permit-X11-forwarding",
                        "permit-agent-forwarding",
                        "permit-port-forwarding",
                        "permit-user-rc");
        assertThat(certificate.authority()).isEqualTo(TestKeys.rsa().publicKey());
        assertThat(certificate.signatureAlgorithm()).isEqualTo("rsa-sha2-512");
        var host = issued(c -> c.host());
        assertThat(host.extensions()).isEmpty();
        assertThat(host.principals()).isEmpty();
        assertThat(host.validBefore()).isEqualTo(Certificate.FOREVER);
        assertThat(host.validAfter()).isEqualTo(Instant.EPOCH);
        var clock = Clock.fixed(NOW, ZoneOffset.UTC);
        assertThat(issued(c -> c.user("a").clock(clock).validFor(Duration.ofHours(1)))
                        .validBefore())
                .isEqualTo(NOW.plusSeconds(3600));
    }

    private static void assertRefused(Refusal refusal, CertificateCheck check, Certificate certificate) {
        assertThat(check.refusal(certificate, "alice"::equals, NOW)).contains(refusal);
    }

    @Test
    void aCertificateIsForItsTypeTimeNameAndRestrictions() throws Exception {
        assertThat(USER.refusal(issued(c -> c.user("bob", "alice")), "alice"::equals, NOW))
                .isEmpty();
        assertRefused(Refusal.WRONG_TYPE, HOST, issued(c -> c.user("alice")));
        assertRefused(Refusal.WRONG_TYPE, USER, issued(c -> c.host("alice")));
        assertRefused(Refusal.OTHER_PRINCIPAL, USER, issued(c -> c.user("bob")));
        assertRefused(Refusal.OTHER_PRINCIPAL, USER, issued(c -> c.user()));
        assertThat(HOST.refusal(issued(c -> c.host()), "alice"::equals, NOW)).isEmpty();
        assertRefused(Refusal.NOT_YET_VALID, USER, issued(c -> c.user("alice").validAfter(NOW.plusSeconds(1))));
        assertThat(USER.refusal(issued(c -> c.user("alice").validAfter(NOW)), "alice"::equals, NOW))
                .isEmpty();
        assertRefused(Refusal.EXPIRED, USER, issued(c -> c.user("alice").validBefore(NOW)));
        assertThat(USER.refusal(issued(c -> c.user("alice").validBefore(NOW.plusSeconds(1))), "alice"::equals, NOW))
                .isEmpty();
        var unknown = Refusal.UNKNOWN_CRITICAL_OPTION;
        assertRefused(unknown, USER, issued(c -> c.user("alice").criticalOption("x@example.com", new byte[0])));
        assertRefused(unknown, USER, issued(c -> c.user("alice").criticalOption("force-command", new byte[] {1})));
        assertRefused(unknown, HOST, issued(c -> c.host("alice").forceCommand("ls")));
        assertThat(USER.refusal(issued(c -> c.user("alice").verifyRequired()), "alice"::equals, NOW))
                .isEmpty();
    }

    @Test
    void anAuthorityThatSignsWithSHA1MustBeAllowedByName() throws Exception {
        var certificate = issued(c -> c.user("alice").signatureAlgorithm("ssh-rsa"));
        assertThat(certificate.signatureAlgorithm()).isEqualTo("ssh-rsa");
        assertRefused(Refusal.AUTHORITY_ALGORITHM, USER, certificate);
        assertThat(USER.withAuthorityAlgorithms(List.of("ssh-rsa")).refusal(certificate, "alice"::equals, NOW))
                .isEmpty();
        assertRefused(
                Refusal.AUTHORITY_ALGORITHM,
                USER,
                Certificate.issue(
                        SSHKeyPair.generate("ssh-rsa", 1024), TestKeys.rsa().publicKey(), c -> c.user("alice")));
        var dsa = SSHKeyPair.generate("ssh-dss");
        assertRefused(
                Refusal.AUTHORITY_ALGORITHM,
                USER,
                Certificate.issue(dsa, TestKeys.rsa().publicKey(), c -> c.user("alice")));
    }

    @Test
    void authoritiesAreNoCertificatesThemselves() throws Exception {
        var certificate = issued(c -> c.user("alice"));
        var chained = CertifiedSigner.of(TestKeys.ed25519(), certificate);
        assertThatThrownBy(() -> Certificate.issue(chained, TestKeys.rsa().publicKey(), c -> c.user("alice")))
                .isInstanceOf(ProtocolException.class);
        assertThatThrownBy(() -> CertifiedSigner.of(TestKeys.rsa(), certificate))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> issued(c -> {})).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Certificate.of(TestKeys.rsa().publicKey())).isInstanceOf(ProtocolException.class);
    }

    @Test
    void aChangedByteIsNoCertificate() throws Exception {
        byte[] blob = issued(c -> c.user("alice").keyId("id")).key().blob();
        for (int i = 0; i < blob.length; i++) {
            byte[] changed = blob.clone();
            changed[i] ^= 1;
            assertThatThrownBy(() -> Certificate.decode(changed))
                    .as("byte %s", i)
                    .isInstanceOf(ProtocolException.class);
        }
    }

    private static final Certificate SAMPLE = sample();

    private static Certificate sample() {
        try {
            return issued(c -> c.user("alice").keyId("id").forceCommand("ls"));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Property
    void anyBytesAreACertificateOrAProtocolError(@ForAll byte[] bytes, @ForAll long seed) {
        byte[] blob = SAMPLE.key().blob();
        var random = new Random(seed);
        int at = random.nextInt(blob.length);
        byte[] spliced = new WireWriter()
                .raw(blob, 0, at)
                .raw(bytes)
                .raw(blob, at, blob.length - at)
                .toByteArray();
        for (byte[] input : List.of(
                bytes,
                spliced,
                new WireWriter().utf8(SAMPLE.key().type()).raw(bytes).toByteArray())) {
            try {
                assertThat(Certificate.decode(input)).isEqualTo(SAMPLE);
            } catch (ProtocolException e) {
                assertThat(e).hasMessageNotContaining("null");
            }
            try {
                assertThat(SSHPublicKey.decode(input).blob()).isEqualTo(input);
            } catch (ProtocolException e) {
                assertThat(e).hasMessageNotContaining("null");
            }
        }
    }
}
