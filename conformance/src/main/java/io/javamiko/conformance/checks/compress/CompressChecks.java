package io.javamiko.conformance.checks.compress;

import io.javamiko.conformance.Check;
import java.util.List;

/** Layer {@code compress}: compression (RFC 4253 §6.2). A file a clause. */
public final class CompressChecks {
    /** All of them. */
    public static final List<Check> ALL = Check.join(List.of(Compressing.CHECKS, BadStreams.CHECKS));

    private CompressChecks() {}
}
