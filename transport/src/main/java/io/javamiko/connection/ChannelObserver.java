package io.javamiko.connection;

import io.javamiko.ProtocolException;

/** What this package itself looks at when the reader brings it: before handlers, at once, without waiting. */
interface ChannelObserver {
    ChannelObserver NONE = new ChannelObserver() {};

    /** The peer's request; it is answered by the channel's handler all the same. */
    default void request(String type, byte[] data) throws ProtocolException {}

    /** Nothing more comes: the peer has closed the channel in order, or not, and why. */
    default void ended(boolean closedByPeer, Ending why) {}
}
