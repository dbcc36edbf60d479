package io.javamiko.transport.io;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class SocketsTest {
    @Test
    void aPortThatIsInUseIsNamed() throws Exception {
        try (var holder = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var taken = new InetSocketAddress(InetAddress.getLoopbackAddress(), holder.getLocalPort());
            assertThatThrownBy(() -> Sockets.listen(taken))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining(Integer.toString(holder.getLocalPort()));
        }
    }
}
