package io.javamiko.agent;

import io.javamiko.ProtocolException;
import io.javamiko.keys.SSHPublicKey;
import io.javamiko.keys.SecurityKeyUse;
import io.javamiko.wire.WireReader;
import io.javamiko.wire.WireWriter;
import java.util.Arrays;

/**
 * The SSH session that uses an agent connection: {@code session-bind@openssh.com} (OpenSSH's PROTOCOL.agent §1). Immutable.
 */
public final class SessionBinding {
    static final String EXTENSION = "session-bind@openssh.com";

    private static final int MAX_KEY = 16 * 1024; // bytes
    private static final int MAX_SESSION_ID = 128; // as OpenSSH has it
    private static final int MAX_NAME = 64;

    private final byte[] hostKey;
    private final byte[] sessionId;
    private final byte[] signature;
    private final boolean forwarding;

    /**
     * @param hostKey {@code K_S} of the first key exchange
     * @param sessionId the exchange hash of the first key exchange
     * @param signature the host key's over it, as in the key exchange
     */
    private SessionBinding(byte[] hostKey, byte[] sessionId, byte[] signature, boolean forwarding) {
        this.hostKey = hostKey;
        this.sessionId = sessionId;
        this.signature = signature;
        this.forwarding = forwarding;
    }

    /** A session that authenticates its user by this connection. */
    public static SessionBinding forAuthentication(SSHPublicKey hostKey, byte[] sessionId, byte[] signature) {
        return new SessionBinding(hostKey.blob(), sessionId.clone(), signature.clone(), false);
    }

    /** A session that forwards this connection to its server. */
    public static SessionBinding forForwarding(SSHPublicKey hostKey, byte[] sessionId, byte[] signature) {
        return new SessionBinding(hostKey.blob(), sessionId.clone(), signature.clone(), true);
    }

    static SessionBinding decode(WireReader in) throws ProtocolException {
        var binding = new SessionBinding(in.string(MAX_KEY), in.string(MAX_SESSION_ID), in.string(MAX_KEY), in.bool());
        in.expectEnd();
        return binding;
    }

    byte[] encode() {
        return new WireWriter(1024)
                .string(hostKey)
                .string(sessionId)
                .string(signature)
                .bool(forwarding)
                .toByteArray();
    }

    /** Whether the host key signed the session identifier. */
    boolean isProven() {
        try {
            var key = hostKey().plain(); // of a certificate too the key in it signed
            return key.verify(new WireReader(signature).name(MAX_NAME), sessionId, signature, SecurityKeyUse.ANY);
        } catch (ProtocolException e) {
            return false;
        }
    }

    boolean isOfSession(SessionBinding other) {
        return Arrays.equals(sessionId, other.sessionId);
    }

    /**
     * The server's host key.
     *
     * @throws ProtocolException if it is none: not of a binding that an agent has taken
     */
    public SSHPublicKey hostKey() throws ProtocolException {
        return SSHPublicKey.decode(hostKey);
    }

    /** The exchange hash of the session's first key exchange, a copy. */
    public byte[] sessionId() {
        return sessionId.clone();
    }

    /** Whether the connection is forwarded to the server, and so used by whoever is on it. */
    public boolean isForwarding() {
        return forwarding;
    }
}
