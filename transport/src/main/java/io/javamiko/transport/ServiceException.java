package io.javamiko.transport;

import io.javamiko.ProtocolException;

/** A service was asked for that is not to be had now (RFC 4253 §10); the connection ends with reason 7. */
public final class ServiceException extends ProtocolException {
    private static final long serialVersionUID = 1L;

    ServiceException(String message) {
        super(message);
    }
}
