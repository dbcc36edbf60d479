package io.javamiko.auth;

import io.javamiko.keys.SSHPublicKey;
import java.util.List;
import java.util.Optional;

/**
 * Who was authenticated, and by which proofs: made by {@link ServerAuthentication} alone, once a chain of methods is complete.
 */
public final class Authenticated {
    private final String user;
    private final List<Proof> proofs;

    /**
     * A method that was passed.
     *
     * @param method the method's name
     * @param key the key that made the signature, for publickey
     * @param grant what the {@link Authenticator} gave for it
     */
    public record Proof(String method, Optional<SSHPublicKey> key, Grant grant) {}

    Authenticated(String user, List<Proof> proofs) {
        this.user = user;
        this.proofs = List.copyOf(proofs);
    }

    /** The user's name as the client gave it and the {@link Authenticator} accepted it. */
    public String user() {
        return user;
    }

    /** The methods that were passed, in order; at least one. */
    public List<Proof> proofs() {
        return proofs;
    }

    /** The key that made the first valid signature, if one did; never one that was only asked about. */
    public Optional<SSHPublicKey> key() {
        return proofs.stream().flatMap(proof -> proof.key().stream()).findFirst();
    }
}
