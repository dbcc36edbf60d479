package io.javamiko.transport;

import io.javamiko.ProtocolException;

/** The reason codes of {@code SSH_MSG_DISCONNECT} (RFC 4253 §11.1). */
public final class DisconnectReason {
    public static final int HOST_NOT_ALLOWED_TO_CONNECT = 1;
    public static final int PROTOCOL_ERROR = 2;
    public static final int KEY_EXCHANGE_FAILED = 3;
    public static final int MAC_ERROR = 5;
    public static final int COMPRESSION_ERROR = 6;
    public static final int SERVICE_NOT_AVAILABLE = 7;
    public static final int PROTOCOL_VERSION_NOT_SUPPORTED = 8;
    public static final int HOST_KEY_NOT_VERIFIABLE = 9;
    public static final int CONNECTION_LOST = 10;
    public static final int BY_APPLICATION = 11;
    public static final int TOO_MANY_CONNECTIONS = 12;
    public static final int AUTH_CANCELLED_BY_USER = 13;
    public static final int NO_MORE_AUTH_METHODS_AVAILABLE = 14;
    public static final int ILLEGAL_USER_NAME = 15;

    private DisconnectReason() {}

    /** The reason to tell the peer when {@code failure} ends the connection. */
    public static int of(Throwable failure) {
        if (failure instanceof ServiceException) {
            return SERVICE_NOT_AVAILABLE;
        }
        if (failure instanceof BadHostKeyException bad) {
            return bad.reason() == BadHostKeyException.Reason.UNPROVEN ? KEY_EXCHANGE_FAILED : HOST_KEY_NOT_VERIFIABLE;
        }
        if (failure instanceof NegotiationException || failure instanceof KeyExchangeException) {
            return KEY_EXCHANGE_FAILED;
        }
        if (failure instanceof IdentificationException) {
            return PROTOCOL_VERSION_NOT_SUPPORTED;
        }
        return failure instanceof ProtocolException ? PROTOCOL_ERROR : BY_APPLICATION;
    }

    /** The RFC's word for a reason, or {@code "reason n"} for one that it does not know. */
    public static String name(long reason) {
        return switch ((int) Math.min(reason, 16)) {
            case HOST_NOT_ALLOWED_TO_CONNECT -> "host not allowed to connect";
            case PROTOCOL_ERROR -> "protocol error";
            case KEY_EXCHANGE_FAILED -> "key exchange failed";
            case MAC_ERROR -> "MAC error";
            case COMPRESSION_ERROR -> "compression error";
            case SERVICE_NOT_AVAILABLE -> "service not available";
            case PROTOCOL_VERSION_NOT_SUPPORTED -> "protocol version not supported";
            case HOST_KEY_NOT_VERIFIABLE -> "host key not verifiable";
            case CONNECTION_LOST -> "connection lost";
            case BY_APPLICATION -> "by application";
            case TOO_MANY_CONNECTIONS -> "too many connections";
            case AUTH_CANCELLED_BY_USER -> "authentication cancelled by user";
            case NO_MORE_AUTH_METHODS_AVAILABLE -> "no more authentication methods available";
            case ILLEGAL_USER_NAME -> "illegal user name";
            default -> "reason " + reason;
        };
    }
}
