package io.javamiko.conformance.peer;

import io.javamiko.keys.Signer;
import java.util.List;
import java.util.Optional;

/**
 * Who a peer is. As a client it logs in as {@code user} with the key, or else with the password; as a server it shows its
 * host keys, and lets everybody in.
 *
 * @param password not a copy
 * @param hostKeys of a server, at least one
 * @param authority signs certificates that the target trusts: for users if it is a server, for hosts if a client
 */
public record Credentials(
        String user,
        Optional<Signer> key,
        Optional<char[]> password,
        List<Signer> hostKeys,
        Optional<Signer> authority) {
    /** Copies the list. */
    public Credentials {
        hostKeys = List.copyOf(hostKeys);
    }

    /** A client that only goes as far as there is no login. */
    public static Credentials none() {
        return new Credentials("", Optional.empty(), Optional.empty(), List.of(), Optional.empty());
    }

    /** A client that logs in with a key. */
    public static Credentials key(String user, Signer key) {
        return new Credentials(user, Optional.of(key), Optional.empty(), List.of(), Optional.empty());
    }

    /** A client that logs in with a password. */
    public static Credentials password(String user, char[] password) {
        return new Credentials(user, Optional.empty(), Optional.of(password), List.of(), Optional.empty());
    }

    /** A server with these host keys. */
    public static Credentials server(List<? extends Signer> hostKeys) {
        return new Credentials("", Optional.empty(), Optional.empty(), List.copyOf(hostKeys), Optional.empty());
    }

    /** The same with a password, too. */
    public Credentials withPassword(char[] value) {
        return new Credentials(user, key, Optional.of(value), hostKeys, authority);
    }

    /** The same with an authority. */
    public Credentials withAuthority(Signer value) {
        return new Credentials(user, key, password, hostKeys, Optional.of(value));
    }

    /** The algorithms of a server's signature that its keys can do, in their order. */
    String[] hostKeyAlgorithms() {
        return hostKeys.stream()
                .flatMap(key -> key.signatureAlgorithms().stream())
                .toArray(String[]::new);
    }

    /** Whether a client can log in. */
    public boolean canLogIn() {
        return key.isPresent() || password.isPresent();
    }

    /** The user alone. */
    @Override
    public String toString() {
        return "Credentials(" + user + ", masked)";
    }
}
