package io.javamiko.interop.peers;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The peers among themselves: what fails here is not ours. */
@Tag("peers")
class PeersTest {
    @TempDir
    Path folder;

    @Test
    void jschTalksToMinaOverMLKEM() throws Exception {
        assertThat(MinaServer.keyExchanges()).contains("mlkem768x25519-sha256");
        try (var server = MinaServer.start(folder, "mlkem768x25519-sha256");
                var client = JSchClient.connect(
                        server.port(),
                        "peer",
                        server.userKey(),
                        server.knownHosts(),
                        Map.of("kex", "mlkem768x25519-sha256"))) {
            assertThat(client.exec("cat; exit 3", "hello".getBytes(UTF_8))).isEqualTo(new JSchClient.Ended("hello", 3));
        }
    }

    @Test
    @Tag("npm")
    void russhTalksToMinaOverMLKEM() throws Exception {
        try (var server = MinaServer.start(folder, "mlkem768x25519-sha256")) {
            var ended = RusshClient.exec(
                    server.port(),
                    "peer",
                    server.userKey(),
                    server.knownHosts(),
                    "mlkem768x25519-sha256",
                    "cat",
                    "hello".getBytes(UTF_8));
            assertThat(ended.successful().text()).isEqualTo("hello");
        }
    }
}
