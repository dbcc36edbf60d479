package io.javamiko.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.javamiko.keys.files.KeyFileException;
import io.javamiko.wire.WireWriter;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PublicKeyLineTest {
    private static final String LINE = TestKeys.ed25519().publicKey().format("me at home");

    @Test
    void aLineIsReadAndWritten() throws Exception {
        var line = PublicKeyLine.parse("  " + LINE.replaceFirst(" ", " \t ") + " \r\n");
        assertThat(line.key()).isEqualTo(TestKeys.ed25519().publicKey());
        assertThat(line.comment()).isEqualTo("me at home");
        assertThat(line.format()).isEqualTo(LINE);
        assertThat(SSHPublicKey.parse(LINE)).isEqualTo(line.key()).hasSameHashCodeAs(line.key());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ssh-ed25519",
                "ssh-ed25519 AAAA",
                "ssh-ed25519 *",
                "1024 65537 123",
                "# comment here",
                "ssh-rsa AAAAC3NzaC1lZDI1NTE5AAAAIBvHYSxPkjjMws8+X1f8WPxIok3X/x8GoEUPHX9F9Vw+"
            })
    void whatIsNoSuchLineIsRefused(String line) {
        assertThatThrownBy(() -> PublicKeyLine.parse(line)).isInstanceOf(KeyFileException.class);
    }

    @Test
    void severalLinesAreNotOne() {
        assertThatThrownBy(() -> PublicKeyLine.parse(LINE + "\n" + LINE)).isInstanceOf(KeyFileException.class);
        assertThatThrownBy(() -> PublicKeyLine.parse(LINE + "x".repeat(70_000))).isInstanceOf(KeyFileException.class);
    }

    @Test
    void aKeyOfAnUnknownTypeIsHeldAndVerifiesNothing() throws Exception {
        byte[] blob =
                new WireWriter().utf8("ssh-new@example.com").string(new byte[5]).toByteArray();
        String text = "ssh-new@example.com " + Base64.getEncoder().encodeToString(blob) + " c";
        var line = PublicKeyLine.parse(text);
        assertThat(line.key().type()).isEqualTo("ssh-new@example.com");
        assertThat(line.key().signatureAlgorithms()).isEmpty();
        assertThat(line.key().bits()).isZero();
        assertThat(line.key().verify("ssh-new@example.com", new byte[0], blob)).isFalse();
        assertThat(line.key()
                        .verify("ssh-ed25519", new byte[0], TestKeys.ed25519().sign("ssh-ed25519", new byte[0])))
                .isFalse();
        assertThat(line.format()).isEqualTo(text);
    }

    @Test
    void theTableOfAlgorithmsIsThatOfTheArchitecture() {
        assertThat(SignatureAlgorithms.modern().stream().filter(name -> !SignatureAlgorithms.isCertificate(name)))
                .containsExactly(
                        "ssh-ed25519",
                        "ecdsa-sha2-nistp256",
                        "ecdsa-sha2-nistp384",
                        "ecdsa-sha2-nistp521",
                        "sk-ssh-ed25519@openssh.com",
                        "sk-ecdsa-sha2-nistp256@openssh.com",
                        "ssh-ed448",
                        "rsa-sha2-512",
                        "rsa-sha2-256");
        assertThat(SignatureAlgorithms.legacy())
                .containsExactly("ssh-rsa", "ssh-dss", "ssh-rsa-cert-v01@openssh.com", "ssh-dss-cert-v01@openssh.com");
        assertThat(SignatureAlgorithms.keyType("rsa-sha2-256")).contains("ssh-rsa");
        assertThat(SignatureAlgorithms.keyType("none")).isEmpty();
        assertThat(SignatureAlgorithms.isKnown("ssh-dss")).isTrue();
    }

    @Test
    void everyAlgorithmHasANameForCertificates() {
        for (String name : SignatureAlgorithms.all()) {
            if (SignatureAlgorithms.isCertificate(name)) {
                assertThat(SignatureAlgorithms.certified(SignatureAlgorithms.plain(name)))
                        .isEqualTo(name);
            } else {
                assertThat(SignatureAlgorithms.plain(SignatureAlgorithms.certified(name)))
                        .isEqualTo(name);
                assertThat(SignatureAlgorithms.all()).contains(SignatureAlgorithms.certified(name));
            }
        }
        assertThat(SignatureAlgorithms.certified("sk-ssh-ed25519@openssh.com"))
                .isEqualTo("sk-ssh-ed25519-cert-v01@openssh.com");
        assertThat(SignatureAlgorithms.keyType("rsa-sha2-512-cert-v01@openssh.com"))
                .contains("ssh-rsa-cert-v01@openssh.com");
    }

    @Test
    void blobsCannotBeChangedFromOutside() {
        var key = TestKeys.ed25519().publicKey();
        key.blob()[0] ^= 1;
        assertThat(key.blob()[0]).isZero();
    }
}
