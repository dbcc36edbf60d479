package io.javamiko.conformance.checks.cert;

import io.javamiko.conformance.Check;
import java.util.List;

/** Layer {@code cert}: certificates (OpenSSH PROTOCOL.certkeys). A file a clause. */
public final class CertChecks {
    /** All of them. */
    public static final List<Check> ALL = Check.join(List.of(UserCertificates.CHECKS, CertificateOptions.CHECKS));

    private CertChecks() {}
}
