package io.javamiko.keys.sshsig;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.javamiko.ProtocolException;
import io.javamiko.keys.SSHKeyPair;
import io.javamiko.keys.TestKeys;
import io.javamiko.keys.certificates.Certificate;
import io.javamiko.keys.certificates.CertifiedSigner;
import io.javamiko.keys.krl.KRL;
import io.javamiko.keys.lists.AllowedSigners;
import io.javamiko.keys.sshsig.SignatureRefusedException.Reason;
import io.javamiko.wire.WireWriter;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SSHSignatureTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    static List<SSHKeyPair> everyType() {
        return TestKeys.all().stream()
                .filter(pair -> !pair.signatureAlgorithms().isEmpty()) // DSA can sign with SHA-1 alone
                .toList();
    }

    private static InputStream message(String text) {
        return new ByteArrayInputStream(text.getBytes(UTF_8));
    }

    private static AllowedSigners signers(String text) {
        return AllowedSigners.parse(text.getBytes(UTF_8), "signers", ZoneOffset.UTC);
    }

    private static void refused(Reason reason, SSHSignature signature, AllowedSigners signers, String principal) {
        assertThatThrownBy(() -> signature.verify(message("m"), "file", principal, signers, NOW))
                .isInstanceOfSatisfying(
                        SignatureRefusedException.class,
                        e -> assertThat(e.reason()).isEqualTo(reason));
    }

    @ParameterizedTest(name = "{0}", autoCloseArguments = false)
    @MethodSource("everyType")
    void aSignatureCountsForItsMessagePurposeAndSigner(SSHKeyPair pair) throws Exception {
        var made = SSHSignature.sign(pair, "file", message("m"));
        assertThat(made.algorithm()).isNotEqualTo("ssh-rsa");
        var signature = SSHSignature.parse(made.format());
        var signers = signers("me,you " + pair.publicKey().format("c"));
        assertThat(signature.verify(message("m"), "file", "me", signers, NOW).line())
                .isEqualTo(1);
        refused(Reason.NOT_ALLOWED, signature, signers, "Me");
        refused(Reason.NOT_ALLOWED, signature, signers(""), "me");
        refused(Reason.WRONG_SIGNATURE, SSHSignature.sign(pair, "file", message("n")), signers, "me");
        refused(Reason.WRONG_NAMESPACE, SSHSignature.sign(pair, "fil", message("m")), signers, "me");
        var revoked = Optional.of(KRL.of(r -> r.sha256(pair.publicKey())));
        assertThatThrownBy(() -> signature.verify(message("m"), "file", "me", signers, revoked, NOW))
                .hasMessageContaining("revoked");
    }

    @Test
    void aSHA1SignatureNeverCounts() throws Exception {
        var pair = TestKeys.rsa();
        byte[] hash = MessageHash.SHA512.of(message("m"));
        byte[] signed = new WireWriter()
                .raw("SSHSIG".getBytes(UTF_8))
                .utf8("file")
                .utf8("")
                .utf8("sha512")
                .string(hash)
                .toByteArray();
        byte[] blob = new WireWriter()
                .raw("SSHSIG".getBytes(UTF_8))
                .uint32(1)
                .string(pair.publicKey().blob())
                .utf8("file")
                .utf8("")
                .utf8("sha512")
                .string(pair.sign("ssh-rsa", signed))
                .toByteArray();
        refused(
                Reason.UNSUPPORTED,
                SSHSignature.decode(blob),
                signers("me " + pair.publicKey().format("")),
                "me");
    }

    @Test
    void aLongMessageIsReadInBites() throws Exception {
        var pair = TestKeys.ed25519();
        try (var one = new Zeros(300_000_000); // more than fits beside the tests
                var two = new Zeros(300_000_000)) {
            SSHSignature.sign(pair, "file", one).checkWithoutSigner(two, "file");
        }
    }

    /** So many zeros. */
    private static final class Zeros extends InputStream {
        private long left;

        Zeros(long count) {
            left = count;
        }

        @Override
        public int read() {
            return left-- > 0 ? 0 : -1;
        }

        @Override
        public int read(byte[] bytes, int offset, int count) {
            int some = (int) Math.min(count, left);
            left -= some;
            return some == 0 ? -1 : some;
        }
    }

    @Test
    void armorIsHeldToItsRules() throws Exception {
        String good =
                SSHSignature.sign(TestKeys.ed25519(), "file", message("m")).format();
        assertThat(SSHSignature.parse(good.replace("\n", "\r\n")).namespace()).isEqualTo("file");
        assertThat(good.lines()).allMatch(line -> line.length() <= 76);
        byte[] blob = SSHSignature.parse(good).encode();
        byte[] version2 = blob.clone();
        version2[9] = 2;
        for (String bad : List.of(
                "",
                " " + good,
                good.replace("-----END", "----END"),
                good.replaceFirst("SIGNATURE-----\n", "SIGNATURE-----"),
                good.replaceFirst("SIGNATURE-----\n", "SIGNATURE-----\n*"),
                "-----BEGIN SSH SIGNATURE-----\n" + Base64.getEncoder().encodeToString(version2)
                        + "\n-----END SSH SIGNATURE-----\n")) {
            assertThatThrownBy(() -> SSHSignature.parse(bad)).isInstanceOf(ProtocolException.class);
        }
        assertThatThrownBy(() -> SSHSignature.sign(TestKeys.ed25519(), "", message("m")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void timesAndNamespacesBoundALine() throws Exception {
        var key = TestKeys.ed25519().publicKey();
        var signers = signers("me valid-after=\"20260101\",VALID-BEFORE=\"202601020304Z\",namespaces=\"file,!git,g*\" "
                + key.format("") + "\n\"a b\" " + key.format("") + "\nme what " + key.format("") + "\nme\n");
        assertThat(signers.warnings()).hasSize(2);
        assertThat(signers.find("me", key, "file", NOW)).isPresent();
        assertThat(signers.find("me", key, "go", NOW)).isPresent();
        assertThat(signers.find("me", key, "git", NOW)).isEmpty();
        assertThat(signers.find("me", key, "file", NOW.minusSeconds(1))).isEmpty();
        assertThat(signers.find("me", key, "file", Instant.parse("2026-01-02T03:04:00Z")))
                .isPresent();
        assertThat(signers.find("me", key, "file", Instant.parse("2026-01-02T03:04:01Z")))
                .isEmpty();
        assertThat(signers.find("a b", key, "any", NOW)).isPresent();
        assertThat(signers.findPrincipals(key, NOW)).containsExactly("me");
        assertThat(signers.findPrincipals(key, NOW.minusSeconds(9))).containsExactly("a b");
        assertThat(signers.matchPrincipals("me")).hasSize(1);
    }

    @Test
    void anAuthorityDoesNotSignItself() {
        var key = TestKeys.ed25519().publicKey();
        assertThat(signers("me cert-authority " + key.format("")).find("me", key, "file", NOW))
                .isEmpty();
    }

    @Test
    void aCertificateSignsForItsPrincipalsWhileItsAuthorityIsAllowed() throws Exception {
        var authority = TestKeys.all().get(1);
        var pair = TestKeys.ed25519();
        var certificate = Certificate.issue(
                authority, pair.publicKey(), c -> c.user("me", "other").validBefore(NOW.plusSeconds(1)));
        var signature =
                SSHSignature.parse(SSHSignature.sign(CertifiedSigner.of(pair, certificate), "file", message("m"))
                        .format());
        String key = authority.publicKey().format("");
        var signers = signers("me,you cert-authority " + key);
        assertThat(signature
                        .verify(message("m"), "file", "me", signers, NOW)
                        .options()
                        .isCertAuthority())
                .isTrue();
        assertThat(signers.findPrincipals(signature.publicKey(), NOW)).containsExactly("me");
        refused(Reason.NOT_ALLOWED, signature, signers, "you");
        refused(Reason.NOT_ALLOWED, signature, signers, "other");
        refused(Reason.NOT_ALLOWED, signature, signers("me " + key), "me");
        refused(
                Reason.NOT_ALLOWED,
                signature,
                signers("me cert-authority " + pair.publicKey().format("")),
                "me");
        assertThat(signers.find("me", signature.publicKey(), "file", NOW.plusSeconds(1)))
                .isEmpty();
        var revoked = Optional.of(KRL.of(r -> r.key(authority.publicKey())));
        assertThatThrownBy(() -> signature.verify(message("m"), "file", "me", signers, revoked, NOW))
                .hasMessageContaining("revoked");
    }
}
