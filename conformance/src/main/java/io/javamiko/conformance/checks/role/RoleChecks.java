package io.javamiko.conformance.checks.role;

import io.javamiko.conformance.Check;
import java.util.List;

/** Layer {@code role}: messages of the wrong role. A file a clause. */
public final class RoleChecks {
    /** All of them. */
    public static final List<Check> ALL =
            Check.join(List.of(ServersMessages.CHECKS, BeforeAuthentication.CHECKS, ClientsUnderTest.CHECKS));

    private RoleChecks() {}
}
