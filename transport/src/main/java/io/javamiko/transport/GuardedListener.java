package io.javamiko.transport;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A listener whose failures are logged and passed over. */
final class GuardedListener implements ConnectionListener {
    private static final Logger LOG = LoggerFactory.getLogger(GuardedListener.class);

    private final ConnectionListener listener;

    GuardedListener(ConnectionListener listener) {
        this.listener = listener;
    }

    @Override
    public void negotiated(Negotiated negotiated) {
        guard(() -> listener.negotiated(negotiated));
    }

    @Override
    public void rekeyed(Negotiated negotiated) {
        guard(() -> listener.rekeyed(negotiated));
    }

    @Override
    public void authenticationAttempted(AuthenticationEvent attempt) {
        guard(() -> listener.authenticationAttempted(attempt));
    }

    @Override
    public void warning(Warning warning) {
        guard(() -> listener.warning(warning));
    }

    @Override
    public void closed(Throwable cause) {
        guard(() -> listener.closed(cause));
    }

    private static void guard(Runnable call) {
        try {
            call.run();
        } catch (RuntimeException e) {
            LOG.warn("a connection listener failed", e);
        }
    }
}
