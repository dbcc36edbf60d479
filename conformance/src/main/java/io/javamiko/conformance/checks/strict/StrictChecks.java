package io.javamiko.conformance.checks.strict;

import io.javamiko.conformance.Check;
import java.util.List;

/** Layer {@code strict}: strict key exchange (OpenSSH PROTOCOL §1.9). A file a clause. */
public final class StrictChecks {
    /** All of them. */
    public static final List<Check> ALL = Check.join(List.of(Markers.CHECKS, StrictExchange.CHECKS));

    private StrictChecks() {}
}
