package io.javamiko.conformance.checks.service;

import static io.javamiko.conformance.Check.client;
import static io.javamiko.transport.MessageNumbers.CHANNEL_OPEN;
import static io.javamiko.transport.MessageNumbers.REQUEST_FAILURE;
import static io.javamiko.transport.MessageNumbers.REQUEST_SUCCESS;
import static io.javamiko.transport.MessageNumbers.SERVICE_REQUEST;
import static io.javamiko.transport.MessageNumbers.UNIMPLEMENTED;

import io.javamiko.auth.AuthMessage.AuthRequest;
import io.javamiko.auth.AuthMessage.AuthSuccess;
import io.javamiko.conformance.Check;
import io.javamiko.conformance.peer.Depth;
import io.javamiko.conformance.peer.Peer;
import io.javamiko.connection.ConnectionMessage.GlobalRequest;
import io.javamiko.transport.DisconnectReason;
import io.javamiko.transport.TransportMessage.Disconnect;
import io.javamiko.transport.TransportMessage.ServiceAccept;
import io.javamiko.transport.TransportMessage.ServiceRequest;
import io.javamiko.transport.TransportMessage.Unimplemented;
import io.javamiko.wire.WireWriter;
import java.io.IOException;
import java.util.List;

/** RFC 4253 §10: what a client does with the answer to its request for a service. */
final class ServiceReplies {
    private static final byte[] SAYS_TOO_MUCH =
            new WireWriter().uint8(6).uint32(13).utf8("x").toByteArray();

    static final List<Check> CHECKS = List.of(
            client("service-07", c -> {
                c.should(
                        () -> asked(c.connect(), SAYS_TOO_MUCH).expectRefusal(),
                        "SERVICE_ACCEPT with a name that is longer than it is taken");
                for (var name : List.of("ssh-connection", "")) {
                    c.should(
                            () -> asked(c.connect(), new ServiceAccept(name).payload())
                                    .expectRefusal(),
                            "SERVICE_ACCEPT for \"" + name + "\" is taken for ssh-userauth's");
                }
                var nameless = asked(c.connect(), new byte[] {6});
                boolean taken = c.goesOn(() -> {
                    nameless.expect(AuthRequest.class);
                    nameless.send(new AuthSuccess());
                    nameless.expect(CHANNEL_OPEN);
                });
                c.note("SERVICE_ACCEPT without a name is " + (taken ? "taken" : "refused"));
            }),
            client("service-08", c -> {
                var early = c.connect(Depth.ENCRYPTED);
                boolean first = c.goesOn(() -> {
                    early.send(new ServiceAccept("ssh-userauth"));
                    early.upTo(Depth.AUTHENTICATED);
                });
                var late = c.connect(Depth.AUTHENTICATED);
                boolean second = c.goesOn(() -> {
                    late.send(new ServiceAccept("ssh-userauth"));
                    late.send(new GlobalRequest("keepalive@javamiko.io", true, new byte[0]));
                    late.expectOneOf(UNIMPLEMENTED, REQUEST_FAILURE, REQUEST_SUCCESS);
                });
                c.note("before the request the connection %s, after authentication it %s"
                        .formatted(first ? "goes on" : "ends", second ? "goes on" : "ends"));
            }),
            client("service-09", c -> {
                var refused = new Disconnect(DisconnectReason.SERVICE_NOT_AVAILABLE, "no such service", "");
                asked(c.connect(), refused.payload()).expectClose();
                var peer = c.connect(Depth.ENCRYPTED);
                var request = peer.expect(SERVICE_REQUEST);
                peer.send(new Unimplemented(request.sequence()));
                c.should(peer::expectRefusalByLoginTimeout, "it waits for a service that is UNIMPLEMENTED");
            }));

    private ServiceReplies() {}

    /** The client has asked for its service, and got this. */
    private static Peer asked(Peer peer, byte[] answer) throws IOException {
        peer.upTo(Depth.ENCRYPTED).expect(ServiceRequest.class);
        peer.send(answer);
        return peer;
    }
}
