package io.javamiko.conformance.checks.timeout;

import io.javamiko.conformance.Check;
import java.util.List;

/** Layer {@code timeout}: deadlines of the target. A file a clause. */
public final class TimeoutChecks {
    /** All of them. */
    public static final List<Check> ALL = Check.join(List.of(BeforeLogin.CHECKS, AfterLogin.CHECKS));

    private TimeoutChecks() {}
}
