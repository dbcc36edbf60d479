package io.javamiko.conformance;

import io.javamiko.conformance.peer.Wire;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/**
 * A server that listens somewhere. The kit is polite to it: so many connections in a second at most, and when it ends
 * connections before its identification for a while, where it did not before, the kit waits, longer each time, and tries
 * again. Thread-safe.
 */
public final class ServerTarget implements Target {
    private static final int AT_ONCE = 4;
    private static final int A_SECOND = 20;
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofMinutes(11); // sshd's own longest penalty is 10

    private final InetSocketAddress address;
    private final int atOnce;
    private final Pace pace;
    private final Penalty penalty;

    /** A server that is asked 20 times a second at most, by 4 checks at once. */
    public ServerTarget(InetSocketAddress address) {
        this(address, AT_ONCE, A_SECOND);
    }

    /**
     * @param atOnce how many checks may run at once; sshd counts connections that are not logged in (MaxStartups)
     * @param aSecond how many connections are made in a second at most
     */
    public ServerTarget(InetSocketAddress address, int atOnce, int aSecond) {
        this(address, atOnce, aSecond, words -> {});
    }

    /**
     * @param atOnce how many checks may run at once
     * @param aSecond how many connections are made in a second at most
     * @param telling is told, by any thread, when the server ends connections before its identification, and is waited for
     */
    public ServerTarget(InetSocketAddress address, int atOnce, int aSecond, Consumer<String> telling) {
        this(address, atOnce, aSecond, new Penalty(FIRST_PAUSE, PATIENCE, telling));
    }

    ServerTarget(InetSocketAddress address, int atOnce, int aSecond, Penalty penalty) {
        this.address = address;
        this.atOnce = atOnce;
        this.pace = new Pace(aSecond);
        this.penalty = penalty;
    }

    @Override
    public Side side() {
        return Side.SERVER;
    }

    @Override
    public Connection connect(Duration patience) throws IOException {
        return connect(patience, false);
    }

    @Override
    public Connection connectFurther(Duration patience) throws IOException {
        return connect(patience, true);
    }

    private Connection connect(Duration patience, boolean further) throws IOException {
        var reached = penalty.connect(() -> open(patience), toString(), patience, further);
        return new Plain(reached.wire(), reached.refused());
    }

    private Wire open(Duration patience) throws IOException {
        pace.await();
        if (address.isUnresolved()) {
            throw new UnreachableException(new UnknownHostException(address.getHostString()), this);
        }
        var channel = SocketChannel.open();
        try {
            channel.socket().connect(address, (int) patience.toMillis());
            return new Wire(channel, toString(), patience);
        } catch (IOException e) {
            channel.close();
            throw new UnreachableException(e, this);
        }
    }

    @Override
    public int atOnce() {
        return atOnce;
    }

    @Override
    public List<String> remarks() {
        return penalty.remarks();
    }

    @Override
    public String toString() {
        return address.getHostString() + ":" + address.getPort();
    }

    private record Plain(Wire wire, boolean isRefused) implements Connection {
        @Override
        public void close() {
            // nothing was started
        }
    }
}
