package io.javamiko.crypto;

import static io.javamiko.crypto.AlgorithmUse.DEFAULT;
import static io.javamiko.crypto.KexAlgorithm.agreement;
import static io.javamiko.crypto.KexAlgorithm.group;
import static io.javamiko.crypto.KexAlgorithm.groupExchange;

import io.javamiko.crypto.agreement.ECDH;
import io.javamiko.crypto.agreement.Groups;
import io.javamiko.crypto.agreement.MLKEM768X25519;
import io.javamiko.crypto.agreement.X25519;
import java.util.List;
import java.util.Optional;

/** The key exchange methods, in order of preference. */
public final class KexAlgorithms {
    private static final List<KexAlgorithm> ALL = List.of(
            // name, use, hash, and its maths or group
            agreement(
                    "mlkem768x25519-sha256",
                    DEFAULT,
                    "SHA-256",
                    MLKEM768X25519::new), // draft-ietf-sshm-mlkem-hybrid-kex
            agreement("curve25519-sha256", DEFAULT, "SHA-256", X25519::new), // RFC 8731
            agreement("curve25519-sha256@libssh.org", DEFAULT, "SHA-256", X25519::new),
            agreement("ecdh-sha2-nistp256", DEFAULT, "SHA-256", ECDH::nistp256), // RFC 5656 §10.1
            agreement("ecdh-sha2-nistp384", DEFAULT, "SHA-384", ECDH::nistp384),
            agreement("ecdh-sha2-nistp521", DEFAULT, "SHA-512", ECDH::nistp521),
            group("diffie-hellman-group16-sha512", DEFAULT, "SHA-512", Groups.GROUP16), // RFC 8268
            group("diffie-hellman-group18-sha512", DEFAULT, "SHA-512", Groups.GROUP18),
            groupExchange("diffie-hellman-group-exchange-sha256", DEFAULT, "SHA-256"), // RFC 4419 §4.2
            group("diffie-hellman-group14-sha256", DEFAULT, "SHA-256", Groups.GROUP14)); // RFC 8268

    private KexAlgorithms() {}

    /** Every method, the preferred one first. */
    public static List<KexAlgorithm> all() {
        return ALL;
    }

    /** The one of that name. */
    public static Optional<KexAlgorithm> named(String name) {
        return ALL.stream().filter(a -> a.name().equals(name)).findFirst();
    }
}
