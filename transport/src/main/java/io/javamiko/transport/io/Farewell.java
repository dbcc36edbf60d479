package io.javamiko.transport.io;

import io.javamiko.ConnectionLostException;
import io.javamiko.ProtocolException;
import io.javamiko.SSHException;
import io.javamiko.SSHTimeoutException;
import io.javamiko.transport.DisconnectReason;
import io.javamiko.transport.IdentificationException;
import io.javamiko.transport.Message;
import io.javamiko.transport.PeerDisconnectedException;
import io.javamiko.transport.TransportMessage.Disconnect;
import java.io.IOException;

/** What the peer is told when a failure ends the connection (RFC 4253 §11.1). */
final class Farewell {
    private Farewell() {}

    /**
     * The last message, or {@code null} where nobody would read it: the peer has gone, or is silent. Only what the peer
     * itself did wrong is said in words; what happened here is not its business.
     */
    static Message to(Throwable failure) {
        boolean linkIsOfNoUse = failure instanceof PeerDisconnectedException
                || failure instanceof ConnectionLostException
                || failure instanceof SSHTimeoutException
                || failure instanceof IdentificationException
                || failure instanceof IOException && !(failure instanceof SSHException)
                || failure.getCause() instanceof IOException cause && !(cause instanceof SSHException);
        if (linkIsOfNoUse) {
            return null;
        }
        int reason = DisconnectReason.of(failure);
        return new Disconnect(
                reason,
                failure instanceof ProtocolException ? failure.getMessage() : DisconnectReason.name(reason),
                "");
    }
}
