package io.javamiko.interop.ours;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.javamiko.auth.AuthenticationException;
import io.javamiko.client.SSHClient;
import io.javamiko.client.SSHClientOptionsBuilder;
import io.javamiko.connection.ChannelOpenException;
import io.javamiko.keys.SSHKeyPair;
import io.javamiko.keys.certificates.Certificate;
import io.javamiko.keys.certificates.CertificateBuilder;
import io.javamiko.keys.certificates.CertifiedSigner;
import io.javamiko.keys.krl.KRL;
import io.javamiko.server.SSHServer;
import io.javamiko.server.SSHServerOptionsBuilder;
import io.javamiko.server.auth.AuthorizedPrincipals;
import io.javamiko.server.auth.TrustedAuthorities;
import io.javamiko.testing.LeakCheck;
import io.javamiko.transport.Algorithms;
import io.javamiko.transport.BadHostKeyException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Certificates, and the types of key that few have, in both roles of ours. */
@ExtendWith(LeakCheck.class)
class CertificatesTest {
    private static final SSHKeyPair AUTHORITY = SSHKeyPair.generate("ssh-ed25519");
    private static final SSHKeyPair USER = SSHKeyPair.generate("ecdsa-sha2-nistp256");
    private static final SSHKeyPair HOST = SSHKeyPair.generate("ssh-ed25519");

    @TempDir
    private Path folder;

    private static SSHServer server(Consumer<SSHServerOptionsBuilder> settings) throws IOException {
        return SSHServer.start(s -> {
            s.port(0).hostKey(HOST).exec(session -> {
                session.output().write(session.commandText().getBytes(UTF_8));
                return 0;
            });
            settings.accept(s);
        });
    }

    private SSHClient client(SSHServer server, String known, Consumer<SSHClientOptionsBuilder> settings)
            throws IOException {
        var file = folder.resolve("known_hosts");
        Files.writeString(file, known.replace("HOST", "[127.0.0.1]:" + server.port()) + "\n");
        return SSHClient.connect("127.0.0.1", c -> {
            c.port(server.port()).user("alice").knownHosts(file).noDefaultIdentities();
            settings.accept(c);
        });
    }

    private SSHClient login(SSHServer server, Certificate certificate) throws IOException {
        return client(
                server, "HOST " + HOST.publicKey().format(""), c -> c.identity(CertifiedSigner.of(USER, certificate)));
    }

    private static Certificate issued(Consumer<CertificateBuilder> settings) throws IOException {
        return Certificate.issue(AUTHORITY, USER.publicKey(), settings);
    }

    private void assertRefused(SSHServer server, Certificate certificate) {
        assertThatThrownBy(() -> login(server, certificate)).isInstanceOf(AuthenticationException.class);
    }

