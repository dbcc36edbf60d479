package io.javamiko.transport;

import io.javamiko.SSHException;
import io.javamiko.keys.SSHPublicKey;

/** Decides whether a server's host key is the right one: the client's mandatory callback. */
@FunctionalInterface
public interface HostKeyVerifier {
    /**
     * Returns if the key is trusted, and throws otherwise; whatever it throws ends the connection. The server has proved
     * that it has the private key. Called in the first key exchange, on the thread that connects, with no lock held; it may
     * ask a person.
     *
     * @param key the server's
     * @param negotiated what was agreed on, the signature's algorithm included
     * @throws BadHostKeyException if the key is not trusted
     */
    void verify(SSHPublicKey key, Negotiated negotiated) throws SSHException;

    /**
     * Whether the key is known already, when the server shows another one in a later key exchange than in the first. No one
     * can be asked then: the answer comes at once, from known_hosts or from what the server announced. Called on the
     * reader's thread with no lock held.
     */
    default boolean knows(SSHPublicKey key) {
        return false;
    }
}
