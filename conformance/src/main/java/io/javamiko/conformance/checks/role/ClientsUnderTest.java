package io.javamiko.conformance.checks.role;

import static io.javamiko.conformance.Check.client;

import io.javamiko.auth.AuthMessage.AuthRequest;
import io.javamiko.auth.AuthMessage.AuthSuccess;
import io.javamiko.conformance.Check;
import io.javamiko.conformance.peer.Depth;
import io.javamiko.connection.ConnectionMessage.ChannelData;
import io.javamiko.connection.ConnectionMessage.ChannelOpen;
import io.javamiko.connection.ConnectionMessage.ChannelOpenFailure;
import io.javamiko.connection.ConnectionMessage.GlobalRequest;
import io.javamiko.transport.Message;
import io.javamiko.transport.TransportMessage.ServiceAccept;
import io.javamiko.transport.TransportMessage.ServiceRequest;
import java.util.List;

/** RFC 4253 §10, RFC 4252 §5.1, §6, RFC 4254 §6.1: what a client does not do for a server. */
final class ClientsUnderTest {
    private static final String USERAUTH = "ssh-userauth";
    private static final long ADMINISTRATIVELY_PROHIBITED = 1;
    private static final long UNKNOWN_CHANNEL_TYPE = 3;
    private static final byte[] NOTHING = {};

    static final List<Check> CHECKS = List.of(
            client("role-02", c -> {
                for (var depth : List.of(Depth.ENCRYPTED, Depth.AUTHENTICATED)) {
                    c.each(
                            (peer, service) -> {
                                peer.upTo(depth).send(new ServiceRequest(service));
                                peer.expectRefusalOrUnimplemented();
                            },
                            USERAUTH,
                            "ssh-connection");
                }
            }),
            client("role-07", c -> {
                var peer = c.connect(Depth.ENCRYPTED);
                peer.expect(ServiceRequest.class);
                c.assume(
                        !peer.isAnswered(),
                        "it asks to be let in before the service is granted: a success is an answer");
                peer.send(new AuthSuccess());
                boolean silent = !peer.isAnswered() && !peer.tcp().hasEnded();
                if (silent || !peer.expectRefusalOrUnimplemented()) {
                    peer.send(new ServiceAccept(USERAUTH));
                    peer.expect(AuthRequest.class); // it does not think that it is in
                }
            }),
            client(
                    "role-08",
                    c -> c.<Message>each(
                            (peer, message) -> {
                                peer.upTo(Depth.SERVICE).expect(AuthRequest.class);
                                peer.send(message);
                                peer.expectRefusalOrUnimplemented();
                            },
                            new ChannelOpen("forwarded-tcpip", 0, 1 << 20, 1 << 15, NOTHING),
                            new GlobalRequest("keepalive@kit", true, NOTHING),
                            new ChannelData(0, new byte[1]))),
            client(
                    "role-12",
                    c -> c.each(
                            (peer, type) -> {
                                peer.upTo(Depth.AUTHENTICATED)
                                        .send(new ChannelOpen(type, 0, 1 << 20, 1 << 15, NOTHING));
                                long reason =
                                        peer.expect(ChannelOpenFailure.class).reasonCode();
                                if (reason != ADMINISTRATIVELY_PROHIBITED && reason != UNKNOWN_CHANNEL_TYPE) {
                                    c.warn("CHANNEL_OPEN_FAILURE with reason " + reason);
                                }
                            },
                            "session",
                            "direct-tcpip")));

    private ClientsUnderTest() {}
}