    private static TrustedAuthorities trusted() {
        return TrustedAuthorities.of(AUTHORITY.publicKey());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ssh-ed25519",
                "ecdsa-sha2-nistp384",
                "ssh-rsa",
                "ssh-ed448",
                "ssh-dss",
                "ssh-mldsa44-ed25519@openssh.com"
            })
    void everyTypeOfKeyIsAHostsAndAUsersWithAndWithoutACertificate(String type) throws Exception {
        var algorithms = Algorithms.modern()
                .withLegacy(
                        "ssh-dss",
                        "ssh-dss-cert-v01@openssh.com",
                        "ssh-mldsa44-ed25519@openssh.com",
                        "ssh-mldsa44-ed25519-cert-v01@openssh.com");
        try (var key = type.equals("ssh-rsa") ? SSHKeyPair.generate(type, 2048) : SSHKeyPair.generate(type)) {
            var userCertificate = Certificate.issue(AUTHORITY, key.publicKey(), c -> c.user("alice"));
            var hostCertificate = Certificate.issue(AUTHORITY, key.publicKey(), c -> c.host("127.0.0.1"));
            try (var server = SSHServer.start(s -> s.port(0)
                    .algorithms(algorithms)
                    .hostKey(key)
                    .hostCertificate(hostCertificate)
                    .trustedAuthorities(trusted())
                    .userKeys((user, shown, address) -> shown.equals(key.publicKey())
                            ? java.util.Optional.of(io.javamiko.server.auth.Permissions.ALL)
                            : java.util.Optional.empty())
                    .exec(session -> 7))) {
                try (var ssh = client(
                        server,
                        "@cert-authority HOST " + AUTHORITY.publicKey().format(""),
                        c -> c.algorithms(algorithms).identity(CertifiedSigner.of(key, userCertificate)))) {
                    assertThat(ssh.exec("x").exitStatus()).isEqualTo(7);
                    assertThat(ssh.negotiated().hostKeyAlgorithm()).endsWith("-cert-v01@openssh.com");
                }
                try (var ssh = client(
                        server,
                        "HOST " + key.publicKey().format(""),
                        c -> c.algorithms(algorithms).identity(key))) {
                    assertThat(ssh.exec("x").exitStatus()).isEqualTo(7);
                    assertThat(ssh.negotiated().hostKeyAlgorithm()).doesNotContain("-cert-");
                }
            }
        }
    }

    @Test
    void aCertificateLetsInWhoItNamesWhileItIsValid() throws Exception {
        try (var server = server(s -> s.trustedAuthorities(trusted()))) {
            try (var ssh = login(server, issued(c -> c.user("bob", "alice")))) {
                assertThat(ssh.exec("hello").text()).isEqualTo("hello");
            }
            assertRefused(server, issued(c -> c.user("bob")));
            assertRefused(server, issued(c -> c.user()));
            assertRefused(server, issued(c -> c.host("alice")));
            assertRefused(server, issued(c -> c.user("alice").validBefore(Instant.now())));
            assertRefused(
                    server, issued(c -> c.user("alice").validAfter(Instant.now().plusSeconds(60))));
            assertRefused(server, issued(c -> c.user("alice").criticalOption("x@example.com", new byte[0])));
            var other = SSHKeyPair.generate("ssh-ed25519");
            assertRefused(server, Certificate.issue(other, USER.publicKey(), c -> c.user("alice")));
        }
    }

    @Test
    void anAuthorityThatSignsWithSHA1CountsOnlyWhereItIsAllowed() throws Exception {
        try (var rsa = SSHKeyPair.generate("ssh-rsa", 2048)) {
            var certificate = Certificate.issue(
                    rsa, USER.publicKey(), c -> c.user("alice").signatureAlgorithm("ssh-rsa"));
            var authorities = TrustedAuthorities.of(rsa.publicKey());
            try (var server = server(s -> s.trustedAuthorities(authorities))) {
                assertRefused(server, certificate);
            }
            try (var server =
                    server(s -> s.trustedAuthorities(authorities.withSignatureAlgorithms(List.of("ssh-rsa"))))) {
                login(server, certificate).close();
            }
        }
    }

    @Test
    void aKeyIsOneProofWithAndWithoutItsCertificate() throws Exception {
        try (var server = server(s -> s.trustedAuthorities(trusted())
                .userKeys(io.javamiko.server.auth.UserKeys.of((user, key) -> key.equals(USER.publicKey())))
                .authenticationMethods("publickey,publickey"))) {
            var certificate = issued(c -> c.user("alice"));
            assertThatThrownBy(() -> client(
                            server,
                            "HOST " + HOST.publicKey().format(""),
                            c -> c.identity(CertifiedSigner.of(USER, certificate))
                                    .identity(USER)))
                    .isInstanceOf(AuthenticationException.class);
        }
    }

    @Test
    void whatTheCertificateRestrictsHolds() throws Exception {
        try (var server = server(s -> s.trustedAuthorities(trusted()).forwarding(target -> true))) {
            try (var ssh = login(server, issued(c -> c.user("alice").forceCommand("forced")))) {
                assertThat(ssh.exec("hello").text()).isEqualTo("forced");
            }
            try (var ssh = login(server, issued(c -> c.user("alice").sourceAddress("10.0.0.0/8,127.0.0.0/8")))) {
                assertThat(ssh.exec("hello").text()).isEqualTo("hello");
            }
            assertRefused(server, issued(c -> c.user("alice").sourceAddress("10.0.0.0/8")));
            assertRefused(server, issued(c -> c.user("alice").sourceAddress("")));
            try (var ssh = login(server, issued(c -> c.user("alice").noExtensions()))) {
                assertThatThrownBy(() -> ssh.openDirectTCPIP("127.0.0.1", server.port()))
                        .isInstanceOf(ChannelOpenException.class);
            }
        }
    }

    @Test
    void authorizedKeysNameAuthoritiesWithTheirPrincipals() throws Exception {
        var file = folder.resolve("authorized_keys");
        Files.writeString(
                file,
                "cert-authority,principals=\"ops,dev\",command=\"of the line\" "
                        + AUTHORITY.publicKey().format("ca") + "\n");
        try (var server = server(s -> s.authorizedKeys(file))) {
            try (var ssh = login(server, issued(c -> c.user("dev")))) {
                assertThat(ssh.exec("hello").text()).isEqualTo("of the line");
            }
            try (var ssh = login(server, issued(c -> c.user("dev").forceCommand("of the line")))) {
                assertThat(ssh.exec("hello").text()).isEqualTo("of the line");
            }
            assertRefused(server, issued(c -> c.user("dev").forceCommand("another")));
            assertRefused(server, issued(c -> c.user("alice")));
            assertThatThrownBy(() -> client(server, "HOST " + HOST.publicKey().format(""), c -> c.identity(AUTHORITY)))
                    .isInstanceOf(AuthenticationException.class); // the authority itself is nobody
        }
    }

    @Test
    void principalsComeFromAFileWhereOneIsNamed() throws Exception {
        var names = folder.resolve("principals");
        Files.writeString(names, "# who\n ops \n");
        try (var server = server(s -> s.trustedAuthorities(trusted()
                .withPrincipals(
                        AuthorizedPrincipals.inFile(user -> user.equals("alice") ? names : folder.resolve("none")))))) {
            login(server, issued(c -> c.user("ops"))).close();
            assertRefused(server, issued(c -> c.user("alice")));
        }
    }

    @Test
    void whatIsRevokedLetsNobodyIn() throws Exception {
        var certificate = issued(c -> c.user("alice"));
        for (var revoked : List.of(USER.publicKey(), AUTHORITY.publicKey(), certificate.key())) {
            try (var server = server(s -> s.trustedAuthorities(trusted()).revokedKeys(revoked::equals))) {
                assertRefused(server, certificate);
            }
        }
    }

    @Test
    void aListOfRevokedKeysHoldsOnBothSidesAndIsReadAgainWhenItChanges() throws Exception {
        var list = folder.resolve("revoked");
        var certificate = issued(c -> c.user("alice").serial(7));
        Files.write(
                list,
                KRL.of(r -> r.certificatesOf(AUTHORITY.publicKey()).serials(100, 200))
                        .encode());
        try (var server = server(s -> s.trustedAuthorities(trusted()).revokedKeys(list))) {
            login(server, certificate).close();
            Files.write(
                    list,
                    KRL.of(r -> r.certificatesOf(AUTHORITY.publicKey()).serials(1, 20))
                            .encode());
            Files.setLastModifiedTime(
                    list, java.nio.file.attribute.FileTime.from(Instant.now().plusSeconds(5)));
            assertRefused(server, certificate);
            Files.delete(list);
            assertRefused(server, certificate);
        }
        Files.writeString(list, HOST.publicKey().format("stolen") + "\n");
        try (var server = server(s -> s.trustedAuthorities(trusted()))) {
            String known = "HOST " + HOST.publicKey().format("");
            assertThatThrownBy(() -> client(server, known, c -> c.revokedHostKeys(list)))
                    .isInstanceOfSatisfying(
                            BadHostKeyException.class,
                            e -> assertThat(e.reason()).isEqualTo(BadHostKeyException.Reason.REVOKED));
            assertThatThrownBy(() -> client(server, known, c -> c.revokedHostKeys(folder.resolve("none"))))
                    .isInstanceOf(java.nio.file.NoSuchFileException.class);
        }
    }

    @Test
    void aCertificateBesideTheKeyIsShownBeforeIt() throws Exception {
        USER.write(folder.resolve("id"));
        Files.writeString(
                folder.resolve("id-cert.pub"), issued(c -> c.user("alice")).format("") + "\n");
        Files.createDirectory(folder.resolve("elsewhere"));
        Files.copy(folder.resolve("id-cert.pub"), folder.resolve("elsewhere/c.pub"));
        try (var server = server(s -> s.trustedAuthorities(trusted()))) {
            String known = "HOST " + HOST.publicKey().format("");
            client(server, known, c -> c.identity(folder.resolve("id"))).close();
            Files.delete(folder.resolve("id-cert.pub"));
            assertThatThrownBy(() -> client(server, known, c -> c.identity(folder.resolve("id"))))
                    .isInstanceOf(AuthenticationException.class);
            client(server, known, c -> c.identity(folder.resolve("id")).certificate(folder.resolve("elsewhere/c.pub")))
                    .close();
        }
    }

    // hosts

    private String asked(SSHServer server, String known) throws IOException {
        try (var ssh = client(server, known, c -> c.identity(USER))) {
            return ssh.negotiated().hostKeyAlgorithm();
        }
    }

    private static SSHServer host(Certificate certificate) throws IOException {
        return server(s -> s.hostCertificate(certificate)
                .userKeys(io.javamiko.server.auth.UserKeys.of((user, key) -> key.equals(USER.publicKey()))));
    }

    private static Certificate hostCertificate(Consumer<CertificateBuilder> settings) throws IOException {
        return Certificate.issue(AUTHORITY, HOST.publicKey(), settings);
    }

    @Test
    void aHostIsKnownByItsAuthorityOrElseByItsKey() throws Exception {
        String authority = "@cert-authority HOST " + AUTHORITY.publicKey().format("");
        String plain = "HOST " + HOST.publicKey().format("");
        try (var server = host(hostCertificate(c -> c.host("other", "127.0.0.?")))) {
            assertThat(asked(server, authority)).isEqualTo("ssh-ed25519-cert-v01@openssh.com");
            assertThat(asked(server, plain)).isEqualTo("ssh-ed25519");
            for (var revoked : List.of(AUTHORITY.publicKey(), HOST.publicKey())) {
                assertThatThrownBy(() -> asked(server, authority + "\n@revoked * " + revoked.format("")))
                        .isInstanceOfSatisfying(
                                BadHostKeyException.class,
                                e -> assertThat(e.reason()).isEqualTo(BadHostKeyException.Reason.REVOKED));
            }
            assertThatThrownBy(() -> client(
                            server, authority, c -> c.identity(USER).revokedHostKeys(AUTHORITY.publicKey()::equals)))
                    .isInstanceOf(BadHostKeyException.class);
        }
        var bad = new ArrayList<Certificate>();
        bad.add(hostCertificate(c -> c.host("other")));
        bad.add(hostCertificate(c -> c.user("127.0.0.1")));
        bad.add(hostCertificate(c -> c.host("127.0.0.1").validBefore(Instant.now())));
        for (var certificate : bad) {
            try (var server = host(certificate)) {
                assertThatThrownBy(() -> asked(server, authority))
                        .isInstanceOfSatisfying(
                                BadHostKeyException.class,
                                e -> assertThat(e.reason()).isEqualTo(BadHostKeyException.Reason.UNKNOWN));
                assertThat(asked(server, authority + "\n" + plain)).contains("-cert-"); // known as the plain key
            }
        }
    }
}
