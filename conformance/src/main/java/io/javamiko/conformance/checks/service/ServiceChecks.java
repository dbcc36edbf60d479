package io.javamiko.conformance.checks.service;

import io.javamiko.conformance.Check;
import java.util.List;

/** Layer {@code service}: service requests (RFC 4253 §10). A file a clause. */
public final class ServiceChecks {
    /** All of them. */
    public static final List<Check> ALL = Check.join(List.of(ServiceRequests.CHECKS, ServiceReplies.CHECKS));

    private ServiceChecks() {}
}
