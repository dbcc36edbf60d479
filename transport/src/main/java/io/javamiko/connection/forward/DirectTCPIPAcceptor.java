package io.javamiko.connection.forward;

import static io.javamiko.connection.ChannelOpenException.ADMINISTRATIVELY_PROHIBITED;
import static io.javamiko.connection.ChannelOpenException.CONNECT_FAILED;

import io.javamiko.Deadline;
import io.javamiko.ProtocolException;
import io.javamiko.connection.ChannelAcceptor;
import io.javamiko.connection.ChannelHandler;
import io.javamiko.connection.ChannelOpenException;
import io.javamiko.connection.IncomingChannel;
import io.javamiko.connection.Multiplexer;
import io.javamiko.transport.Duplex;
import io.javamiko.transport.DuplexConnector;
import io.javamiko.wire.WireReader;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The server's side of {@code direct-tcpip} (RFC 4254 §7.2): connects where the policy allows it. */
public final class DirectTCPIPAcceptor implements ChannelAcceptor {
    private static final Logger LOG = LoggerFactory.getLogger(DirectTCPIPAcceptor.class);
    private static final int MAX_PORT = 65_535;

    private final ForwardPolicy policy;
    private final DuplexConnector connector;

    /**
     * @param policy where to connect to at all
     * @param connector opens the connections
     */
    public DirectTCPIPAcceptor(ForwardPolicy policy, DuplexConnector connector) {
        this.policy = policy;
        this.connector = connector;
    }

    @Override
    public void check(String type) throws ChannelOpenException {
        if (policy == ForwardPolicy.NONE) {
            throw new ChannelOpenException(ADMINISTRATIVELY_PROHIBITED, "forwarding is not allowed");
        }
    }

    @Override
    public ChannelHandler accept(IncomingChannel channel) throws ChannelOpenException {
        DirectTCPIP target;
        try {
            target = DirectTCPIP.decode(new WireReader(channel.data()));
        } catch (ProtocolException e) {
            throw new ChannelOpenException(CONNECT_FAILED, "malformed direct-tcpip");
        }
        if (target.portToConnect() < 1 || target.portToConnect() > MAX_PORT || isNoHost(target.hostToConnect())) {
            throw new ChannelOpenException(CONNECT_FAILED, "no such address");
        }
        if (!policy.allows(target)) {
            throw new ChannelOpenException(ADMINISTRATIVELY_PROHIBITED, "this target is not allowed");
        }
        return new Pump(connect(channel.multiplexer(), target));
    }

    private static boolean isNoHost(String host) {
        return host.isEmpty() || host.chars().anyMatch(c -> c <= ' ' || c == 0x7f);
    }

    private Duplex connect(Multiplexer multiplexer, DirectTCPIP target) throws ChannelOpenException {
        DuplexConnector.Attempt attempt = connector.attempt(target.hostToConnect(), (int) target.portToConnect());
        multiplexer.closeAtEnd(attempt);
        try {
            return attempt.connect(Deadline.after(multiplexer.limits().connectTimeout()));
        } catch (IOException e) {
            LOG.debug("not forwarded", e);
            throw new ChannelOpenException(CONNECT_FAILED, "connect failed"); // why is not the client's business
        } finally {
            multiplexer.forget(attempt);
        }
    }
}
