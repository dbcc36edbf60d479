package io.javamiko.conformance.junit;

import io.javamiko.Threads;
import io.javamiko.conformance.Side;
import io.javamiko.conformance.Target;
import io.javamiko.conformance.peer.Credentials;
import io.javamiko.conformance.peer.Depth;
import io.javamiko.conformance.peer.Peer;
import io.javamiko.conformance.peer.Timing;
import io.javamiko.conformance.peer.Transcript;
import io.javamiko.conformance.peer.Wire;
import io.javamiko.keys.SSHKeyPair;
import io.javamiko.transport.Role;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** A server that lets everybody in, and is sound but for its identification. */
final class BrokenServer implements Target {
    private static final SSHKeyPair HOST_KEY = SSHKeyPair.generate("ssh-ed25519");

    private final String identification;
    private final int atOnce;
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicInteger mostOpen = new AtomicInteger();

    BrokenServer(String identification, int atOnce) {
        this.identification = identification;
        this.atOnce = atOnce;
    }

    @Override
    public Side side() {
        return Side.SERVER;
    }

    @Override
    public Connection connect(Duration patience) throws IOException {
        try (var listener = ServerSocketChannel.open()) {
            listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1);
            var kit = SocketChannel.open(listener.getLocalAddress());
            var server = new Wire(listener.accept(), "the kit", patience);
            Threads.start("broken server", () -> serve(server));
            mostOpen.accumulateAndGet(open.incrementAndGet(), Math::max);
            return new Ends(new Wire(kit, toString(), patience), server, open);
        }
    }

    private void serve(Wire wire) {
        var timing = Timing.DEFAULT.scaled(0.5);
        var credentials = Credentials.server(List.of(HOST_KEY));
        try (var peer = new Peer(wire, Role.SERVER, credentials, timing, new Transcript(), new SecureRandom())) {
            peer.identify(identification);
            peer.upTo(Depth.AUTHENTICATED).expectClose();
        } catch (IOException e) {
            return; // as the check wants it
        }
    }

    /** How many connections were open at once, at most. */
    int mostOpen() {
        return mostOpen.get();
    }

    @Override
    public int atOnce() {
        return atOnce;
    }

    @Override
    public String toString() {
        return "broken server";
    }

    private record Ends(Wire wire, Wire server, AtomicInteger open) implements Connection {
        @Override
        public void close() {
            server.close();
            open.decrementAndGet();
        }
    }
}
