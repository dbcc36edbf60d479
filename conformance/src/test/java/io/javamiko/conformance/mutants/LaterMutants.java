package io.javamiko.conformance.mutants;

import static io.javamiko.conformance.mutants.Mutant.client;
import static io.javamiko.conformance.mutants.Mutant.clientBehind;
import static io.javamiko.conformance.mutants.Mutant.server;
import static io.javamiko.conformance.mutants.Mutant.serverBehind;
import static io.javamiko.transport.MessageNumbers.DISCONNECT;
import static io.javamiko.transport.MessageNumbers.PING;
import static io.javamiko.transport.MessageNumbers.SERVICE_REQUEST;

import io.javamiko.conformance.peer.Depth;
import io.javamiko.conformance.peer.Frame;
import io.javamiko.conformance.peer.Peer;
import io.javamiko.transport.ExtInfo;
import io.javamiko.transport.TransportMessage.Disconnect;
import io.javamiko.transport.TransportMessage.Pong;
import io.javamiko.transport.TransportMessage.ServiceAccept;
import io.javamiko.transport.TransportMessage.Unimplemented;
import io.javamiko.wire.WireWriter;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** Broken peers for the layers service, disconnect, ping and timeout, and what several of them share. */
final class LaterMutants {
    private static final byte[] BYE = new Disconnect(2, "bye", "").payload();
    private static final Saying IN_CLEAR =
            (peer, payload) -> peer.sendRaw(Frame.of(payload).aligned(8, 0).bytes());

    static final List<Mutant> ALL = List.of(
            serverBehind(
                    "it stays where it should go",
                    () -> IdentMutants.NEVER_CLOSES,
                    "disconnect-01",
                    "disconnect-02",
                    "disconnect-06",
                    "disconnect-08",
                    "disconnect-10",
                    "disconnect-11",
                    "disconnect-12",
                    "timeout-02"),
            clientBehind(
                    "a client stays where it should go",
                    () -> IdentMutants.NEVER_CLOSES,
                    "disconnect-01",
                    "disconnect-02",
                    "disconnect-06",
                    "disconnect-08",
                    "disconnect-12",
                    "timeout-06"),
            server(
                    "it grants every service, and not the one that was asked for",
                    peer -> {
                        peer.upTo(Depth.ENCRYPTED);
                        while (peer.expect(SERVICE_REQUEST).number() == SERVICE_REQUEST) {
                            peer.send(new ServiceAccept("ssh-connection"));
                        }
                    },
                    "service-01",
                    "service-02",
                    "service-03"),
            server(
                    "its PONG has data of its own",
                    peer -> {
                        peer.upTo(Depth.ENCRYPTED);
                        peer.send(new ExtInfo(List.of(ExtInfo.Extension.of(ExtInfo.PING, "0"))));
                        peer.upTo(Depth.AUTHENTICATED);
                        while (peer.expect(PING).number() == PING) {
                            peer.send(new Pong(new byte[] {1, 2, 3}));
                        }
                    },
                    "ping-01",
                    "ping-02"),
            server(
                    "it tells extensions whether they are asked for or not, and takes any count of them",
                    peer -> {
                        peer.upTo(Depth.ENCRYPTED);
                        peer.send(new ExtInfo(List.of()));
                        peer.upTo(Depth.AUTHENTICATED);
                        peer.exchangeKeys();
                        while (peer.next().isPresent()) {
                            peer.note("not answered");
                        }
                    },
                    "extinfo-03"),
            server(
                    "it says DISCONNECT for no known reason",
                    endingWith(new Disconnect(99, "bye", "").payload(), Peer::send),
                    "disconnect-04"),
            client(
                    "a client's DISCONNECT has two lines of text",
                    endingWith(new Disconnect(2, "good\r\nbye", "").payload(), Peer::send),
                    "disconnect-04"),
            server(
                    "its DISCONNECT has no language",
                    endingWith(
                            new WireWriter()
                                    .uint8(DISCONNECT)
                                    .uint32(2)
                                    .utf8("bye")
                                    .toByteArray(),
                            Peer::send),
                    "disconnect-04"),
            server("it says DISCONNECT in clear, whatever the keys", endingWith(BYE, IN_CLEAR), "disconnect-05"),
            client("a client says DISCONNECT in clear, whatever the keys", endingWith(BYE, IN_CLEAR), "disconnect-05"),
            server(
                    "it says that it does not know its first packet, whichever it does not know",
                    peer -> new SoundPeer(peer)
                            .at(PING, (sound, message) -> peer.send(new Unimplemented(0)))
                            .run(),
                    "ping-04"),
            client(
                    "a client does not answer what it does not know",
                    peer -> new SoundPeer(peer)
                            .at(PING, (sound, message) -> peer.note("not answered"))
                            .run(),
                    "ping-04"),
            client("a client takes whatever service it is given", ObligingPeer::run, "service-07"));

    private LaterMutants() {}

    /** Sound until something is wrong; then it says this, so. */
    private static ScriptedTarget.Behaviour endingWith(byte[] disconnect, Saying how) {
        return peer -> {
            try {
                new SoundPeer(peer).run();
            } catch (IOException e) {
                how.say(peer, disconnect);
                awaitEnd(peer);
            }
        };
    }

    /** Takes whatever comes, as what can't be read can't be awaited: who closes with bytes unread resets. */
    static void awaitEnd(Peer peer) throws IOException {
        while (!peer.tcp().hasEnded()) {
            peer.pause(Duration.ofMillis(20));
        }
    }

    @FunctionalInterface
    private interface Saying {
        void say(Peer peer, byte[] payload) throws IOException;
    }
}
