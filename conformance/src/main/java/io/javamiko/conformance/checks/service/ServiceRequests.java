package io.javamiko.conformance.checks.service;

import static io.javamiko.conformance.Check.server;
import static io.javamiko.transport.DisconnectReason.PROTOCOL_ERROR;
import static io.javamiko.transport.DisconnectReason.SERVICE_NOT_AVAILABLE;
import static io.javamiko.transport.MessageNumbers.REQUEST_FAILURE;
import static io.javamiko.transport.MessageNumbers.REQUEST_SUCCESS;
import static io.javamiko.transport.MessageNumbers.SERVICE_ACCEPT;
import static io.javamiko.transport.MessageNumbers.UNIMPLEMENTED;
import static io.javamiko.transport.MessageNumbers.USERAUTH_FAILURE;
import static io.javamiko.transport.MessageNumbers.USERAUTH_SUCCESS;

import io.javamiko.auth.AuthMessage.AuthFailure;
import io.javamiko.auth.AuthMessage.AuthRequest;
import io.javamiko.auth.PasswordMethod;
import io.javamiko.auth.SecretText;
import io.javamiko.conformance.Check;
import io.javamiko.conformance.peer.Depth;
import io.javamiko.conformance.peer.Peer;
import io.javamiko.connection.ConnectionMessage.ChannelOpen;
import io.javamiko.connection.ConnectionMessage.GlobalRequest;
import io.javamiko.transport.TransportMessage.ServiceAccept;
import io.javamiko.transport.TransportMessage.ServiceRequest;
import java.io.IOException;
import java.util.List;

/** RFC 4253 §10: what a server does with requests for services. */
final class ServiceRequests {
    private static final String USERAUTH = "ssh-userauth";
    private static final int TRIES = 30;

    static final List<Check> CHECKS = List.of(
            server("service-01", c -> {
                var peer = c.connect(Depth.ENCRYPTED);
                peer.send(new ServiceRequest(USERAUTH));
                var accept = peer.expect(ServiceAccept.class);
                c.verify(
                        accept.serviceName().equals(USERAUTH),
                        "SERVICE_ACCEPT is for another service: " + accept.serviceName());
            }),
            server("service-02", c -> {
                c.each(
                        (peer, name) -> refuses(peer, name),
                        "no-such@kit",
                        "",
                        "x".repeat(65),
                        "SSH-USERAUTH",
                        "ssh-connection@kit");
                c.should(() -> refuses(c.connect(), USERAUTH + "\0"), "a name with a NUL at its end is taken");
            }),
            server("service-03", c -> {
                var peer = c.connect(Depth.ENCRYPTED);
                peer.send(
                        new ServiceRequest("ssh-connection"),
                        new ChannelOpen("session", 0, 1 << 20, 1 << 15, new byte[0]));
                peer.expectRefusal(SERVICE_NOT_AVAILABLE, PROTOCOL_ERROR);
            }),
            server("service-04", c -> {
                var peer = c.connect(Depth.ENCRYPTED);
                boolean endless = c.goesOn(() -> {
                    for (int i = 0; i < TRIES; i++) {
                        peer.send(new ServiceRequest(USERAUTH));
                        peer.expect(SERVICE_ACCEPT);
                        var password = SecretText.of("wrong".toCharArray());
                        peer.send(new AuthRequest("kit", "ssh-connection", new PasswordMethod.Password(password)));
                        peer.expect(AuthFailure.class);
                    }
                });
                c.verify(
                        !endless,
                        TRIES + " failed tries with a service request before each did not end the connection");
            }),
            server("service-05", c -> {
                var peer = c.connect(Depth.CHANNEL_OPEN);
                boolean stays = c.goesOn(() -> {
                    peer.send(
                            new ServiceRequest(USERAUTH),
                            new ServiceRequest("ssh-connection"),
                            new GlobalRequest("keepalive@javamiko.io", true, new byte[0]));
                    int number;
                    do {
                        number = peer.expectOneOf(SERVICE_ACCEPT, UNIMPLEMENTED, REQUEST_SUCCESS, REQUEST_FAILURE)
                                .number();
                    } while (number == SERVICE_ACCEPT || number == UNIMPLEMENTED);
                });
                c.note(stays ? "the connection goes on" : "the connection ends");
            }),
            server("service-06", c -> {
                var peer = c.connect(Depth.ENCRYPTED);
                peer.send(peer.login().request());
                boolean answered = c.goesOn(() -> {
                    peer.send(new ServiceRequest(USERAUTH));
                    int number = peer.expectOneOf(UNIMPLEMENTED, SERVICE_ACCEPT, USERAUTH_FAILURE, USERAUTH_SUCCESS)
                            .number();
                    c.verify(number != USERAUTH_SUCCESS, "a login without a service request succeeded");
                    if (number == USERAUTH_FAILURE) {
                        c.warn("a login without a service request is answered by USERAUTH_FAILURE");
                    }
                });
                c.note(answered ? "the request is passed over" : "the connection ends");
            }));

    private ServiceRequests() {}

    private static void refuses(Peer peer, String service) throws IOException {
        peer.upTo(Depth.ENCRYPTED).send(new ServiceRequest(service));
        peer.expectRefusal(SERVICE_NOT_AVAILABLE, PROTOCOL_ERROR);
    }
}
