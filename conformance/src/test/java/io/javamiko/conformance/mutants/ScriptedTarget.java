package io.javamiko.conformance.mutants;

import io.javamiko.Threads;
import io.javamiko.conformance.OwnTargets;
import io.javamiko.conformance.Side;
import io.javamiko.conformance.Target;
import io.javamiko.conformance.peer.Credentials;
import io.javamiko.conformance.peer.Peer;
import io.javamiko.conformance.peer.Transcript;
import io.javamiko.conformance.peer.Wire;
import io.javamiko.transport.Role;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;

/** A broken peer on the kit's own peer: each connection runs a script, and is closed at the script's end. */
public final class ScriptedTarget implements Target {
    /** What it does on one connection. */
    @FunctionalInterface
    public interface Behaviour {
        /** Does it. */
        void run(Peer peer) throws IOException;
    }

    private static final int AT_ONCE = 4;

    private final String name;
    private final Role role;
    private final Behaviour script;

    /** A peer of that role which follows the script. */
    public ScriptedTarget(String name, Role role, Behaviour script) {
        this.name = name;
        this.role = role;
        this.script = script;
    }

    @Override
    public Side side() {
        return Side.of(role);
    }

    @Override
    public Connection connect(Duration patience) throws IOException {
        try (var listener = ServerSocketChannel.open()) {
            listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1);
            var kit = SocketChannel.open(listener.getLocalAddress());
            var mutant = new Wire(listener.accept(), "the kit", patience);
            Threads.start("mutant", () -> serve(mutant));
            return new Scripted(new Wire(kit, name, patience), mutant);
        }
    }

    private void serve(Wire wire) {
        var credentials = role == Role.SERVER
                ? Credentials.server(List.of(OwnTargets.HOST_KEY))
                : Credentials.key("user", OwnTargets.USER_KEY);
        try (var peer = new Peer(wire, role, credentials, OwnTargets.TIMING, new Transcript(), new SecureRandom())) {
            script.run(peer);
        } catch (IOException e) {
            return; // closed, as a peer does that meets what it does not expect
        }
    }

    @Override
    public int atOnce() {
        return AT_ONCE;
    }

    @Override
    public String toString() {
        return name;
    }

    private record Scripted(Wire wire, Wire mutant) implements Connection {
        @Override
        public void close() {
            mutant.close();
        }
    }
}
