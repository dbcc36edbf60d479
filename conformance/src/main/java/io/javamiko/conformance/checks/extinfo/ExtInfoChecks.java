package io.javamiko.conformance.checks.extinfo;

import io.javamiko.conformance.Check;
import java.util.List;

/** Layer {@code extinfo}: extension negotiation (RFC 8308). A file a clause. */
public final class ExtInfoChecks {
    /** All of them. */
    public static final List<Check> ALL = Check.join(List.of(ExtInfoSent.CHECKS, ExtInfoReceived.CHECKS));

    private ExtInfoChecks() {}
}
