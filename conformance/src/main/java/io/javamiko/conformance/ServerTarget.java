package io.javamiko.conformance;

import io.javamiko.conformance.peer.Wire;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.channels.SocketChannel;
import java.time.Duration;

/** A server that listens somewhere. */
public final class ServerTarget implements Target {
    private final InetSocketAddress address;
    private final int atOnce;
    private final Pace pace;
    private volatile boolean hasTaken;

    /**
     * @param atOnce how many checks may run at once; sshd counts connections that are not logged in (MaxStartups)
     * @param aSecond how many connections are made in a second at most
     */
    public ServerTarget(InetSocketAddress address, int atOnce, int aSecond) {
        this.address = address;
        this.atOnce = atOnce;
        this.pace = new Pace(aSecond);
    }

    @Override
    public Side side() {
        return Side.SERVER;
    }

    @Override
    public Connection connect(Duration patience) throws IOException {
        pace.await();
        if (address.isUnresolved()) {
            throw new UnreachableException(new UnknownHostException(address.getHostString()), this);
        }
        var channel = SocketChannel.open();
        try {
            channel.socket().connect(address, (int) patience.toMillis());
            var wire = new Wire(channel, toString(), patience);
            return new Plain(wire);
        } catch (IOException e) {
            channel.close();
            throw new UnreachableException(e, this);
        }
    }

    @Override
    public boolean hasTaken() {
        return hasTaken;
    }

    @Override
    public void taken() {
        hasTaken = true;
    }

    @Override
    public int atOnce() {
        return atOnce;
    }

    @Override
    public String toString() {
        return address.getHostString() + ":" + address.getPort();
    }

    private record Plain(Wire wire) implements Connection {
        @Override
        public void close() {
            // nothing was started
        }
    }
}
