package io.javamiko.crypto;

import static io.javamiko.crypto.AlgorithmUse.DEFAULT;

import java.util.List;
import java.util.Optional;

/** The MACs of RFC 4253 §6.4, in order of preference. */
public final class MACAlgorithms {
    private static final List<MACAlgorithm> ALL = List.of(
            //               name                             use    key len  etm    JCA
            new MACAlgorithm("hmac-sha2-256-etm@openssh.com", DEFAULT, 32, 32, true, "HmacSHA256"), // PROTOCOL §1.5
            new MACAlgorithm("hmac-sha2-512-etm@openssh.com", DEFAULT, 64, 64, true, "HmacSHA512"),
            new MACAlgorithm("hmac-sha2-256", DEFAULT, 32, 32, false, "HmacSHA256"), // RFC 6668
            new MACAlgorithm("hmac-sha2-512", DEFAULT, 64, 64, false, "HmacSHA512"));

    private MACAlgorithms() {}

    /** Every MAC, the preferred one first. */
    public static List<MACAlgorithm> all() {
        return ALL;
    }

    /** The one of that name. */
    public static Optional<MACAlgorithm> named(String name) {
        return ALL.stream().filter(a -> a.name().equals(name)).findFirst();
    }
}
