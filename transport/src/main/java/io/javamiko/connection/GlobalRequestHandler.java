package io.javamiko.connection;

import java.io.IOException;
import java.util.Optional;

/** Serves the peer's global requests (RFC 4254 §4). Called on a thread that is not the reader, one request at a time. */
@FunctionalInterface
public interface GlobalRequestHandler {
    /** Refuses all of them; those that want no answer, like {@code hostkeys-00@openssh.com}, are passed over. */
    GlobalRequestHandler NONE = (multiplexer, name, data) -> Optional.empty();

    /**
     * The peer's {@code GLOBAL_REQUEST}.
     *
     * @param name the request name as it came, up to 32 KiB of any characters
     * @param data the request's own fields, encoded
     * @return the reply's fields, often none, for {@code REQUEST_SUCCESS}; empty for {@code REQUEST_FAILURE}
     * @throws IOException or anything else is logged, and refuses the request
     */
    Optional<byte[]> request(Multiplexer multiplexer, String name, byte[] data) throws IOException;
}
