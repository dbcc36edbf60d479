package io.javamiko.conformance.checks.disconnect;

import io.javamiko.conformance.Check;
import java.util.List;

/** Layer {@code disconnect}: the end of a connection (RFC 4253 §11.1). A file a clause. */
public final class DisconnectChecks {
    /** All of them. */
    public static final List<Check> ALL = Check.join(List.of(DisconnectReceived.CHECKS, DisconnectSent.CHECKS));

    private DisconnectChecks() {}
}
