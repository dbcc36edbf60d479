package io.javamiko.conformance.mutants;

import static io.javamiko.transport.MessageNumbers.KEXINIT;

import io.javamiko.Threads;
import io.javamiko.conformance.OwnTargets;
import io.javamiko.conformance.Side;
import io.javamiko.conformance.Target;
import io.javamiko.conformance.peer.Credentials;
import io.javamiko.conformance.peer.Depth;
import io.javamiko.conformance.peer.Peer;
import io.javamiko.conformance.peer.Timing;
import io.javamiko.conformance.peer.Transcript;
import io.javamiko.conformance.peer.Wire;
import io.javamiko.transport.Role;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/**
 * Our own server or client behind two peers, one to the kit and one to it, between which each message of the connection
 * protocol can be changed, dropped, or answered: so it seems broken. Both log in by themselves.
 */
final class MessageLink implements Target {
    private static final int MOST_IN_A_ROW = 64;

    /** Listens so long for one side before it turns to the other. */
    private static final Timing TURNS = new Timing(
            OwnTargets.TIMING.reply(),
            OwnTargets.TIMING.closing(),
            Duration.ofMillis(1),
            OwnTargets.TIMING.login(),
            OwnTargets.TIMING.check());

    /** What passes on one connection; a new one for each. */
    interface Bend {
        /** The kit has sent this. */
        default void fromKit(byte[] payload, Peer kit, Peer target) throws IOException {
            target.send(payload);
        }

        /** The target has sent this. */
        default void fromTarget(byte[] payload, Peer kit, Peer target) throws IOException {
            kit.send(payload);
        }
    }

    private final String name;
    private final Target sound;
    private final Supplier<? extends Bend> bend;

    private MessageLink(String name, Target sound, Supplier<? extends Bend> bend) {
        this.name = name;
        this.sound = sound;
        this.bend = bend;
    }

    static MessageLink server(String name, Supplier<? extends Bend> bend) throws IOException {
        return new MessageLink(name, OwnTargets.target(OwnTargets.server()), bend);
    }

    static MessageLink client(String name, Target client, Supplier<? extends Bend> bend) {
        return new MessageLink(name, client, bend);
    }

    @Override
    public Side side() {
        return sound.side();
    }

    @Override
    public Connection connect(Duration patience) throws IOException {
        var connection = sound.connect(patience);
        try (var listener = ServerSocketChannel.open()) {
            listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1);
            var kit = SocketChannel.open(listener.getLocalAddress());
            var mutant = new Wire(listener.accept(), "the kit", patience);
            Threads.start("mutant messages", () -> carry(mutant, connection));
            return new Bent(new Wire(kit, name, patience), mutant, connection);
        }
    }

    private void carry(Wire wireToKit, Connection connection) {
        boolean serves = side() == Side.SERVER;
        var asServer = Credentials.server(List.of(OwnTargets.HOST_KEY));
        var asClient = Credentials.key("user", OwnTargets.USER_KEY);
        try (var kit = peer(wireToKit, serves ? Role.SERVER : Role.CLIENT, serves ? asServer : asClient);
                var target =
                        peer(connection.wire(), serves ? Role.CLIENT : Role.SERVER, serves ? asClient : asServer)) {
            kit.upTo(Depth.AUTHENTICATED);
            target.upTo(Depth.AUTHENTICATED);
            var bent = bend.get();
            boolean open = true;
            while (open) {
                open = carry(kit, payload -> bent.fromKit(payload, kit, target))
                        && carry(target, payload -> bent.fromTarget(payload, kit, target));
            }
        } catch (IOException | ClosedSelectorException e) {
            return; // closed, as a peer does that meets what it does not expect
        }
    }

    private static Peer peer(Wire wire, Role role, Credentials credentials) {
        return new Peer(wire, role, credentials, TURNS, new Transcript(), new SecureRandom());
    }

    /** What becomes of a message. */
    @FunctionalInterface
    private interface Passing {
        void pass(byte[] payload) throws IOException;
    }

    /** What has come from one side; whether it is still there. */
    private static boolean carry(Peer from, Passing passing) throws IOException {
        for (int i = 0; i < MOST_IN_A_ROW; i++) {
            if (!from.isAnswered()) {
                return !from.tcp().hasEnded();
            }
            var message = from.next();
            if (message.isEmpty()) {
                return false;
            }
            if (message.get().number() == KEXINIT) {
                from.exchangeKeys();
            } else {
                passing.pass(message.get().payload());
            }
        }
        return true;
    }

    @Override
    public int atOnce() {
        return sound.atOnce();
    }

    @Override
    public String toString() {
        return name;
    }

    private record Bent(Wire wire, Wire mutant, Connection connection) implements Connection {
        @Override
        public void close() {
            mutant.close();
            connection.close();
            connection.wire().close();
        }
    }
}
