package io.javamiko.connection;

import io.javamiko.SSHException;

/** The channel, or the direction of it that was asked for, has ended; the connection goes on. */
public class ChannelClosedException extends SSHException {
    private static final long serialVersionUID = 1L;

    /** @param message who ended what */
    public ChannelClosedException(String message) {
        super(message);
    }
}
