package io.javamiko.auth;

import io.javamiko.keys.SignatureAlgorithms;
import io.javamiko.keys.Signer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/**
 * Under which algorithms a key is offered to a server (RFC 8332 §3.3, RFC 8308 §3.1).
 *
 * <p>A server that said in {@code server-sig-algs} what it takes is asked once, with the best of it. One that did not is
 * asked with each, best first, on the same connection: it may be one that has only the old ones.
 */
final class SignatureCandidates {
    private SignatureCandidates() {}

    /**
     * @param allowed what our settings allow, legacy algorithms among it only if they were asked for
     * @return best first; empty if the key can't be used, which {@link #whyNone} explains
     */
    static List<String> of(Signer signer, List<String> allowed, Optional<List<String>> serverTakes) {
        List<String> ours = possible(signer, allowed);
        if (serverTakes.isEmpty() || ours.size() == 1) {
            // a type with a single algorithm is offered in any case: some servers list only what they have for RSA
            return ours;
        }
        var takes = serverTakes.get(); // OpenSSH lists plain names only, and means their certificates too
        return ours.stream()
                .filter(name -> takes.contains(name) || takes.contains(SignatureAlgorithms.plain(name)))
                .limit(1)
                .toList();
    }

    /** Why {@link #of} found none, as the end of a sentence. */
    static String whyNone(Signer signer, List<String> allowed) {
        return possible(signer, allowed).isEmpty()
                ? "none of the signature algorithms of a key of type "
                        + signer.publicKey().type() + " is allowed here"
                : "the server takes none of the algorithms that are allowed here for a key of type "
                        + signer.publicKey().type() + " (server-sig-algs)";
    }

    private static List<String> possible(Signer signer, List<String> allowed) {
        var ours = new LinkedHashSet<>(signer.signatureAlgorithms());
        var legacy = new ArrayList<>(SignatureAlgorithms.legacy()); // last, where they were asked for by name
        legacy.retainAll(SignatureAlgorithms.allOfKeyType(signer.publicKey().type()));
        ours.addAll(legacy);
        ours.retainAll(allowed);
        return List.copyOf(ours);
    }
}
