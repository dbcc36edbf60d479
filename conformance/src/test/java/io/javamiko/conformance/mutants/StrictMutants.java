package io.javamiko.conformance.mutants;

import static io.javamiko.conformance.mutants.KexInitMutants.saying;
import static io.javamiko.conformance.mutants.KexInitMutants.with;
import static io.javamiko.conformance.mutants.KexInitMutants.withKex;
import static io.javamiko.conformance.mutants.Mutant.client;
import static io.javamiko.conformance.mutants.Mutant.clientBehind;
import static io.javamiko.conformance.mutants.Mutant.server;
import static io.javamiko.conformance.peer.RawKexInit.KEX;

import io.javamiko.transport.KexInit;
import java.util.ArrayList;
import java.util.List;

/** Broken peers for the layer {@code strict}. */
final class StrictMutants {
    private static final String[] OBLIGED = {
        "strict-08", "strict-09", "strict-10", "strict-11", "strict-12", "strict-13", "strict-16"
    };
    private static final String[] NEVER = {"strict-03", "strict-04", "strict-12", "strict-13"};
    private static final String[] ALWAYS = {"strict-02", "strict-05", "strict-06", "strict-17"};

    static final List<Mutant> ALL = List.of(
            server(
                    "it offers strict key exchange, and is not strict",
                    ObligingPeer::run,
                    with(OBLIGED, "strict-15", "strict-20")),
            client("a client offers strict key exchange, and is not strict", ObligingPeer::run, OBLIGED),
            server("it never starts its numbers anew", peer -> ObligingPeer.run(peer, StrictMutants::unmarked), NEVER),
            client(
                    "a client never starts its numbers anew",
                    peer -> ObligingPeer.run(peer, StrictMutants::unmarked),
                    NEVER),
            server("it always starts its numbers anew", peer -> ObligingPeer.run(peer, StrictMutants::marked), ALWAYS),
            client(
                    "a client always starts its numbers anew",
                    peer -> ObligingPeer.run(peer, StrictMutants::marked),
                    ALWAYS),
            clientBehind("a client hangs where it should close", () -> IdentMutants.NEVER_CLOSES, "strict-14"),
            server(
                    "it offers the client's name",
                    saying(init -> init.list(KEX, init.list(KEX) + ",kex-strict-c-v00@openssh.com")),
                    "strict-01"),
            server("it offers no name", saying(init -> init.list(KEX, "curve25519-sha256")), "strict-18"));

    private StrictMutants() {}

    private static KexInit unmarked(KexInit init) {
        return withKex(
                init,
                init.kexAlgorithms().stream()
                        .filter(name -> !name.startsWith("kex-strict"))
                        .toList());
    }

    private static KexInit marked(KexInit init) {
        var kex = new ArrayList<>(init.kexAlgorithms());
        kex.add("kex-strict-c-v00@openssh.com");
        kex.add("kex-strict-s-v00@openssh.com");
        return withKex(init, kex);
    }
}
