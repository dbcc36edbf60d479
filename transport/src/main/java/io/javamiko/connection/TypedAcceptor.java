package io.javamiko.connection;

import java.util.Map;
import java.util.Set;

/** Leaves the decision to the acceptor of the channel's type, and refuses types that have none. */
final class TypedAcceptor implements ChannelAcceptor {
    /** Types that are forbidden here rather than unknown. */
    private static final Set<String> KNOWN_TYPES = Set.of(
            "session",
            "direct-tcpip",
            "forwarded-tcpip",
            "x11",
            "auth-agent@openssh.com",
            "direct-streamlocal@openssh.com",
            "forwarded-streamlocal@openssh.com");

    private final Map<String, ChannelAcceptor> acceptors;

    TypedAcceptor(Map<String, ChannelAcceptor> acceptors) {
        this.acceptors = acceptors;
    }

    @Override
    public void check(String type) throws ChannelOpenException {
        ChannelAcceptor acceptor = acceptors.get(type);
        if (acceptor != null) {
            acceptor.check(type);
        } else if (KNOWN_TYPES.contains(type)) {
            throw new ChannelOpenException(
                    ChannelOpenException.ADMINISTRATIVELY_PROHIBITED, "channels of this type are not opened here");
        } else {
            throw new ChannelOpenException(ChannelOpenException.UNKNOWN_CHANNEL_TYPE, "unknown channel type");
        }
    }

    @Override
    public ChannelHandler accept(IncomingChannel channel) throws ChannelOpenException {
        check(channel.type());
        return acceptors.get(channel.type()).accept(channel);
    }
}
