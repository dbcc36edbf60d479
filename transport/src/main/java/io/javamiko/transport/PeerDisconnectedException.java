package io.javamiko.transport;

import io.javamiko.SSHException;
import io.javamiko.Sanitised;

/** The peer ended the connection with {@code SSH_MSG_DISCONNECT}, and said why (RFC 4253 §11.1). */
public final class PeerDisconnectedException extends SSHException {
    private static final long serialVersionUID = 1L;

    private final long reasonCode;
    private final String text;

    /** @param disconnect what the peer sent */
    public PeerDisconnectedException(TransportMessage.Disconnect disconnect) {
        super("the peer disconnected: " + DisconnectReason.name(disconnect.reasonCode())
                + (disconnect.description().isEmpty() ? "" : ": \"" + Sanitised.of(disconnect.description()) + "\""));
        this.reasonCode = disconnect.reasonCode();
        this.text = Sanitised.of(disconnect.description());
    }

    /** The reason, one of {@link DisconnectReason} or any other uint32. */
    public long reasonCode() {
        return reasonCode;
    }

    /** What the peer says about it, as one line that is safe to show; often empty. */
    public String text() {
        return text;
    }
}
