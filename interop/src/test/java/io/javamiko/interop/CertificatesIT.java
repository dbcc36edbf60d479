package io.javamiko.interop;

import static io.javamiko.testing.OpenSSHClient.HOST;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.javamiko.auth.AuthenticationException;
import io.javamiko.keys.PublicKeyLine;
import io.javamiko.keys.SSHKeyPair;
import io.javamiko.keys.certificates.Certificate;
import io.javamiko.keys.certificates.CertificateBuilder;
import io.javamiko.server.auth.TrustedAuthorities;
import io.javamiko.testing.LeakCheck;
import io.javamiko.testing.OpenSSHClient;
import io.javamiko.testing.OpenSSHServer;
import io.javamiko.testing.Program;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Certificates with the real {@code ssh}, {@code sshd} and {@code ssh-keygen}; security keys by OpenSSH's own dummy. */
@Tag("peers")
@ExtendWith(LeakCheck.class)
class CertificatesIT {
    /** Of package openssh-tests: a security key in software, which is always touched. */
    private static final String DUMMY = "/usr/lib/openssh/regress/misc/sk-dummy/sk-dummy.so";

    private static final SSHKeyPair AUTHORITY = SSHKeyPair.generate("ssh-ed25519");

    @TempDir
    private Path folder;

    private Path makeKey(String type) throws Exception {
        var file = folder.resolve("key_" + type);
        Program.of(Program.find("ssh-keygen"), "-q", "-t", type, "-N", "", "-f", file.toString())
                .environment("SSH_SK_PROVIDER", DUMMY)
                .run()
                .successful();
        return file;
    }

    private static void certify(Path key, Consumer<CertificateBuilder> settings) throws Exception {
        var line = PublicKeyLine.parse(Files.readString(Path.of(key + ".pub")));
        var certificate = Certificate.issue(AUTHORITY, line.key(), settings);
        Files.writeString(Path.of(key + "-cert.pub"), certificate.format("") + "\n");
    }

    private OurServer trustingServer() throws Exception {
        return OurServer.start(
                folder,
                s -> s.authenticationMethods("publickey")
                        .trustedAuthorities(TrustedAuthorities.of(AUTHORITY.publicKey())));
    }

    private Program ssh(OurServer server, Path key, String... command) throws Exception {
        var keys = server.server().hostKeys().stream().map(k -> k.format("")).toList();
        return OpenSSHClient.of(folder, server.port(), "alice", key, keys)
                .ssh(Stream.concat(Stream.of("-o", "SecurityKeyProvider=" + DUMMY), Stream.of(command))
                        .toArray(String[]::new))
                .limit(Duration.ofSeconds(60));
    }

    @Test
    void sshLogsInWithACertificateOfEachTypeOfKey() throws Exception {
        try (var server = trustingServer()) {
            for (String type : List.of("ed25519", "ecdsa", "rsa", "ed25519-sk", "ecdsa-sk")) {
                var key = makeKey(type);
                assertThat(ssh(server, key, HOST, "echo hello").run().exit())
                        .as(type)
                        .isEqualTo(255);
                certify(key, c -> c.user("alice"));
                var ran = ssh(server, key, HOST, "echo hello").run().successful();
                assertThat(ran.text()).as(type).isEqualTo("hello\n");
                certify(key, c -> c.user("bob"));
                assertThat(ssh(server, key, HOST, "echo hello").run().exit())
                        .as(type)
                        .isEqualTo(255);
            }
        }
    }

    @Test
    void sshRunsWhatTheCertificateForcesFromWhereItMay() throws Exception {
        var key = makeKey("ed25519");
        try (var server = trustingServer()) {
            certify(key, c -> c.user("alice").forceCommand("echo forced").sourceAddress("127.0.0.0/8"));
            assertThat(ssh(server, key, HOST, "echo hello").run().successful().text())
                    .isEqualTo("forced\n");
            certify(key, c -> c.user("alice").sourceAddress("192.0.2.0/24"));
            assertThat(ssh(server, key, HOST, "echo hello").run().exit()).isEqualTo(255);
        }
    }

