package io.javamiko.conformance.checks.role;

import static io.javamiko.conformance.Check.server;

import io.javamiko.conformance.Check;
import io.javamiko.conformance.peer.Depth;
import io.javamiko.connection.ConnectionMessage.ChannelClose;
import io.javamiko.connection.ConnectionMessage.ChannelData;
import io.javamiko.connection.ConnectionMessage.ChannelEOF;
import io.javamiko.connection.ConnectionMessage.ChannelOpen;
import io.javamiko.connection.ConnectionMessage.ChannelRequest;
import io.javamiko.connection.ConnectionMessage.ChannelWindowAdjust;
import io.javamiko.connection.ConnectionMessage.GlobalRequest;
import io.javamiko.transport.Message;
import io.javamiko.wire.WireWriter;
import java.util.List;

/** RFC 4252 §6: messages 80 and up before authentication are an error, and end the connection (CVE-2025-32433). */
final class BeforeAuthentication {
    private static final int WINDOW = 1 << 20;
    private static final int PACKET = 1 << 15;

    static final List<Check> CHECKS = List.of(
            server("role-05", c -> {
                for (var depth : List.of(Depth.ENCRYPTED, Depth.SERVICE)) {
                    var peer = c.connect(depth);
                    peer.sendTogether(
                            peer.sealed(new ChannelOpen("session", 0, WINDOW, PACKET, new byte[0])),
                            peer.sealed(exec("echo x")));
                    if (!c.refuses(peer, "CHANNEL_OPEN before authentication")) {
                        ServersMessages.noEffect(peer, 1);
                    }
                }
            }),
            server(
                    "role-06",
                    c -> c.<Message>each(
                            (peer, message) -> {
                                peer.upTo(Depth.SERVICE).send(message);
                                c.refuses(peer, "message " + message.number() + " before authentication");
                            },
                            new GlobalRequest("tcpip-forward", true, forward()),
                            new ChannelOpen("direct-tcpip", 0, WINDOW, PACKET, directTCPIP()),
                            new ChannelWindowAdjust(0, 1),
                            new ChannelData(0, new byte[1]),
                            new ChannelEOF(0),
                            new ChannelClose(0),
                            exec("echo x"))));

    private BeforeAuthentication() {}

    private static ChannelRequest exec(String command) {
        return new ChannelRequest(
                0, "exec", true, new WireWriter().utf8(command).toByteArray());
    }

    private static byte[] forward() {
        return new WireWriter().utf8("127.0.0.1").uint32(0).toByteArray();
    }

    private static byte[] directTCPIP() {
        return new WireWriter()
                .utf8("127.0.0.1")
                .uint32(9)
                .utf8("127.0.0.1")
                .uint32(9)
                .toByteArray();
    }
}
