package io.javamiko.auth;

import io.javamiko.Deadline;
import io.javamiko.transport.Message;
import io.javamiko.transport.Transport;
import io.javamiko.wire.WireReader;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * What authentication needs of the transport below it (RFC 4252 §1): messages both ways on the calling thread, and the
 * session identifier that signatures are bound to. Used by one thread at a time.
 */
public interface AuthLink {
    /**
     * Authentication over a transport; on a client one whose host key was verified.
     *
     * @param transport before {@link Transport#authenticated}
     */
    static AuthLink over(Transport transport) {
        return new TransportAuthLink(transport);
    }

    /** Sends a message; returns when it is accepted, under the link's own deadline. */
    void send(Message message) throws IOException;

    /**
     * The next message of number 5, 6 or 50–79 that may come now; everything else is dealt with below.
     *
     * @return its payload, from its number on; valid until the next call
     * @throws io.javamiko.SSHTimeoutException if none came until {@code deadline}
     */
    WireReader receive(Deadline deadline) throws IOException;

    /** The exchange hash of the first key exchange (RFC 4253 §7.2), whatever key exchanges came after it. */
    byte[] sessionId();

    /** What the server said in {@code server-sig-algs} (RFC 8308 §3.1) last, if it did. */
    Optional<List<String>> serverSignatureAlgorithms();

    /** Tells the peer why, with a reason of {@link io.javamiko.transport.DisconnectReason}, and ends the connection. */
    void disconnect(int reason, String text);
}
