package io.javamiko.transport;

import io.javamiko.ProtocolException;

/** A key exchange failed by what the peer sent: values that are none, an order that is wrong. */
public final class KeyExchangeException extends ProtocolException {
    private static final long serialVersionUID = 1L;

    KeyExchangeException(String message) {
        super(message);
    }

    KeyExchangeException(String message, Throwable cause) {
        super(message, cause);
    }
}
