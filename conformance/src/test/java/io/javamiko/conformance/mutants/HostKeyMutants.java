package io.javamiko.conformance.mutants;

import static io.javamiko.conformance.mutants.Mutant.client;
import static io.javamiko.conformance.mutants.Mutant.server;

import io.javamiko.conformance.peer.Depth;
import io.javamiko.transport.MessageNumbers;
import java.security.SecureRandom;
import java.util.List;

/** Broken peers for the layer {@code hostkey}. */
final class HostKeyMutants {
    private static final SecureRandom RANDOM = new SecureRandom();

    static final List<Mutant> ALL = List.of(
            client(
                    "a client that takes any proof of a host key",
                    WrongKex::takesAnything,
                    "hostkey-01",
                    "hostkey-03",
                    "hostkey-04",
                    "hostkey-05",
                    "hostkey-06",
                    "hostkey-08",
                    "hostkey-09",
                    "hostkey-11",
                    "hostkey-12",
                    "hostkey-13",
                    "hostkey-17"),
            client(
                    "a client that wants K_S to be named as the algorithm",
                    WrongKex::wantsTheAlgorithmsName,
                    "hostkey-07"),
            client(
                    "a client that takes null for a host key algorithm",
                    peer -> {
                        peer.proposing(peer.proposal().hostKeys("null")).upTo(Depth.NEGOTIATED);
                        peer.send(MessageNumbers.KEX_INIT);
                        peer.expectClose();
                    },
                    "hostkey-18"),
            server(
                    "a server that signs another H",
                    peer -> WrongKex.exchanges(peer, RANDOM, WrongKex::another),
                    "hostkey-19"));

    private HostKeyMutants() {}
}
