package io.javamiko.conformance;

import io.javamiko.conformance.peer.Wire;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;

/** An agent that listens at a Unix domain socket. Its keys are removed: it must be one of the run's own. */
public final class AgentTarget implements Target {
    private final Path socket;

    /** The agent there. */
    public AgentTarget(Path socket) {
        this.socket = socket;
    }

    @Override
    public Side side() {
        return Side.AGENT;
    }

    @Override
    public Connection connect(Duration patience) throws IOException {
        SocketChannel channel = null;
        try {
            channel = SocketChannel.open(UnixDomainSocketAddress.of(socket));
            return new Open(new Wire(channel, toString(), patience));
        } catch (IOException e) {
            if (channel != null) {
                channel.close();
            }
            throw new UnreachableException(e, this);
        }
    }

    /** One: all connections share the keys and the lock. */
    @Override
    public int atOnce() {
        return 1;
    }

    @Override
    public String toString() {
        return socket.toString();
    }

    private record Open(Wire wire) implements Connection {
        @Override
        public void close() {
            // nothing was started
        }
    }
}
