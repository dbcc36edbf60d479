package io.javamiko.conformance.mutants;

import static io.javamiko.conformance.mutants.Mutant.client;
import static io.javamiko.conformance.mutants.Mutant.clientBehind;
import static io.javamiko.conformance.mutants.Mutant.server;
import static io.javamiko.conformance.mutants.Mutant.serverBehind;
import static io.javamiko.transport.MessageNumbers.KEX_REPLY;

import io.javamiko.conformance.peer.Depth;
import io.javamiko.conformance.peer.ExpectationException;
import io.javamiko.conformance.peer.Frame;
import io.javamiko.conformance.peer.Peer;
import io.javamiko.transport.KexInit;
import io.javamiko.transport.TransportMessage.Unimplemented;
import java.io.IOException;
import java.util.List;

/** Broken peers for the layer {@code packet}. */
final class PacketMutants {
    private static final String[] REFUSALS = {
        "packet-05",
        "packet-06",
        "packet-07",
        "packet-08",
        "packet-11",
        "packet-15",
        "packet-17",
        "packet-18",
        "packet-19",
        "packet-20",
        "packet-22",
        "packet-23",
        "packet-24",
        "packet-25",
        "packet-27",
        "packet-28",
        "packet-37",
        "packet-48",
        "packet-49",
        "packet-61"
    };

    private static final String[] TAKEN = {
        "packet-05",
        "packet-06",
        "packet-07",
        "packet-08",
        "packet-11",
        "packet-15",
        "packet-17",
        "packet-18",
        "packet-19",
        "packet-22",
        "packet-23",
        "packet-24",
        "packet-25",
        "packet-27",
        "packet-28",
        "packet-61"
    };

    static final List<Mutant> ALL = List.of(
            serverBehind("it hangs where it should close", () -> IdentMutants.NEVER_CLOSES, REFUSALS),
            clientBehind("a client hangs where it should close", () -> IdentMutants.NEVER_CLOSES, REFUSALS),
            server(
                    "it goes silent once it is encrypted",
                    peer -> {
                        peer.upTo(Depth.ENCRYPTED);
                        while (peer.next().isPresent()) {
                            peer.note("not answered");
                        }
                    },
                    "packet-03",
                    "packet-04",
                    "packet-12",
                    "packet-13",
                    "packet-16",
                    "packet-26",
                    "packet-31",
                    "packet-32",
                    "packet-36",
                    "packet-38",
                    "packet-40",
                    "packet-42",
                    "packet-43",
                    "packet-44",
                    "packet-46",
                    "packet-54",
                    "packet-55",
                    "packet-56",
                    "packet-58",
                    "packet-59"),
            server("it takes what is not authentic or has no lawful length", PacketMutants::takesAnything, TAKEN),
            client("a client takes what is not authentic or has no lawful length", PacketMutants::takesAnything, TAKEN),
            server(
                    "it pads no packet to whole blocks",
                    peer -> {
                        peer.upTo(Depth.IDENTIFIED);
                        peer.send(Frame.of(peer.kexInit()).aligned(8, 1));
                        peer.upTo(Depth.AUTHENTICATED);
                        unaligned(peer);
                    },
                    "packet-01"),
            server(
                    "it pads no encrypted packet to whole blocks",
                    peer -> {
                        peer.upTo(Depth.AUTHENTICATED);
                        unaligned(peer);
                    },
                    "packet-02"),
            server(
                    "it says UNIMPLEMENTED for the first packet, whichever it was",
                    peer -> {
                        peer.upTo(Depth.AUTHENTICATED);
                        while (peer.next().isPresent()) {
                            peer.send(new Unimplemented(0));
                        }
                    },
                    "packet-43",
                    "packet-46"),
            server(
                    "a boolean is true if it is 1",
                    peer -> {
                        peer.oddKex().takingKexInit(PacketMutants::withoutGuess);
                        peer.upTo(Depth.ENCRYPTED);
                    },
                    "packet-53"),
            server(
                    "it begins key exchanges by half, outside of any",
                    peer -> {
                        peer.upTo(Depth.AUTHENTICATED);
                        while (peer.next().isPresent()) {
                            peer.send(KEX_REPLY);
                        }
                    },
                    "packet-44"));

    private PacketMutants() {}

    /** Goes on as if it were a packet, and answers. */
    private static void takesAnything(Peer peer) throws IOException {
        try {
            peer.upTo(Depth.ENCRYPTED);
            while (peer.next().isPresent()) {
                peer.note("taken");
            }
        } catch (ExpectationException e) {
            peer.send(new Unimplemented(peer.lastSent()));
            LaterMutants.awaitEnd(peer);
        }
    }

    private static void unaligned(Peer peer) throws IOException {
        while (peer.next().isPresent()) {
            peer.send(Frame.of(new Unimplemented(peer.lastSent())).padding(5));
        }
    }

    private static KexInit withoutGuess(KexInit init) {
        return new KexInit(
                init.cookie(),
                init.kexAlgorithms(),
                init.serverHostKeyAlgorithms(),
                init.encryptionAlgorithmsClientToServer(),
                init.encryptionAlgorithmsServerToClient(),
                init.macAlgorithmsClientToServer(),
                init.macAlgorithmsServerToClient(),
                init.compressionAlgorithmsClientToServer(),
                init.compressionAlgorithmsServerToClient(),
                List.of(),
                List.of(),
                false,
                0);
    }
}
