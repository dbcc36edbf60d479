package io.javamiko.conformance.checks.attack;

import io.javamiko.conformance.Check;
import java.util.List;

/** Layer {@code attack}: published vulnerabilities that no clause's check holds already. A file a theme. */
public final class AttackChecks {
    /** All of them. */
    public static final List<Check> ALL = Check.join(List.of(
            AuthenticationBypass.CHECKS,
            Signatures.CHECKS,
            MalformedRequests.CHECKS,
            Floods.CHECKS,
            Downgrades.CHECKS,
            HostileServers.CHECKS,
            HostilePrompts.CHECKS,
            TransientKeys.CHECKS,
            HalfOpen.CHECKS,
            FailureTimes.CHECKS));

    private AttackChecks() {}
}
