package io.javamiko.conformance.mutants;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import io.javamiko.conformance.OwnTargets;
import io.javamiko.conformance.Verdict;
import io.javamiko.conformance.checks.Checks;
import io.javamiko.conformance.peer.Peer;
import io.javamiko.transport.Role;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The peer on which single faults are put passes the checks that catch them: so it is the fault that is caught. */
class SoundPeerTest {
    private static final long OFTEN = 64 << 10;
    /** Refused by who keeps an order, which it does not. */
    private static final Set<String> OF_OTHERS = Set.of("extinfo-12", "extinfo-15", "rekey-12");

    @ParameterizedTest
    @EnumSource
    void itPassesTheChecksThatCatchItsFaults(Role role) throws Exception {
        var caught = Stream.of(CompressMutants.ALL, ExtInfoMutants.ALL, RekeyMutants.ALL)
                .flatMap(list -> list.stream().flatMap(mutant -> mutant.caughtBy().stream()))
                .filter(id -> !OF_OTHERS.contains(id))
                .collect(toSet());
        var checks = Checks.all().stream()
                .filter(check -> caught.contains(check.id()))
                .toList();
        var target = new ScriptedTarget(
                "a sound peer",
                role,
                peer -> new SoundPeer(CompressMutants.offering(peer))
                        .exchangingAfter(OFTEN, Peer::exchangeKeys)
                        .run());

        assertThat(OwnTargets.runner(target).run(checks).results())
                .isNotEmpty()
                .allSatisfy(result -> assertThat(result.verdict())
                        .as("%s: %s", result.row().id(), result.words())
                        .isEqualTo(Verdict.PASS));
    }
}
