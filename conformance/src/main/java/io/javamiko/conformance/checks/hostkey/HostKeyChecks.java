package io.javamiko.conformance.checks.hostkey;

import io.javamiko.conformance.Check;
import java.util.List;

/** Layer {@code hostkey}: host keys and their signatures (RFC 4253 §6.6, §8). A file a clause. */
public final class HostKeyChecks {
    /** All of them. */
    public static final List<Check> ALL = Check.join(
            List.of(SignatureOverH.CHECKS, RSASignatures.CHECKS, CurveSignatures.CHECKS, HostCertificates.CHECKS));

    private HostKeyChecks() {}
}
