package io.javamiko.conformance.mutants;

import static io.javamiko.conformance.mutants.Mutant.server;

import io.javamiko.conformance.OwnTargets;
import io.javamiko.conformance.Side;
import io.javamiko.server.SSHServerOptionsBuilder;
import java.util.List;
import java.util.function.Consumer;

/** Broken peers for the layer {@code cert}. */
final class CertMutants {
    static final List<Mutant> ALL = List.of(
            own("it knows no certificates", OwnTargets::withoutAuthority, "cert-01", "cert-13"),
            own("it runs what was asked for, and not what is forced", OwnTargets::unforced, "cert-15"),
            server(
                    "it lets everybody in, whatever a certificate says",
                    ObligingPeer::run,
                    "cert-02",
                    "cert-03",
                    "cert-04",
                    "cert-05",
                    "cert-07",
                    "cert-11",
                    "cert-14",
                    "cert-17",
                    "cert-18",
                    "cert-19"));

    private CertMutants() {}

    /** Our own server, set up as nobody should. */
    private static Mutant own(String name, Consumer<SSHServerOptionsBuilder> settings, String... caughtBy) {
        return new Mutant(
                name, Side.SERVER, List.of(caughtBy), () -> OwnTargets.target(OwnTargets.serverWith(settings)));
    }
}
