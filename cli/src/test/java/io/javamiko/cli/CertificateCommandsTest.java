package io.javamiko.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.javamiko.keys.SSHKeyPair;
import io.javamiko.keys.SSHPublicKey;
import io.javamiko.keys.certificates.Certificate;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ssh} and {@code sshd} with certificates. */
class CertificateCommandsTest {
    private static final SSHKeyPair AUTHORITY = SSHKeyPair.generate("ssh-ed25519");

    @TempDir
    private Path directory;

    @Test
    void aUserAndAHostShowTheirCertificates() throws Exception {
        var authority = directory.resolve("ca.pub");
        Files.writeString(authority, AUTHORITY.publicKey().format("ca") + "\n");
        var other = directory.resolve("other");
        var certificate = directory.resolve("certificate");
        try (var key = SSHKeyPair.generate("ecdsa-sha2-nistp256")) {
            key.write(other);
            Files.writeString(
                    certificate,
                    Certificate.issue(AUTHORITY, key.publicKey(), c -> c.user("tester"))
                            .format(""));
        }
        try (var served = Javamikos.serving(directory, "--trusted-user-ca-keys", authority.toString())) {
            var without = Javamikos.javamiko(
                            "ssh",
                            "-p",
                            Integer.toString(served.port()),
                            "-l",
                            "tester",
                            "-i",
                            other.toString(),
                            "-o",
                            "BatchMode=yes",
                            "-o",
                            "UserKnownHostsFile=" + directory + "/known_hosts",
                            "127.0.0.1",
                            "echo hello")
                    .run();
            assertThat(without.exit()).isEqualTo(255);
            var with = Javamikos.javamiko(
                            "ssh",
                            "-p",
                            Integer.toString(served.port()),
                            "-l",
                            "tester",
                            "-i",
                            other.toString(),
                            "-o",
                            "CertificateFile=" + certificate,
                            "-o",
                            "BatchMode=yes",
                            "-o",
                            "UserKnownHostsFile=" + directory + "/known_hosts",
                            "127.0.0.1",
                            "echo hello")
                    .run();
            assertThat(with.successful().text()).isEqualTo("hello\n");
        }
    }

    @Test
    void aHostIsKnownByItsAuthority() throws Exception {
        var host = directory.resolve("host-cert.pub");
        try (var key = SSHKeyPair.generate("ssh-ed25519")) {
            key.write(directory.resolve("second"));
            SSHPublicKey publicKey = key.publicKey();
            Files.writeString(
                    host,
                    Certificate.issue(AUTHORITY, publicKey, c -> c.host("127.0.0.1"))
                            .format(""));
        }
        try (var served = Javamikos.serving(
                directory, "-h", directory.resolve("second").toString(), "--host-certificate", host.toString())) {
            var known = directory.resolve("known_hosts");
            Files.writeString(
                    known,
                    "@cert-authority [127.0.0.1]:" + served.port() + " "
                            + AUTHORITY.publicKey().format("") + "\n");
            assertThat(served.ssh("-o", "BatchMode=yes", "127.0.0.1", "echo hello")
                            .run()
                            .successful()
                            .text())
                    .isEqualTo("hello\n");
        }
    }
}
