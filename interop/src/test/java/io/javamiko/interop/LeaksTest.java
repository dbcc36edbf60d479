package io.javamiko.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.javamiko.SSHException;
import io.javamiko.client.SSHClient;
import io.javamiko.testing.BadPeer;
import io.javamiko.testing.LeakCheck;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** No thread and no socket is left, of either role, however a connection ends. */
@Timeout(value = 300, unit = TimeUnit.SECONDS)
class LeaksTest {
    private static final int CONNECTIONS = 1_000;

    @TempDir
    Path folder;

    @Test
    void aThousandClosedConnectionsLeaveNothing() throws Exception {
        try (var server = OurServer.start(folder, s -> s.exec(session -> 7))) {
            var options = OurClient.options(server);
            try (var first = SSHClient.connect("127.0.0.1", options)) { // what the JVM and the server keep once
                assertThat(first.exec("x").exitStatus()).isEqualTo(7);
            }
            LeakCheck.Held.now();
            var before = LeakCheck.Held.now();
            for (int i = 0; i < CONNECTIONS; i++) {
                try (var ssh = SSHClient.connect("127.0.0.1", options)) {
                    assertThat(ssh.exec("x").exitStatus()).isEqualTo(7);
                }
            }
            LeakCheck.assertNothingIsLeftSince(before);
            assertThat(server.server().connections()).isEmpty();
        }
    }

    @Test
    void aThousandFailedConnectionsLeaveNothing() throws Exception {
        try (var server = OurServer.start(folder, s -> {});
                var peer = BadPeer.start(LeaksTest::fail)) {
            var refused = OurClient.options(server).with(c -> c.user("tester").authentications("password"));
            var bad = refused.with(c -> c.port(peer.port()).identificationTimeout(Duration.ofMillis(20)));
            assertThatThrownBy(() -> SSHClient.connect("127.0.0.1", refused)).isInstanceOf(SSHException.class);
            LeakCheck.Held.now();
            var before = LeakCheck.Held.now();
            for (int i = 0; i < CONNECTIONS; i++) {
                var options = i % 10 == 0 ? refused : bad;
                assertThatThrownBy(() -> SSHClient.connect("127.0.0.1", options))
                        .isInstanceOf(SSHException.class);
            }
            LeakCheck.assertNothingIsLeftSince(before);
        }
    }

    /** One way after the other: at once, with something else, in the middle of the line, in the key exchange, not at all. */
    private static void fail(BadPeer.Connection connection) throws IOException {
        switch (connection.count() % 5) {
            case 0 -> connection.closes();
            case 1 -> connection.says("HTTP/1.1 400 Bad Request\r\n\r\n").closes();
            case 2 -> connection.says("SSH-2.0-ha").resets();
            case 3 -> connection.says("SSH-2.0-gone\r\n").closes();
            default -> connection.says(""); // silence
        }
    }
}
