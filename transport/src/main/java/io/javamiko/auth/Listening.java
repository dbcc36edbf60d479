package io.javamiko.auth;

import io.javamiko.transport.AuthenticationEvent;
import io.javamiko.transport.ConnectionListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells a listener, and lets nothing that it throws decide about anybody's authentication. */
final class Listening {
    private static final Logger log = LoggerFactory.getLogger(Listening.class);

    private Listening() {}

    static void tell(ConnectionListener listener, AuthenticationEvent event) {
        try {
            listener.authenticationAttempted(event);
        } catch (RuntimeException e) {
            log.warn("a connection listener failed", e);
        }
    }
}
