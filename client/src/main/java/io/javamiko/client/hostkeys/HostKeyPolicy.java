package io.javamiko.client.hostkeys;

import io.javamiko.SSHException;
import java.util.function.Function;

/**
 * Decides about host keys that known_hosts does not have; those that it has, and those that it revokes, are decided already.
 * Called on the thread that connects, in the first key exchange, with no lock held; it may ask a person.
 */
@FunctionalInterface
public interface HostKeyPolicy {
    /**
     * A host of which known_hosts has no key.
     *
     * @throws SSHException to end the connection with an error of its own
     */
    HostKeyDecision unknown(HostKeyQuestion question) throws SSHException;

    /**
     * A host of which known_hosts has other keys: an attack, or a server that was set up anew. Rejected, unless this is
     * overridden by who knows better.
     *
     * @throws SSHException to end the connection with an error of its own
     */
    default HostKeyDecision changed(HostKeyQuestion question) throws SSHException {
        return HostKeyDecision.REJECT;
    }

    /** Takes only what known_hosts has: the default. */
    static HostKeyPolicy reject() {
        return question -> HostKeyDecision.REJECT;
    }

    /** Takes the key of a host that is new, and saves it; from then on another key is an error. */
    static HostKeyPolicy acceptNew() {
        return question -> HostKeyDecision.ACCEPT_AND_SAVE;
    }

    /** Asks, usually a person, about a host that is new. */
    static HostKeyPolicy ask(Function<HostKeyQuestion, HostKeyDecision> asked) {
        return asked::apply;
    }
}
