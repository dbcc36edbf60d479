package io.javamiko.conformance.checks.rekey;

import io.javamiko.conformance.Check;
import java.util.List;

/** Layer {@code rekey}: later key exchanges (RFC 4253 §9). A file a clause. */
public final class RekeyChecks {
    /** All of them. */
    public static final List<Check> ALL =
            Check.join(List.of(AnyTime.CHECKS, InFlight.CHECKS, Failing.CHECKS, ByTarget.CHECKS));

    private RekeyChecks() {}
}
