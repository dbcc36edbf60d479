package io.javamiko.interop;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.javamiko.client.SSHClient;
import io.javamiko.interop.peers.JSchClient;
import io.javamiko.interop.peers.MinaServer;
import io.javamiko.interop.peers.RusshClient;
import io.javamiko.transport.Algorithms;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** mlkem768x25519-sha256, which OpenSSH 9.2 lacks, against three other implementations. */
@Tag("peers")
class NewerKeyExchangeIT {
    private static final String KEX = "mlkem768x25519-sha256";
    private static final byte[] DATA = "hello".repeat(20_000).getBytes(UTF_8);

    @TempDir
    Path folder;

    @Test
    void ourClientOnMina() throws Exception {
        try (var mina = MinaServer.start(folder, KEX)) {
            var knownHosts = mina.knownHosts();
            try (var ssh = SSHClient.connect(
                    "127.0.0.1",
                    c -> c.port(mina.port())
                            .user("peer")
                            .identity(mina.userKey())
                            .knownHosts(knownHosts)
                            .algorithms(Algorithms.modern().withKex(List.of(KEX))))) {
                assertThat(ssh.negotiated().kex()).isEqualTo(KEX);
                ssh.rekey();
                var result = ssh.exec("cat; exit 3", e -> e.input(DATA));
                assertThat(result.bytes()).isEqualTo(DATA);
                assertThat(result.exitStatus()).isEqualTo(3);
            }
        }
    }

    @Test
    void jschOnOurServer() throws Exception {
        try (var server = OurServer.start(folder, s -> {});
                var client = JSchClient.connect(
                        server.port(), "tester", server.userKey(), server.knownHosts(), Map.of("kex", KEX))) {
            client.rekey();
            assertThat(client.exec("cat; exit 3", DATA)).isEqualTo(new JSchClient.Ended(new String(DATA, UTF_8), 3));
            assertThat(server.events().negotiated.get(0).kex()).isEqualTo(KEX);
        }
    }

    @Test
    @Tag("npm")
    void russhOnOurServer() throws Exception {
        try (var server = OurServer.start(folder, s -> {})) {
            var ended =
                    RusshClient.exec(server.port(), "tester", server.userKey(), server.knownHosts(), KEX, "cat", DATA);
            assertThat(ended.successful().out()).isEqualTo(DATA);
            assertThat(server.events().negotiated.get(0).kex()).isEqualTo(KEX);
        }
    }
}
