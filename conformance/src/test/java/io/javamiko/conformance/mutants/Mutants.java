package io.javamiko.conformance.mutants;

import java.util.List;

/** All broken peers. */
public final class Mutants {
    /** By layer; add yours to your layer's list. */
    public static final List<List<Mutant>> BY_LAYER = List.of(
            LaterMutants.ALL,
            RekeyMutants.ALL,
            ExtInfoMutants.ALL,
            CompressMutants.ALL,
            IdentMutants.ALL,
            PacketMutants.ALL,
            KexInitMutants.ALL,
            KexOrderMutants.ALL,
            StrictMutants.ALL,
            RoleMutants.ALL,
            KexMutants.ALL,
            HostKeyMutants.ALL,
            AuthMutants.ALL,
            AgentMutants.ALL,
            CertMutants.ALL,
            ConnectionMutants.ALL,
            SFTPMutants.ALL,
            AttackMutants.ALL,
            PromptMutants.ALL);

    private Mutants() {}

    /** Every one. */
    public static List<Mutant> all() {
        return BY_LAYER.stream().flatMap(List::stream).toList();
    }
}
