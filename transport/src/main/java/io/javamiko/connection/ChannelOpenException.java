package io.javamiko.connection;

import io.javamiko.SSHException;
import io.javamiko.Sanitised;

/** A channel was not opened (RFC 4254 §5.1): by the peer, or by an acceptor that throws this to say why. */
public class ChannelOpenException extends SSHException {
    private static final long serialVersionUID = 1L;

    /** {@code SSH_OPEN_ADMINISTRATIVELY_PROHIBITED}: the policy does not allow it. */
    public static final int ADMINISTRATIVELY_PROHIBITED = 1;

    /** {@code SSH_OPEN_CONNECT_FAILED}: what the channel leads to can't be reached. */
    public static final int CONNECT_FAILED = 2;

    /** {@code SSH_OPEN_UNKNOWN_CHANNEL_TYPE}. */
    public static final int UNKNOWN_CHANNEL_TYPE = 3;

    /** {@code SSH_OPEN_RESOURCE_SHORTAGE}: too many channels. */
    public static final int RESOURCE_SHORTAGE = 4;

    private final long reasonCode;
    private final String description;

    /**
     * A refusal for the peer to hear.
     *
     * @param reasonCode one of the constants, or another {@code uint32}
     * @param description for people; sent to the peer, so nothing secret
     */
    public ChannelOpenException(long reasonCode, String description) {
        super("channel not opened: " + name(reasonCode) + shown(description));
        this.reasonCode = reasonCode;
        this.description = description;
    }

    /** The peer's refusal of a channel of this type. */
    ChannelOpenException(String type, long reasonCode, String description) {
        super("the peer did not open a channel of type " + type + ": " + name(reasonCode) + shown(description)
                + hint(type, reasonCode));
        this.reasonCode = reasonCode;
        this.description = description;
    }

    /** One of the constants, or another {@code uint32}. */
    public long reasonCode() {
        return reasonCode;
    }

    /** What the refusing side said; untouched, so only for comparison: {@link #getMessage()} is safe to show. */
    public String description() {
        return description;
    }

    private static String name(long reasonCode) {
        if (reasonCode == ADMINISTRATIVELY_PROHIBITED) {
            return "administratively prohibited";
        } else if (reasonCode == CONNECT_FAILED) {
            return "connect failed";
        } else if (reasonCode == UNKNOWN_CHANNEL_TYPE) {
            return "unknown channel type";
        } else if (reasonCode == RESOURCE_SHORTAGE) {
            return "resource shortage";
        }
        return "reason " + reasonCode;
    }

    private static String shown(String description) {
        return description.isEmpty() ? "" : " (" + Sanitised.of(description) + ")";
    }

    private static String hint(String type, long reasonCode) {
        if (type.equals("direct-tcpip") && reasonCode == ADMINISTRATIVELY_PROHIBITED) {
            return "; the server forbids forwarding (sshd: AllowTcpForwarding, PermitOpen)";
        }
        return type.equals("session") && reasonCode <= RESOURCE_SHORTAGE
                ? "; the server may allow fewer sessions on a connection (sshd: MaxSessions)"
                : "";
    }
}
