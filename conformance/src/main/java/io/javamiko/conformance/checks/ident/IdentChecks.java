package io.javamiko.conformance.checks.ident;

import io.javamiko.conformance.Check;
import java.util.List;

/** Layer {@code ident}: identification strings (RFC 4253 §4.2, §5). A file a clause. */
public final class IdentChecks {
    /** All of them. */
    public static final List<Check> ALL = Check.join(List.of(
            IdentificationForm.CHECKS, ProtocolVersions.CHECKS, LinesBefore.CHECKS, IdentificationDelivery.CHECKS));

    private IdentChecks() {}
}
