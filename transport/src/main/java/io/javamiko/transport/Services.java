package io.javamiko.transport;

import io.javamiko.ProtocolException;
import io.javamiko.Sanitised;
import io.javamiko.transport.TransportMessage.ServiceAccept;
import io.javamiko.transport.TransportMessage.ServiceRequest;

/**
 * Service requests (RFC 4253 §10): a client asks for ssh-userauth, a server grants nothing else; ssh-connection comes by
 * authentication (RFC 4252 §5). Plain state, not thread-safe.
 */
public final class Services {
    /** Authentication (RFC 4252). */
    public static final String USERAUTH = "ssh-userauth";

    /** The connection protocol (RFC 4254), to be had by authentication only. */
    public static final String CONNECTION = "ssh-connection";

    private boolean isAwaited;

    /** Nothing was asked for yet. */
    public Services() {}

    /** The client's request, to be sent. */
    public ServiceRequest request() {
        isAwaited = true;
        return new ServiceRequest(USERAUTH);
    }

    /**
     * The client got the server's answer.
     *
     * @throws ProtocolException if it did not ask, or for something else
     */
    public void accepted(ServiceAccept accept) throws ProtocolException {
        if (!isAwaited || !accept.serviceName().equals(USERAUTH)) {
            throw new ProtocolException("the server accepts a service that was not asked for (RFC 4253 §10): \""
                    + Sanitised.of(accept.serviceName()) + "\"");
        }
        isAwaited = false;
    }

    /**
     * The server's answer to a request, to be sent. A client may ask again: some do before each attempt.
     *
     * @throws ServiceException if there is no such service here, or not before authentication
     */
    public ServiceAccept requested(ServiceRequest request) throws ServiceException {
        if (!request.serviceName().equals(USERAUTH)) {
            throw new ServiceException("the service \"" + Sanitised.of(request.serviceName())
                    + "\" is not to be had here; ask for ssh-userauth (RFC 4253 §10)");
        }
        return new ServiceAccept(USERAUTH);
    }
}
