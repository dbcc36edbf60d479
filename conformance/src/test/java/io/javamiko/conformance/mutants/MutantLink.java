package io.javamiko.conformance.mutants;

import io.javamiko.Threads;
import io.javamiko.conformance.OwnTargets;
import io.javamiko.conformance.Side;
import io.javamiko.conformance.Target;
import io.javamiko.conformance.peer.Wire;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.Supplier;

/**
 * A sound peer behind a link that changes bytes: so it seems broken. Before the first NEWKEYS whole packets can be seen in
 * the bytes; behind it the link can delay, drop and hide, not rewrite.
 */
final class MutantLink implements Target {
    /** What the link does to one connection; a new one for each. */
    interface Bend {
        /** What the kit gets of what the target sent; called with pieces as they come. */
        default byte[] toKit(byte[] bytes) {
            return bytes;
        }

        /** What the target gets of what the kit sent. */
        default byte[] toTarget(byte[] bytes) {
            return bytes;
        }

        /** Whether the kit is told that the target has closed. */
        default boolean tellsClose() {
            return true;
        }
    }

    private static final int BITE = 16 << 10;

    private final String name;
    private final Target sound;
    private final AutoCloseable soundOwner;
    private final Supplier<Bend> bend;

    private MutantLink(String name, Target sound, AutoCloseable soundOwner, Supplier<Bend> bend) {
        this.name = name;
        this.sound = sound;
        this.soundOwner = soundOwner;
        this.bend = bend;
    }

    static MutantLink serverBehind(String name, Supplier<Bend> bend) throws IOException {
        var server = OwnTargets.server();
        return new MutantLink(name, OwnTargets.target(server), server, bend);
    }

    static MutantLink clientBehind(String name, Supplier<Bend> bend) {
        return new MutantLink(name, OwnTargets.client(), () -> {}, bend);
    }

    AutoCloseable owner() {
        return soundOwner;
    }

    @Override
    public Side side() {
        return sound.side();
    }

    @Override
    public Connection connect(Duration patience) throws IOException {
        var connection = sound.connect(patience);
        try (var listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var kit = SocketChannel.open(new InetSocketAddress(listener.getInetAddress(), listener.getLocalPort()));
            var end = listener.accept();
            var bent = bend.get();
            Threads.start("mutant link", () -> carry(end, connection.wire(), bent));
            return new Bent(new Wire(kit, name, patience), connection, end);
        }
    }

    /** Both directions on one thread: the wire reads while it waits, and the socket is asked what it has. */
    private static void carry(Socket kit, Wire target, Bend bent) {
        byte[] bytes = new byte[BITE];
        try {
            boolean open = true;
            while (open) {
                open = carryOnce(kit, target, bent, bytes);
            }
            if (bent.tellsClose()) {
                kit.close();
            }
        } catch (IOException e) {
            target.close();
        }
    }

    private static boolean carryOnce(Socket kit, Wire target, Bend bent, byte[] bytes) throws IOException {
        kit.setSoTimeout(2);
        try {
            int count = kit.getInputStream().read(bytes);
            if (count < 0) {
                target.close();
                return false;
            }
            byte[] changed = bent.toTarget(Arrays.copyOf(bytes, count));
            target.write(changed, 0, changed.length);
        } catch (java.net.SocketTimeoutException e) {
            // nothing to carry there
        }
        try {
            int count = target.read(bytes, 0, bytes.length, io.javamiko.Deadline.after(Duration.ofMillis(2)));
            if (count < 0) {
                return false;
            }
            kit.getOutputStream().write(bent.toKit(Arrays.copyOf(bytes, count)));
        } catch (io.javamiko.SSHTimeoutException e) {
            // nothing to carry back
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

    private record Bent(Wire wire, Connection connection, Socket end) implements Connection {
        @Override
        public void close() {
            connection.close();
            connection.wire().close();
            try {
                end.close();
            } catch (IOException e) {
                // it is closed all the same
            }
        }
    }
}
