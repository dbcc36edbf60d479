package io.javamiko.conformance.checks.kexinit;

import io.javamiko.conformance.Check;
import java.util.List;

/** Layer {@code kexinit}: KEXINIT and algorithm negotiation (RFC 4253 §7.1). A file a clause. */
public final class KexInitChecks {
    /** All of them. */
    public static final List<Check> ALL = Check.join(List.of(
            KexInitForm.CHECKS,
            FieldsIgnored.CHECKS,
            OddLists.CHECKS,
            Agreement.CHECKS,
            Guesses.CHECKS,
            Offers.CHECKS));

    private KexInitChecks() {}
}
