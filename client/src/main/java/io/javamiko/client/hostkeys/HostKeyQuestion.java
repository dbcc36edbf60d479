package io.javamiko.client.hostkeys;

import io.javamiko.keys.SSHPublicKey;
import java.util.List;

/**
 * A host key that known_hosts does not have, and what it has instead.
 *
 * @param host as the caller named it
 * @param port 1–65,535
 * @param key what the server proved to have
 * @param known the other keys that are known for this host and port; empty if the host is new
 */
public record HostKeyQuestion(String host, int port, SSHPublicKey key, List<SSHPublicKey> known) {
    public HostKeyQuestion {
        known = List.copyOf(known);
    }

    /** Whether a key of the same type is known: then the host has changed its key, or is another one. */
    public boolean isChanged() {
        return known.stream().anyMatch(other -> other.type().equals(key.type()));
    }
}
