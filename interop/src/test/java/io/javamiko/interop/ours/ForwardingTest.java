package io.javamiko.interop.ours;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.javamiko.connection.ChannelOpenException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ForwardingTest {
    @TempDir
    private Path directory;

    @Test
    void aLocalPortLeadsThroughTheServerAndHalfClosesBothWays() throws Exception {
        try (var target = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
                var server = TestServer.start(
                        directory,
                        s -> s.authorizedKeys(directory.resolve("authorized_keys"))
                                .forwarding(to -> to.portToConnect() == target.getLocalPort()));
                var ssh = server.connect();
                var forward = ssh.forwardLocal(0, "127.0.0.1", target.getLocalPort());
                var in = new Socket(InetAddress.getLoopbackAddress(), forward.port());
                var out = target.accept()) {
            in.getOutputStream().write("question".getBytes(UTF_8));
            in.shutdownOutput();
            assertThat(out.getInputStream().readAllBytes()).isEqualTo("question".getBytes(UTF_8));
            out.getOutputStream().write("answer".getBytes(UTF_8));
            out.shutdownOutput();
            assertThat(in.getInputStream().readAllBytes()).isEqualTo("answer".getBytes(UTF_8));
        }
    }

    @Test
    void aServerForwardsNothingUnlessItIsAllowed() throws Exception {
        try (var server = TestServer.start(directory);
                var ssh = server.connect()) {
            assertThatThrownBy(() -> ssh.openDirectTCPIP("127.0.0.1", server.port()))
                    .isInstanceOfSatisfying(
                            ChannelOpenException.class,
                            refused -> assertThat(refused.reasonCode())
                                    .isEqualTo(ChannelOpenException.ADMINISTRATIVELY_PROHIBITED));
            assertThat(ssh.exec("echo on").text()).isEqualTo("on\n");
        }
    }

    @Test
    void aTargetThatRefusesIsToldFromAServerThatForbids() throws Exception {
        int closed;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            closed = socket.getLocalPort();
        }
        try (var server = TestServer.start(
                        directory,
                        s -> s.authorizedKeys(directory.resolve("authorized_keys"))
                                .forwarding(to -> true));
                var ssh = server.connect()) {
            assertThatThrownBy(() -> ssh.openDirectTCPIP("127.0.0.1", closed))
                    .isInstanceOfSatisfying(
                            ChannelOpenException.class,
                            refused -> assertThat(refused.reasonCode()).isEqualTo(ChannelOpenException.CONNECT_FAILED));
        }
    }
}
