package io.javamiko.conformance.checks.agent;

import io.javamiko.conformance.Check;
import java.util.List;

/** Layer {@code agent}: the agent protocol (RFC 9987, OpenSSH PROTOCOL.agent). A file a clause. */
public final class AgentChecks {
    /** All of them. */
    public static final List<Check> ALL = Check.join(List.of(
            Messages.CHECKS,
            AddingKeys.CHECKS,
            Constraints.CHECKS,
            RemovingKeys.CHECKS,
            Locking.CHECKS,
            Extensions.CHECKS,
            SessionBinding.CHECKS));

    private AgentChecks() {}
}
