package io.javamiko.conformance.mutants;

import io.javamiko.Threads;
import io.javamiko.agent.AgentKeyring;
import io.javamiko.agent.AgentSession;
import io.javamiko.conformance.Side;
import io.javamiko.conformance.Target;
import io.javamiko.conformance.peer.Wire;
import io.javamiko.wire.WireWriter;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;

/** A broken agent: a sound one whose requests or answers are changed on their way. */
final class ScriptedAgent implements Target {
    private static final int MOST = 1 << 20;

    private final String name;
    private final Behaviour answers;
    private final AgentKeyring keyring = AgentKeyring.create(k -> k.confirmation((key, sessions) -> true));

    /** What it answers on one connection. */
    interface Behaviour {
        /**
         * Answers.
         *
         * @param sound what a sound agent would answer
         * @param request from its type on
         * @return from its type on; null ends the connection
         */
        byte[] answer(AgentSession sound, byte[] request) throws IOException;
    }

    ScriptedAgent(String name, Behaviour answers) {
        this.name = name;
        this.answers = answers;
    }

    @Override
    public Side side() {
        return Side.AGENT;
    }

    @Override
    public Connection connect(Duration patience) throws IOException {
        try (var listener = ServerSocketChannel.open()) {
            listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1);
            var kit = SocketChannel.open(listener.getLocalAddress());
            var agent = listener.accept().socket();
            Threads.start("mutant agent", () -> serve(agent));
            return new Scripted(new Wire(kit, name, patience), agent);
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            var session = keyring.session();
            var in = new DataInputStream(socket.getInputStream());
            var out = socket.getOutputStream();
            while (true) {
                byte[] request = in.readNBytes(Math.min(MOST, in.readInt() & 0x7fff_ffff));
                byte[] answer = answers.answer(session, request);
                if (answer == null) {
                    return;
                }
                out.write(new WireWriter().string(answer).toByteArray()); // in one segment
            }
        } catch (IOException e) {
            return; // the kit has what it wanted
        }
    }

    @Override
    public int atOnce() {
        return 1;
    }

    @Override
    public String toString() {
        return name;
    }

    private record Scripted(Wire wire, Socket agent) implements Connection {
        @Override
        public void close() {
            try {
                agent.close();
            } catch (IOException e) {
                // it is closed all the same
            }
        }
    }
}
