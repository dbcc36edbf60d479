package io.javamiko.connection.forward;

import io.javamiko.Deadline;
import io.javamiko.ProtocolException;
import io.javamiko.connection.Channel;
import io.javamiko.connection.ChannelHandler;
import io.javamiko.connection.Multiplexer;
import io.javamiko.wire.WireReader;
import io.javamiko.wire.WireWriter;
import java.io.IOException;

/**
 * The fields of a channel of type {@code direct-tcpip} (RFC 4254 §7.2): the server shall connect to a host, for a client
 * that something on its side has connected to.
 *
 * @param hostToConnect a name or an address, as the server knows it
 * @param portToConnect a {@code uint32}: a peer may say what is no port
 * @param originatorAddress where the connection came from, for the server's log; nobody can check it
 * @param originatorPort its port
 */
public record DirectTCPIP(String hostToConnect, long portToConnect, String originatorAddress, long originatorPort) {
    /** The channel type. */
    public static final String TYPE = "direct-tcpip";

    private static final int MAX_HOST = 1024; // bytes; a DNS name has 255

    /** Decodes the fields behind {@code maximum packet size}. */
    static DirectTCPIP decode(WireReader in) throws ProtocolException {
        var fields = new DirectTCPIP(in.text(MAX_HOST), in.uint32(), in.text(MAX_HOST), in.uint32());
        in.expectEnd();
        return fields;
    }

    byte[] encoded() {
        return new WireWriter()
                .utf8(hostToConnect)
                .uint32(portToConnect)
                .utf8(originatorAddress)
                .uint32(originatorPort)
                .toByteArray();
    }

    /**
     * Opens the channel: its streams are those of the connection that the server makes.
     *
     * @throws io.javamiko.connection.ChannelOpenException if the server can't connect, or must not
     */
    public Channel open(Multiplexer multiplexer, Deadline deadline) throws IOException {
        return open(multiplexer, ChannelHandler.NONE, deadline);
    }

    Channel open(Multiplexer multiplexer, ChannelHandler handler, Deadline deadline) throws IOException {
        return multiplexer.openChannel(TYPE, encoded(), handler, deadline);
    }
}
