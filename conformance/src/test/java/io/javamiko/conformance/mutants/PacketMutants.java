package io.javamiko.conformance.mutants;

import static io.javamiko.conformance.mutants.Mutant.clientBehind;
import static io.javamiko.conformance.mutants.Mutant.server;
import static io.javamiko.conformance.mutants.Mutant.serverBehind;

import io.javamiko.conformance.peer.Depth;
import java.util.List;

/** Broken peers for the layer {@code packet}. */
final class PacketMutants {
    private static final String[] REFUSALS = {
        "packet-05",
        "packet-06",
        "packet-07",
        "packet-08",
        "packet-11",
        "packet-17",
        "packet-19",
        "packet-20",
        "packet-25",
        "packet-28",
        "packet-37"
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
                    "packet-16",
                    "packet-31",
                    "packet-32",
                    "packet-36",
                    "packet-38",
                    "packet-40",
                    "packet-42"));

    private PacketMutants() {}
}
