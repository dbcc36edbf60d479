package io.javamiko.conformance.mutants;

import static io.javamiko.conformance.mutants.Mutant.client;
import static io.javamiko.conformance.mutants.Mutant.server;
import static io.javamiko.transport.MessageNumbers.GLOBAL_REQUEST;
import static io.javamiko.transport.MessageNumbers.KEXINIT;

import io.javamiko.conformance.peer.Depth;
import io.javamiko.conformance.peer.ExpectationException;
import io.javamiko.conformance.peer.Peer;
import io.javamiko.conformance.peer.Received;
import io.javamiko.connection.ConnectionMessage.RequestFailure;
import io.javamiko.transport.Role;
import io.javamiko.transport.TransportMessage.NewKeys;
import java.io.IOException;
import java.util.List;

/** Broken peers for the layer {@code rekey}. */
final class RekeyMutants {
    private static final long OFTEN = 64 << 10;
    private static final String[] ASLEEP = {
        "rekey-01", "rekey-05", "rekey-07", "rekey-09", "rekey-12", "rekey-16", "rekey-18", "rekey-20", "timeout-08"
    };

    static final List<Mutant> ALL = List.of(
            server("it answers nothing once the user is in, a KEXINIT neither", RekeyMutants::sleep, ASLEEP),
            client("a client answers nothing once it is in, a KEXINIT neither", RekeyMutants::sleep, "rekey-02"),
            client(
                    "a client answers a later KEXINIT, and keeps its keys",
                    peer -> new SoundPeer(peer)
                            .at(KEXINIT, (sound, message) -> keepsItsKeys(peer))
                            .run(),
                    "rekey-02"),
            server(
                    "it answers the KEXINIT that crosses its own by another one",
                    exchanging(peer -> {
                        peer.sendKexInit();
                        peer.expectKexInit();
                        peer.sendKexInit();
                        peer.exchangeKeys();
                    }),
                    "rekey-03"),
            server("it drops what comes behind its own KEXINIT", exchanging(RekeyMutants::drops), "rekey-04"),
            server("it answers requests behind its own KEXINIT", exchanging(RekeyMutants::answers), "rekey-04"),
            client(
                    "a client takes any proof of the host key once it is in",
                    peer -> new SoundPeer(peer)
                            .at(KEXINIT, (sound, message) -> takesAnyProof(peer))
                            .run(),
                    "rekey-08"));

    private RekeyMutants() {}

    private static void sleep(Peer peer) throws IOException {
        peer.upTo(peer.role() == Role.SERVER ? Depth.CHANNEL_OPEN : Depth.AUTHENTICATED);
        while (peer.next().isPresent()) {
            peer.note("not answered");
        }
    }

    private static void keepsItsKeys(Peer peer) throws IOException {
        peer.sendKexInit();
        peer.send(peer.kexFirst().orElseThrow());
        peer.kexNext(peer.expectKexMessage());
        peer.send(new NewKeys());
        peer.expectNewKeys();
    }

    private static ScriptedTarget.Behaviour exchanging(SoundPeer.Exchange how) {
        return peer -> new SoundPeer(peer).exchangingAfter(OFTEN, how).run();
    }

    private static void drops(Peer peer) throws IOException {
        peer.sendKexInit();
        while (next(peer).number() != KEXINIT) {
            peer.note("dropped");
        }
        peer.exchangeKeys();
    }

    private static void answers(Peer peer) throws IOException {
        peer.sendKexInit();
        for (int number = next(peer).number();
                number != KEXINIT;
                number = next(peer).number()) {
            if (number == GLOBAL_REQUEST) {
                peer.send(new RequestFailure());
            }
        }
        peer.exchangeKeys();
    }

    private static Received next(Peer peer) throws IOException {
        return peer.next().orElseThrow(() -> new ExpectationException("expected KEXINIT", true));
    }

    private static void takesAnyProof(Peer peer) throws IOException {
        peer.sendKexInit();
        peer.send(peer.kexFirst().orElseThrow());
        try {
            peer.kexNext(peer.expectKexMessage());
            peer.newKeys();
            peer.expectNewKeys();
        } catch (ExpectationException e) {
            peer.send(new NewKeys());
            peer.expectClose();
        }
    }
}