    @Test
    void sshLogsInWithASecurityKeyAsAuthorizedKeysSays() throws Exception {
        var key = makeKey("ed25519-sk");
        var authorized = folder.resolve("authorized_sk");
        try (var server = OurServer.start(folder, s -> s.authorizedKeys(authorized))) {
            for (String options : List.of("", "no-touch-required ", "restrict ")) {
                Files.writeString(authorized, options + Files.readString(Path.of(key + ".pub")));
                assertThat(ssh(server, key, HOST, "echo hello")
                                .run()
                                .successful()
                                .text())
                        .isEqualTo("hello\n");
            }
            Files.writeString(authorized, "verify-required " + Files.readString(Path.of(key + ".pub")));
            assertThat(ssh(server, key, HOST, "echo hello").run().exit()).isEqualTo(255); // the dummy asks for no PIN
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ed25519", "ecdsa", "rsa"})
    void weLogInWithACertificateToSshd(String type) throws Exception {
        var authority = folder.resolve("ca.pub");
        Files.writeString(authority, AUTHORITY.publicKey().format("ca") + "\n");
        Files.setPosixFilePermissions(folder, java.nio.file.attribute.PosixFilePermissions.fromString("rwxr-xr-x"));
        var key = makeKey(type);
        try (var sshd = OpenSSHServer.start(o -> o.line("TrustedUserCAKeys " + authority))) {
            certify(key, c -> c.user(sshd.user()).forceCommand("echo forced"));
            try (var ssh = io.javamiko.client.SSHClient.connect(
                    "127.0.0.1",
                    c -> c.port(sshd.port())
                            .user(sshd.user())
                            .knownHosts(sshd.knownHosts())
                            .identity(key))) {
                assertThat(ssh.exec("echo hello").text()).isEqualTo("forced\n");
            }
            certify(key, c -> c.user("somebody-else"));
            assertThatThrownBy(() -> io.javamiko.client.SSHClient.connect(
                            "127.0.0.1",
                            c -> c.port(sshd.port())
                                    .user(sshd.user())
                                    .knownHosts(sshd.knownHosts())
                                    .identity(key)))
                    .isInstanceOf(AuthenticationException.class);
        }
    }

    @Test
    void hostCertificatesOfSshdAreChecked() throws Exception {
        var key = makeKey("ecdsa");
        certify(key, c -> c.host("127.0.0.1"));
        try (var sshd =
                OpenSSHServer.start(o -> o.line("HostKey " + key).line("HostCertificate " + key + "-cert.pub"))) {
            var known = folder.resolve("known");
            Files.writeString(
                    known,
                    "@cert-authority [127.0.0.1]:" + sshd.port() + " "
                            + AUTHORITY.publicKey().format("") + "\n");
            try (var ssh = OurClient.connect(sshd, c -> c.knownHosts(known))) {
                assertThat(ssh.exec("echo hello").text()).isEqualTo("hello\n");
                assertThat(ssh.negotiated().hostKeyAlgorithm()).isEqualTo("ecdsa-sha2-nistp256-cert-v01@openssh.com");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ssh-ed25519", "ecdsa-sha2-nistp521", "ssh-rsa"})
    void sshChecksOurHostCertificates(String type) throws Exception {
        try (var hostKey = type.equals("ssh-rsa") ? SSHKeyPair.generate(type, 2048) : SSHKeyPair.generate(type);
                var server = OurServer.start(folder, s -> {
                    s.hostKey(hostKey);
                    try {
                        s.hostCertificate(Certificate.issue(AUTHORITY, hostKey.publicKey(), c -> c.host("127.0.0.1")));
                    } catch (java.io.IOException e) {
                        throw new java.io.UncheckedIOException(e);
                    }
                })) {
            var client = OpenSSHClient.of(folder, server.port(), "alice", server.userKey(), List.of());
            Files.writeString(
                    folder.resolve("known_hosts"),
                    "@cert-authority [127.0.0.1]:" + server.port() + " "
                            + AUTHORITY.publicKey().format("") + "\n");
            var ran = client.ssh("-v", HOST, "echo hello").run().successful();
            assertThat(ran.out()).isEqualTo("hello\n".getBytes(UTF_8));
            assertThat(ran.error()).contains("Server host certificate: ");
        }
    }
}
