package io.javamiko.conformance.checks.ping;

import io.javamiko.conformance.Check;
import java.util.List;

/** Layer {@code ping}: PING and PONG (OpenSSH PROTOCOL §1.8). A file a clause. */
public final class PingChecks {
    /** All of them. */
    public static final List<Check> ALL = Pings.CHECKS;

    private PingChecks() {}
}
