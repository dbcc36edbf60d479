package io.javamiko.conformance.mutants;

import static io.javamiko.conformance.mutants.Mutant.client;
import static io.javamiko.conformance.mutants.Mutant.server;

import java.util.List;

/** Broken peers for the layer {@code role}. */
final class RoleMutants {
    static final List<Mutant> ALL = List.of(
            server(
                    "it believes what only a server may say, and serves before it should",
                    ObligingPeer::run,
                    "role-01",
                    "role-03",
                    "role-04",
                    "role-05",
                    "role-06",
                    "role-10",
                    "role-11"),
            client("a client serves whoever asks", ObligingPeer::run, "role-02", "role-07", "role-08", "role-12"));

    private RoleMutants() {}
}
