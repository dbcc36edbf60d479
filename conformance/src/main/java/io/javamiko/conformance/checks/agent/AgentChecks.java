package io.javamiko.conformance.checks.agent;

import io.javamiko.conformance.Check;
import java.util.List;

/** Layer {@code agent}: the agent protocol. A file a clause. */
public final class AgentChecks {
    /** All of them. */
    public static final List<Check> ALL = Check.join(List.of());

    private AgentChecks() {}
}
