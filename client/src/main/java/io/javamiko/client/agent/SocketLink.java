package io.javamiko.client.agent;

import io.javamiko.agent.AgentException;
import io.javamiko.agent.AgentException.Reason;
import io.javamiko.agent.AgentLink;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;

/** A Unix domain socket as a link. */
final class SocketLink {
    private SocketLink() {}

    static AgentLink connect(Path socket) throws IOException {
        SocketChannel channel = null;
        try {
            channel = SocketChannel.open(StandardProtocolFamily.UNIX);
            channel.connect(UnixDomainSocketAddress.of(socket)); // never waits long: the system queues it or refuses
            return over(channel);
        } catch (IOException | RuntimeException e) {
            if (channel != null) {
                channel.close();
            }
            throw new AgentException(
                    Reason.UNREACHABLE,
                    "no agent answers at " + socket + " (" + e.getMessage() + "): is it running, and may you use it?",
                    e);
        }
    }

    private static AgentLink over(SocketChannel channel) {
        return AgentLink.over(Channels.newInputStream(channel), Channels.newOutputStream(channel), channel);
    }
}
