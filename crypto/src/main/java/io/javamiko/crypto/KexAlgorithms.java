package io.javamiko.crypto;

import static io.javamiko.crypto.AlgorithmUse.AVAILABLE;
import static io.javamiko.crypto.AlgorithmUse.DEFAULT;
import static io.javamiko.crypto.AlgorithmUse.LEGACY;
import static io.javamiko.crypto.KexAlgorithm.agreement;
import static io.javamiko.crypto.KexAlgorithm.group;
import static io.javamiko.crypto.KexAlgorithm.groupExchange;
import static io.javamiko.crypto.KexAlgorithm.rsa;

import io.javamiko.crypto.agreement.ECDH;
import io.javamiko.crypto.agreement.Groups;
import io.javamiko.crypto.agreement.Hybrid;
import io.javamiko.crypto.agreement.X25519;
import io.javamiko.crypto.agreement.X448;
import java.util.List;
import java.util.Optional;

/** The key exchange methods: those that are offered in order of preference, then the available ones, then legacy. */
public final class KexAlgorithms {
    private static final List<KexAlgorithm> ALL = List.of(
            // name, use, hash, and its maths or group
            agreement("mlkem768x25519-sha256", DEFAULT, "SHA-256", Hybrid::mlkem768x25519), // sshm-mlkem-hybrid-kex
            agreement("sntrup761x25519-sha512", DEFAULT, "SHA-512", Hybrid::sntrup761x25519), // sshm-ntruprime-ssh
            agreement("sntrup761x25519-sha512@openssh.com", DEFAULT, "SHA-512", Hybrid::sntrup761x25519),
            agreement("curve25519-sha256", DEFAULT, "SHA-256", X25519::new), // RFC 8731
            agreement("curve25519-sha256@libssh.org", DEFAULT, "SHA-256", X25519::new),
            agreement("ecdh-sha2-nistp256", DEFAULT, "SHA-256", ECDH::nistp256), // RFC 5656 §10.1
            agreement("ecdh-sha2-nistp384", DEFAULT, "SHA-384", ECDH::nistp384),
            agreement("ecdh-sha2-nistp521", DEFAULT, "SHA-512", ECDH::nistp521),
            group("diffie-hellman-group16-sha512", DEFAULT, "SHA-512", Groups.GROUP16), // RFC 8268
            group("diffie-hellman-group18-sha512", DEFAULT, "SHA-512", Groups.GROUP18),
            groupExchange("diffie-hellman-group-exchange-sha256", DEFAULT, "SHA-256"), // RFC 4419 §4.2
            group("diffie-hellman-group14-sha256", DEFAULT, "SHA-256", Groups.GROUP14), // RFC 8268
            // not offered: OpenSSH and most others have none of them, and each name makes every KEXINIT longer
            agreement("mlkem768nistp256-sha256", AVAILABLE, "SHA-256", Hybrid::mlkem768nistp256),
            agreement("mlkem1024nistp384-sha384", AVAILABLE, "SHA-384", Hybrid::mlkem1024nistp384),
            agreement("curve448-sha512", AVAILABLE, "SHA-512", X448::new), // RFC 8731
            group("diffie-hellman-group15-sha512", AVAILABLE, "SHA-512", Groups.GROUP15), // RFC 8268
            group("diffie-hellman-group17-sha512", AVAILABLE, "SHA-512", Groups.GROUP17),
            // legacy: RFC 4432 is for clients too slow for Diffie–Hellman; the others have SHA-1, or 1,024 bits (RFC
            // 9142 §3)
            rsa("rsa2048-sha256", LEGACY, "SHA-256"), // RFC 4432 §6
            groupExchange("diffie-hellman-group-exchange-sha1", LEGACY, "SHA-1"), // RFC 4419 §4.1
            group("diffie-hellman-group14-sha1", LEGACY, "SHA-1", Groups.GROUP14), // RFC 4253 §8.2
            group("diffie-hellman-group1-sha1", LEGACY, "SHA-1", Groups.GROUP1)); // RFC 4253 §8.1

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
