package io.javamiko.conformance.checks.attack;

import io.javamiko.conformance.Check;
import java.util.List;

/** Layer {@code attack}: published vulnerabilities. A file a clause. */
public final class AttackChecks {
    /** All of them. */
    public static final List<Check> ALL = Check.join(List.of());

    private AttackChecks() {}
}
