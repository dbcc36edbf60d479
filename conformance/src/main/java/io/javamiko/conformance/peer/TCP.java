package io.javamiko.conformance.peer;

import java.io.IOException;
import java.time.Duration;

/** The stream of bytes below SSH, in a script's hands. From {@link Peer#tcp()}; not thread-safe. */
public final class TCP {
    private final PeerLink link;

    TCP(PeerLink link) {
        this.link = link;
    }

    /** Sends bytes in pieces of that size, each in a segment of its own, with a pause between. */
    public void sendInPieces(byte[] bytes, int size, Duration pause) throws IOException {
        link.sendInPieces(bytes, size, pause);
    }

    /** Sends a chunk again and again until the target has taken {@code most} bytes, or closes, or stalls. How many it took. */
    public long flood(byte[] chunk, long most) throws IOException {
        return link.flood(chunk, most);
    }

    /** Whether the target has ended the connection, as far as is known without waiting. */
    public boolean hasEnded() throws IOException {
        return link.wire().hasEnded();
    }

    /** Ends our side of the stream: FIN. */
    public void finish() throws IOException {
        link.note("we send FIN");
        link.wire().finish();
    }

    /** Ends the connection with RST. */
    public void reset() throws IOException {
        link.note("we send RST");
        link.wire().reset();
    }
}
