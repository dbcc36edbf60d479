package io.javamiko.server;

import io.javamiko.transport.AuthenticationEvent;
import io.javamiko.transport.ConnectionListener;
import io.javamiko.transport.Negotiated;
import io.javamiko.transport.Warning;

/** Passes everything on to the owner's listener, and calls the server when the connection has ended, whatever that one throws. */
final class EndListener implements ConnectionListener {
    private final ConnectionListener listener;
    private final Runnable ended;

    EndListener(ConnectionListener listener, Runnable ended) {
        this.listener = listener;
        this.ended = ended;
    }

    @Override
    public void negotiated(Negotiated negotiated) {
        listener.negotiated(negotiated);
    }

    @Override
    public void rekeyed(Negotiated negotiated) {
        listener.rekeyed(negotiated);
    }

    @Override
    public void authenticationAttempted(AuthenticationEvent attempt) {
        listener.authenticationAttempted(attempt);
    }

    @Override
    public void warning(Warning warning) {
        listener.warning(warning);
    }

    @Override
    public void closed(Throwable cause) {
        try {
            listener.closed(cause);
        } finally {
            ended.run();
        }
    }
}
