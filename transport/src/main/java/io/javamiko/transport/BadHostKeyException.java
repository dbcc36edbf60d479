package io.javamiko.transport;

import io.javamiko.SSHException;
import io.javamiko.keys.SSHPublicKey;

/** The server's host key was not accepted: the connection ended before anything secret was sent. */
public final class BadHostKeyException extends SSHException {
    private static final long serialVersionUID = 1L;

    private final Reason reason;
    private final transient SSHPublicKey key;

    /** What is wrong with the key. */
    public enum Reason {
        /** Nothing is known about this server, and the policy does not accept that. */
        UNKNOWN,
        /** Another key is known for this server. */
        CHANGED,
        /** The key is marked as revoked. */
        REVOKED,
        /** The server did not prove that it has the private key: its signature is wrong. */
        UNPROVEN
    }

    /**
     * @param reason what is wrong
     * @param key the server's key
     * @param message what happened, what was expected, what to try
     */
    public BadHostKeyException(Reason reason, SSHPublicKey key, String message) {
        super(message);
        this.reason = reason;
        this.key = key;
    }

    /** What is wrong with the key. */
    public Reason reason() {
        return reason;
    }

    /** The key that the server presented; {@code null} only in an exception that was serialized. */
    public SSHPublicKey key() {
        return key;
    }
}
