package io.javamiko.server.auth;

import io.javamiko.keys.SSHPublicKey;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Predicate;

/** Says which keys are whose. Thread-safe; may block; what it throws refuses the key. */
@FunctionalInterface
public interface UserKeys {
    /**
     * Whether the holder of this key is the user. Asked before the client has signed anything, and again when it signs: the
     * answer grants nothing by itself, and should not depend on how often it is asked.
     *
     * @param user the name as the client gave it
     * @param address the client's, in digits: {@code 192.0.2.7}, {@code 2001:db8::1}
     * @return what the key allows; empty if it is not the user's
     */
    Optional<Permissions> find(String user, SSHPublicKey key, String address);

    /** Keys that may do everything, or nothing: {@code UserKeys.of((user, key) -> directory.keysOf(user).contains(key))}. */
    static UserKeys of(BiPredicate<String, SSHPublicKey> owns) {
        return (user, key, address) -> owns.test(user, key) ? Optional.of(Permissions.ALL) : Optional.empty();
    }

    /** Keys of one user only; nobody else has any. */
    static UserKeys onlyOf(String user, UserKeys keys) {
        return (name, key, address) -> name.equals(user) ? keys.find(name, key, address) : Optional.empty();
    }

    /**
     * These without what is revoked: the predicate is asked about the key, and of a certificate also about the key in it and
     * its authority's. What it throws refuses the key.
     */
    default UserKeys except(Predicate<SSHPublicKey> revoked) {
        return (user, key, address) -> isRevoked(key, revoked) ? Optional.empty() : find(user, key, address);
    }

    private static boolean isRevoked(SSHPublicKey key, Predicate<SSHPublicKey> revoked) {
        return revoked.test(key)
                || key.isCertificate()
                        && (revoked.test(key.plain())
                                || UserCertificate.of(key)
                                        .filter(certificate -> !revoked.test(certificate.authority()))
                                        .isEmpty());
    }

    /** Whoever one of the two knows. */
    default UserKeys or(UserKeys other) {
        return (user, key, address) -> {
            var found = find(user, key, address);
            return found.isPresent() ? found : other.find(user, key, address);
        };
    }
}
