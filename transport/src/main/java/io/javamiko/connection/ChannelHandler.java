package io.javamiko.connection;

import java.io.IOException;

/**
 * What one side wants to know of a channel. Called on threads that exist for it, never the connection's reader; for one
 * channel one call at a time, in the order of the messages, with no lock held. What a method throws is logged; a request
 * that it was called for is refused.
 */
public interface ChannelHandler {
    /** Takes no requests and does not care. */
    ChannelHandler NONE = new ChannelHandler() {};

    /** The peer has opened the channel, and it was confirmed; requests come after this. */
    default void opened(Channel channel) throws IOException {}

    /**
     * The peer's {@code CHANNEL_REQUEST} (RFC 4254 §5.4). It should decide, not do: the channel's next request waits.
     *
     * @param type the request type as it came, up to 32 KiB of any characters
     * @param data the request's own fields, for {@link SessionRequest#decode}
     * @throws io.javamiko.ProtocolException if the fields are malformed, which refuses the request
     */
    default RequestReply request(Channel channel, String type, byte[] data) throws IOException {
        return RequestReply.REFUSED;
    }

    /** The peer has closed the channel, or the connection has ended: nothing more comes. Called last, once. */
    default void closed(Channel channel) {}
}
