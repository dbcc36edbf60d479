package io.javamiko.connection;

import java.util.Map;

/** Decides about the channels that the peer opens. */
public interface ChannelAcceptor {
    /** Opens none: what a client does that has asked for no forwarding. */
    ChannelAcceptor NONE = ofTypes(Map.of());

    /**
     * The peer opens a channel. Called on a thread of its own, which may take its time, for example to connect to a target;
     * the peer waits.
     *
     * @return who handles the channel; {@link ChannelHandler#opened} is called once the peer knows
     * @throws ChannelOpenException to refuse
     */
    ChannelHandler accept(IncomingChannel channel) throws ChannelOpenException;

    /**
     * Refuses at once what is refused for its type alone. Called on the reader, which must not wait.
     *
     * @throws ChannelOpenException to refuse
     */
    default void check(String type) throws ChannelOpenException {}

    /** One acceptor for each type that is opened at all; the others are refused. */
    static ChannelAcceptor ofTypes(Map<String, ChannelAcceptor> acceptors) {
        return new TypedAcceptor(Map.copyOf(acceptors));
    }
}
