package io.javamiko.interop;

import static io.javamiko.testing.OpenSSHClient.HOST;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.javamiko.client.SSHClient;
import io.javamiko.interop.peers.JSchClient;
import io.javamiko.interop.peers.MinaServer;
import io.javamiko.testing.OpenSSHServer;
import io.javamiko.transport.Algorithms;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The key exchange methods that are not offered unless named, against peers that have them. */
@Tag("peers")
class KeyExchangePeersIT {
    private static final byte[] DATA = "hello".repeat(20_000).getBytes(UTF_8);

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mlkem768nistp256-sha256",
                "mlkem1024nistp384-sha384",
                "curve448-sha512",
                "sntrup761x25519-sha512",
                "diffie-hellman-group15-sha512",
                "diffie-hellman-group17-sha512"
            })
    void ourClientOnMina(String kex) throws Exception {
        try (var mina = MinaServer.start(folder, kex)) {
            var knownHosts = mina.knownHosts();
            try (var ssh = SSHClient.connect(
                    "127.0.0.1",
                    c -> c.port(mina.port())
                            .user("peer")
                            .identity(mina.userKey())
                            .knownHosts(knownHosts)
                            .algorithms(Algorithms.modern().withKex(List.of(kex))))) {
                assertThat(ssh.negotiated().kex()).isEqualTo(kex);
                ssh.rekey();
                assertThat(ssh.exec("cat", e -> e.input(DATA)).bytes()).isEqualTo(DATA);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"mlkem768nistp256-sha256", "mlkem1024nistp384-sha384", "curve448-sha512"})
    void jschOnOurServer(String kex) throws Exception {
        try (var server = OurServer.start(
                        folder, s -> s.algorithms(Algorithms.modern().withKex(List.of(kex))));
                var client = JSchClient.connect(
                        server.port(), "tester", server.userKey(), server.knownHosts(), Map.of("kex", kex))) {
            client.rekey();
            assertThat(client.exec("cat; exit 3", DATA)).isEqualTo(new JSchClient.Ended(new String(DATA, UTF_8), 3));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"diffie-hellman-group1-sha1", "diffie-hellman-group14-sha1", "diffie-hellman-group-exchange-sha1"
            })
    void legacyOnesWithOpenSSHBothWays(String kex) throws Exception {
        var algorithms = Algorithms.modern().withKex(List.of(kex));
        try (var server = OurServer.start(folder, s -> s.algorithms(algorithms))) {
            var ran = server.openSSH()
                    .ssh("-o", "KexAlgorithms=" + kex, HOST, "cat")
                    .input(DATA)
                    .run();
            assertThat(ran.successful().out()).isEqualTo(DATA);
        }
        try (var sshd = OpenSSHServer.start(o -> o.line("KexAlgorithms " + kex));
                var ssh = OurClient.connect(sshd, c -> c.algorithms(algorithms))) {
            assertThat(ssh.negotiated().kex()).isEqualTo(kex);
            assertThat(ssh.exec("cat", e -> e.input(DATA)).bytes()).isEqualTo(DATA);
        }
    }

    /** OpenSSH's own moduli file, which its server package brings; ssh checks that the group is in its bounds. */
    @Test
    void opensshTakesAGroupOfAModuliFile() throws Exception {
        var kex = "diffie-hellman-group-exchange-sha256";
        try (var server = OurServer.start(
                folder,
                s -> s.moduli(Path.of("/etc/ssh/moduli"))
                        .algorithms(Algorithms.modern().withKex(List.of(kex))))) {
            var ran = server.openSSH()
                    .ssh("-v", "-o", "KexAlgorithms=" + kex, "-o", "Ciphers=aes128-ctr", HOST, "cat")
                    .input(DATA)
                    .run();
            assertThat(ran.successful().out()).isEqualTo(DATA);
            assertThat(ran.error()).contains("SSH2_MSG_KEX_DH_GEX_GROUP received");
        }
    }
}
