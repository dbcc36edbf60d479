package io.javamiko.connection;

import io.javamiko.SSHException;
import io.javamiko.Sanitised;

/** The peer answered a request with {@code CHANNEL_FAILURE} or {@code REQUEST_FAILURE}; channel and connection go on. */
public class RequestDeniedException extends SSHException {
    private static final long serialVersionUID = 1L;

    private final String request;

    /** @param request the request's name */
    public RequestDeniedException(String request) {
        super("the peer refused the request " + Sanitised.of(request));
        this.request = request;
    }

    /** The name of the request that was refused, for example {@code pty-req}. */
    public String request() {
        return request;
    }
}
