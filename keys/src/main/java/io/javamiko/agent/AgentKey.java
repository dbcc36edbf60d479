package io.javamiko.agent;

import io.javamiko.Sanitised;
import io.javamiko.keys.SSHPublicKey;
import java.util.Objects;

/**
 * A key that an agent holds (RFC 9987 §5.4).
 *
 * @param key a public key or a certificate; of a type that is not known here it is opaque, and signs all the same
 * @param comment what its owner called it, as the agent says it: not fit to be shown before it is {@link Sanitised}
 */
public record AgentKey(SSHPublicKey key, String comment) {
    public AgentKey {
        Objects.requireNonNull(key);
        Objects.requireNonNull(comment);
    }

    @Override
    public String toString() {
        return key + (comment.isEmpty() ? "" : " " + Sanitised.of(comment));
    }
}
