package io.javamiko.conformance.checks.kexorder;

import io.javamiko.conformance.Check;
import java.util.List;

/** Layer {@code kexorder}: what may be sent during a key exchange (RFC 4253 §7.1). A file a clause. */
public final class KexOrderChecks {
    /** All of them. */
    public static final List<Check> ALL = Check.join(List.of(
            SecondMessages.CHECKS, HigherLayers.CHECKS, TakingKeys.CHECKS, DerivedKeys.CHECKS, TellingNothing.CHECKS));

    private KexOrderChecks() {}
}
