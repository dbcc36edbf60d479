package io.javamiko.conformance.checks.kexorder;

import static io.javamiko.conformance.Check.client;
import static io.javamiko.conformance.Check.server;

import io.javamiko.auth.AuthMessage.AuthBanner;
import io.javamiko.auth.AuthMessage.AuthRequest;
import io.javamiko.auth.AuthMessage.AuthSuccess;
import io.javamiko.auth.MethodRequest.None;
import io.javamiko.conformance.Check;
import io.javamiko.conformance.checks.Moment;
import io.javamiko.connection.ConnectionMessage.ChannelOpen;
import io.javamiko.connection.ConnectionMessage.GlobalRequest;
import io.javamiko.transport.Message;
import io.javamiko.transport.TransportMessage.ServiceAccept;
import io.javamiko.transport.TransportMessage.ServiceRequest;
import java.util.List;

/** RFC 4253 §7.1: no messages of services and of higher layers before NEWKEYS. */
final class HigherLayers {
    private static final String USERAUTH = "ssh-userauth";

    static final List<Check> CHECKS = List.of(
            server(
                    "kexorder-02",
                    c -> c.each(
                            (peer, moment) -> {
                                moment.reach(peer);
                                peer.send(new ServiceRequest(USERAUTH));
                                c.refuses(peer, "SERVICE_REQUEST " + moment);
                            },
                            Moment.values())),
            server("kexorder-03", c -> {
                for (var moment : List.of(Moment.BEFORE_KEXINIT, Moment.BEHIND_KEXINIT)) {
                    c.each(
                            (peer, message) -> {
                                moment.reach(peer);
                                peer.send(message);
                                peer.expectRefusalOrUnimplemented();
                            },
                            new AuthRequest("root", "ssh-connection", new None()),
                            new AuthSuccess(),
                            new GlobalRequest("keepalive@kit", true, new byte[0]),
                            new ChannelOpen("session", 0, 1 << 20, 1 << 15, new byte[0]));
                }
            }),
            client(
                    "kexorder-04",
                    c -> c.<Message>each(
                            (peer, message) -> {
                                Moment.BEHIND_KEXINIT.reach(peer);
                                peer.send(message);
                                c.refuses(peer, message.getClass().getSimpleName() + " in clear");
                            },
                            new ServiceAccept(USERAUTH),
                            new AuthSuccess(),
                            new AuthBanner("hello", ""),
                            new GlobalRequest("keepalive@kit", true, new byte[0]))));

    private HigherLayers() {}
}
