package io.javamiko.keys.certificates;

import static org.assertj.core.api.Assertions.assertThat;

import io.javamiko.keys.PublicKeyLine;
import io.javamiko.keys.SSHKeyPair;
import io.javamiko.keys.TestKeys;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Certificates to and from the ssh-keygen of this machine. */
@Tag("peers")
class CertificateIT {
    @TempDir
    private Path directory;

    private String keygen(String... arguments) throws Exception {
        var command =
                Stream.concat(Stream.of("ssh-keygen"), Stream.of(arguments)).toList();
        Path output = directory.resolve("output");
        var builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
        builder.environment().put("TZ", "UTC");
        var process = builder.start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        String text = Files.readString(output);
        assertThat(process.exitValue()).as(text).isZero();
        return text;
    }

    static List<SSHKeyPair> everyType() {
        return TestKeys.openSSH();
    }

    @ParameterizedTest(name = "{0}", autoCloseArguments = false)
    @MethodSource("everyType")
    void itReadsWhatWeIssue(SSHKeyPair pair) throws Exception {
        for (var authority : TestKeys.openSSH()) {
            var certificate = Certificate.issue(
                    authority,
                    pair.publicKey(),
                    c -> c.user("alice", "bob")
                            .keyId("an id")
                            .serial(77)
                            .validAfter(Instant.parse("2026-01-02T03:04:05Z"))
                            .validBefore(Instant.parse("2036-01-02T03:04:05Z"))
                            .forceCommand("ls -l")
                            .sourceAddress("192.0.2.0/24")
                            .without("permit-pty"));
            Files.writeString(directory.resolve("c-cert.pub"), certificate.format("comment") + "\n");
            String shown = keygen("-L", "-f", "c-cert.pub");
            assertThat(shown)
                    .contains(certificate.key().type() + " user certificate")
                    .contains(pair.publicKey().fingerprint())
                    .contains(authority.publicKey().fingerprint() + " (using " + certificate.signatureAlgorithm() + ")")
                    .contains("Key ID: \"an id\"")
                    .contains("Serial: 77")
                    .contains("from 2026-01-02T03:04:05 to 2036-01-02T03:04:05")
                    .contains("alice")
                    .contains("bob")
                    .contains("force-command ls -l")
                    .contains("source-address 192.0.2.0/24")
                    .contains("permit-X11-forwarding")
                    .doesNotContain("permit-pty");
        }
        var host = Certificate.issue(TestKeys.ed25519(), pair.publicKey(), c -> c.host("example.com"));
        Files.writeString(directory.resolve("h-cert.pub"), host.format(""));
        assertThat(keygen("-L", "-f", "h-cert.pub"))
                .contains("host certificate")
                .contains("Valid: forever")
                .contains("example.com");
    }

    @ParameterizedTest(name = "{0}", autoCloseArguments = false)
    @MethodSource("everyType")
    void weReadWhatItIssues(SSHKeyPair authority) throws Exception {
        authority.write(directory.resolve("ca"));
        for (var pair : TestKeys.openSSH()) {
            Files.writeString(directory.resolve("k.pub"), pair.publicKey().format("c"));
            keygen(
                    "-q",
                    "-s",
                    "ca",
                    "-I",
                    "an id",
                    "-n",
                    "alice,bob",
                    "-z",
                    "18446744073709551615",
                    "-V",
                    "20260102030405:20360102030405",
                    "-O",
                    "force-command=ls -l",
                    "-O",
                    "source-address=192.0.2.0/24",
                    "-O",
                    "no-pty",
                    "-O",
                    "extension:x@example.com=y",
                    "k.pub");
            var certificate = Certificate.read(directory.resolve("k-cert.pub"));
            assertThat(certificate.key().plain()).isEqualTo(pair.publicKey());
            assertThat(certificate.authority()).isEqualTo(authority.publicKey());
            assertThat(certificate.type()).isEqualTo(CertificateType.USER);
            assertThat(certificate.keyId()).isEqualTo("an id");
            assertThat(certificate.serial()).isEqualTo(-1);
            assertThat(certificate.principals()).containsExactly("alice", "bob");
            assertThat(certificate.validAfter()).isEqualTo(Instant.parse("2026-01-02T03:04:05Z"));
            assertThat(certificate.validBefore()).isEqualTo(Instant.parse("2036-01-02T03:04:05Z"));
            assertThat(certificate.forceCommand()).contains("ls -l");
            assertThat(certificate.sourceAddress()).contains("192.0.2.0/24");
            assertThat(certificate.extensions()).containsKeys("permit-port-forwarding", "x@example.com");
            assertThat(certificate.extensions()).doesNotContainKey("permit-pty");
            keygen("-q", "-s", "ca", "-I", "h", "-h", "-n", "example.com", "k.pub");
            var host = Certificate.read(directory.resolve("k-cert.pub"));
            assertThat(host.type()).isEqualTo(CertificateType.HOST);
            assertThat(host.validBefore()).isEqualTo(Certificate.FOREVER);
            assertThat(host.extensions()).isEmpty();
        }
    }

    @Test
    void weReadTheCertificatesThatOpenSSHsTestsHold() throws Exception {
        Path data = Path.of("/usr/lib/openssh/regress/unittests/sshkey/testdata"); // package openssh-tests
        for (String name : List.of("dsa_1", "ecdsa_1", "ecdsa_sk1", "ed25519_1", "ed25519_sk1", "rsa_1")) {
            String line = Files.readString(data.resolve(name + ".pub"));
            var key = PublicKeyLine.parse(line, 1024).key();
            var certificate = Certificate.read(data.resolve(name + "-cert.pub"));
            assertThat(certificate.key().plain()).isEqualTo(key);
            assertThat(certificate.key().fingerprint())
                    .isEqualTo(Files.readString(data.resolve(name + "-cert.fp")).strip());
        }
    }
}
