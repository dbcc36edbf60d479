package io.javamiko.auth;

import io.javamiko.auth.AuthMessage.AuthFailure;
import io.javamiko.auth.AuthMessage.AuthRequest;
import io.javamiko.auth.Authenticated.Proof;
import io.javamiko.keys.SSHPublicKey;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a user has reached for a service, on the server's side. It belongs to both: another user or another service begins
 * with nothing (RFC 4252 §5).
 *
 * @param mayChangePassword the right password was given, and a new one was asked for
 */
record ServerProgress(String user, String service, MethodChains chains, List<Proof> proofs, boolean mayChangePassword) {
    static final ServerProgress NONE = new ServerProgress("", "", MethodChains.anyOf(), List.of(), false);

    static ServerProgress begin(AuthRequest request, MethodChains chains) {
        return new ServerProgress(request.userName(), request.serviceName(), chains, List.of(), false);
    }

    boolean isOf(AuthRequest request) {
        return user.equals(request.userName()) && service.equals(request.serviceName());
    }

    /** Whether the chains ask for this method now. */
    boolean allows(String method) {
        return chains.allows(passed(), method);
    }

    /**
     * Whether this proof was given before: the same key is not two, with or without a certificate (two passwords can't be told
     * apart, so they are).
     */
    boolean has(Proof proof) {
        return proof.key().isPresent()
                && proofs.stream().anyMatch(given -> plain(given).equals(plain(proof)));
    }

    private static Optional<SSHPublicKey> plain(Proof proof) {
        return proof.key().map(SSHPublicKey::plain);
    }

    ServerProgress with(Proof proof) {
        return new ServerProgress(
                user,
                service,
                chains,
                Stream.concat(proofs.stream(), Stream.of(proof)).toList(),
                false);
    }

    ServerProgress withPasswordChange(boolean may) {
        return new ServerProgress(user, service, chains, proofs, may);
    }

    boolean isComplete() {
        return chains.completeWith(passed());
    }

    AuthFailure failure(boolean partialSuccess) {
        return new AuthFailure(chains.after(passed()), partialSuccess);
    }

    private List<String> passed() {
        return proofs.stream().map(Proof::method).toList();
    }
}
