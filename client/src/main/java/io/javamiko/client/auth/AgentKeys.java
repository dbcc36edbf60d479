package io.javamiko.client.auth;

import io.javamiko.keys.SSHKeyPair;
import io.javamiko.keys.SSHPublicKey;
import io.javamiko.keys.Signer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The order in which keys are offered where an agent has some, as OpenSSH has it: first those of the agent that were named as
 * identities too, in the agent's order; then its others; then the identities that it does not have. Only, an identity that the
 * caller named, rather than found in the usual place, is not left behind keys that happen to be in the agent: servers give up
 * after a few.
 */
public final class AgentKeys {
    private static final int MAX_PUBLIC_KEY_FILE = 64 * 1024; // bytes

    private AgentKeys() {}

    /**
     * Puts an agent's keys and the identities in order.
     *
     * @param only whether the agent's keys are offered only where an identity names them
     */
    public static List<Identity> inOrder(List<Identity> identities, List<Signer> agent, boolean only) {
        var keys = new LinkedHashMap<Identity, SSHPublicKey>();
        identities.forEach(identity -> publicKey(identity).ifPresent(key -> keys.putIfAbsent(identity, key)));
        var first = new ArrayList<Identity>();
        var others = new ArrayList<Identity>();
        var rest = new ArrayList<>(identities);
        for (var signer : agent) {
            var named = file(identities, keys, signer.publicKey().plain());
            if (named.isPresent() && signer.publicKey().isCertificate()) {
                first.add(new Identity.Key(signer));
            } else if (named.isPresent()) {
                first.add(new Identity.KeyInAgent(signer, named.get()));
                rest.removeIf(identity -> identity instanceof Identity.KeyFile
                        && signer.publicKey().equals(keys.get(identity)));
            } else if (!only && !keys.containsValue(signer.publicKey())) {
                others.add(new Identity.Key(signer));
            }
        }
        rest.stream().filter(AgentKeys::isNamed).forEach(first::add);
        rest.removeIf(AgentKeys::isNamed);
        first.addAll(others);
        first.addAll(rest);
        return List.copyOf(first);
    }

    /** The first file that has this key. */
    private static Optional<Path> file(List<Identity> identities, Map<Identity, SSHPublicKey> keys, SSHPublicKey key) {
        return identities.stream()
                .filter(identity -> identity instanceof Identity.KeyFile && key.equals(keys.get(identity)))
                .map(identity -> ((Identity.KeyFile) identity).file())
                .findFirst();
    }

    private static boolean isNamed(Identity identity) {
        return !(identity instanceof Identity.KeyFile file && file.optional());
    }

    /** The public half, where it can be known without a passphrase: from beside the private key, from it, or it is all there is. */
    private static Optional<SSHPublicKey> publicKey(Identity identity) {
        if (identity instanceof Identity.Key key) {
            return Optional.of(key.signer().publicKey());
        }
        if (identity instanceof Identity.KeyInAgent held) {
            return Optional.of(held.signer().publicKey());
        }
        Path file = ((Identity.KeyFile) identity).file();
        var beside = line(file.resolveSibling(file.getFileName() + ".pub"));
        return beside.isPresent() ? beside : ofPrivateKey(file).or(() -> line(file));
    }

    private static Optional<SSHPublicKey> ofPrivateKey(Path file) {
        try {
            return Optional.of(SSHKeyPair.readPublicKey(file));
        } catch (IOException e) {
            return Optional.empty(); // what is wrong with it is said when its turn comes
        }
    }

    private static Optional<SSHPublicKey> line(Path file) {
        try {
            return Files.isRegularFile(file) && Files.size(file) <= MAX_PUBLIC_KEY_FILE
                    ? Optional.of(SSHPublicKey.parse(Files.readString(file).strip()))
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
