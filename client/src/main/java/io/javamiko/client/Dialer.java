package io.javamiko.client;

import io.javamiko.Deadline;
import io.javamiko.transport.ByteLink;
import java.io.IOException;

/** Makes the stream to a server: a TCP connection by default, or through whatever leads there. */
@FunctionalInterface
public interface Dialer {
    /**
     * Connects.
     *
     * @param host as the caller of {@code connect} named it
     * @param port 1–65,535
     * @param deadline until when; an interrupt ends it too
     * @return a link that belongs to the caller
     */
    ByteLink dial(String host, int port, Deadline deadline) throws IOException;

    /** TCP: names are looked up as the system does, and all their addresses are tried (RFC 8305). */
    static Dialer tcp() {
        return TCPDialing::dial;
    }
}
