package io.javamiko.conformance.checks.kex;

import io.javamiko.conformance.Check;
import java.util.List;

/** Layer {@code kex}: the key exchange methods (RFC 4253 §8, RFC 4419, RFC 5656, RFC 8731). A file a clause. */
public final class KexChecks {
    /** All of them. */
    public static final List<Check> ALL = Check.join(List.of(
            FixedGroups.CHECKS,
            ServersGroups.CHECKS,
            GroupsGiven.CHECKS,
            NISTCurves.CHECKS,
            Curve25519.CHECKS,
            Curve448.CHECKS,
            Hybrids.CHECKS));

    private KexChecks() {}
}
