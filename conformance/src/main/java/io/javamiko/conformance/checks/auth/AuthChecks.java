package io.javamiko.conformance.checks.auth;

import io.javamiko.conformance.Check;
import java.util.List;

/** Layer {@code auth}: authentication (RFC 4252, RFC 4256). A file a clause. */
public final class AuthChecks {
    /** All of them. */
    public static final List<Check> ALL = Check.join(List.of(
            Framework.CHECKS,
            Answers.CHECKS,
            Methods.CHECKS,
            BeforeSuccess.CHECKS,
            Banners.CHECKS,
            PublicKeys.CHECKS,
            ClientSignatures.CHECKS,
            Passwords.CHECKS,
            KeyboardInteractive.CHECKS));

    private AuthChecks() {}
}
