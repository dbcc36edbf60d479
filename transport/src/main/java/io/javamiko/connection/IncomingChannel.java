package io.javamiko.connection;

/** A channel that the peer wants to open, for a {@link ChannelAcceptor} to decide about. */
public final class IncomingChannel {
    private final Multiplexer multiplexer;
    private final String type;
    private final byte[] data;

    IncomingChannel(Multiplexer multiplexer, String type, byte[] data) {
        this.multiplexer = multiplexer;
        this.type = type;
        this.data = data;
    }

    /** The channel type as it came, up to 32 KiB of any characters. */
    public String type() {
        return type;
    }

    /** The channel type's own fields, encoded; not copied. */
    public byte[] data() {
        return data;
    }

    /** The connection: what is open while the decision takes its time wants {@link Multiplexer#closeAtEnd}. */
    public Multiplexer multiplexer() {
        return multiplexer;
    }
}
