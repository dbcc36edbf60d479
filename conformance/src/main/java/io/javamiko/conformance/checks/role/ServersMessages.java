package io.javamiko.conformance.checks.role;

import static io.javamiko.conformance.Check.server;
import static io.javamiko.transport.MessageNumbers.FIRST_OF_AUTH_METHOD;
import static io.javamiko.transport.MessageNumbers.REQUEST_FAILURE;
import static io.javamiko.transport.MessageNumbers.REQUEST_SUCCESS;
import static io.javamiko.transport.MessageNumbers.UNIMPLEMENTED;
import static io.javamiko.transport.MessageNumbers.USERAUTH_FAILURE;

import io.javamiko.auth.AuthMessage.AuthBanner;
import io.javamiko.auth.AuthMessage.AuthFailure;
import io.javamiko.auth.AuthMessage.AuthRequest;
import io.javamiko.auth.AuthMessage.AuthSuccess;
import io.javamiko.auth.KeyboardInteractiveMethod;
import io.javamiko.auth.MethodRequest.None;
import io.javamiko.auth.PasswordMethod;
import io.javamiko.auth.SecretText;
import io.javamiko.conformance.Check;
import io.javamiko.conformance.peer.Depth;
import io.javamiko.conformance.peer.Peer;
import io.javamiko.connection.ConnectionMessage.ChannelOpen;
import io.javamiko.connection.ConnectionMessage.GlobalRequest;
import io.javamiko.transport.TransportMessage.ServiceAccept;
import io.javamiko.wire.WireWriter;
import java.io.IOException;
import java.util.List;

/** RFC 4253 §10, RFC 4252 §5.1, §6: what only a server says means nothing to a server (CVE-2018-10933). */
final class ServersMessages {
    private static final String CONNECTION = "ssh-connection";
    private static final byte[] NOTHING = {};

    static final List<Check> CHECKS = List.of(
            server("role-01", c -> {
                var peer = c.connect(Depth.ENCRYPTED);
                peer.send(new ServiceAccept("ssh-userauth"), new AuthRequest("root", CONNECTION, new None()));
                noEffect(peer, 2);
            }),
            server("role-03", c -> {
                for (var depth : List.of(Depth.ENCRYPTED, Depth.SERVICE)) {
                    claimSuccess(c.connect(depth));
                }
                var failed = c.connect(Depth.SERVICE);
                failed.send(new AuthRequest(
                        "root", CONNECTION, new PasswordMethod.Password(SecretText.of("wrong".toCharArray()))));
                failed.expect(USERAUTH_FAILURE);
                claimSuccess(failed);
                var asked = c.connect(Depth.SERVICE);
                asked.send(new AuthRequest("root", CONNECTION, new KeyboardInteractiveMethod.Start("", "")));
                asked.expectOneOf(FIRST_OF_AUTH_METHOD, USERAUTH_FAILURE);
                claimSuccess(asked);
            }),
            server("role-04", c -> {
                for (var depth : List.of(Depth.ENCRYPTED, Depth.SERVICE)) {
                    c.each(
                            (peer, payload) -> {
                                peer.upTo(depth).send(payload);
                                if (!peer.expectRefusalOrUnimplemented()) {
                                    peer.upTo(Depth.AUTHENTICATED);
                                }
                            },
                            new AuthFailure(List.of("publickey"), true).payload(),
                            new AuthBanner("hello", "").payload(),
                            new WireWriter()
                                    .uint8(60)
                                    .utf8("ssh-ed25519")
                                    .string(NOTHING)
                                    .toByteArray());
                }
            }),
            server("role-10", c -> {
                var peer = c.connect(Depth.AUTHENTICATED);
                peer.send(new AuthRequest(
                        "other", CONNECTION, new PasswordMethod.Password(SecretText.of("wrong".toCharArray()))));
                peer.send(new GlobalRequest("keepalive@kit", true, NOTHING));
                boolean on = c.goesOn(() -> {
                    var first = peer.expectOneOf(REQUEST_FAILURE, REQUEST_SUCCESS, USERAUTH_FAILURE, UNIMPLEMENTED);
                    if (first.number() == USERAUTH_FAILURE || first.number() == UNIMPLEMENTED) {
                        c.warn("a request after success is not ignored silently: " + first);
                        peer.expectOneOf(REQUEST_FAILURE, REQUEST_SUCCESS);
                    }
                });
                if (!on) {
                    c.warn("a request after success ends the connection");
                }
            }),
            server(
                    "role-11",
                    c -> c.each(
                            (peer, payload) -> {
                                peer.upTo(Depth.SERVICE).send(payload);
                                c.goesOn(() -> peer.expectOneOf(UNIMPLEMENTED, USERAUTH_FAILURE));
                            },
                            new WireWriter().uint8(61).uint32(0),
                            new WireWriter().uint8(61).uint32(0xffffffffL),
                            new WireWriter().uint8(60).string(NOTHING),
                            new WireWriter().uint8(63).string(NOTHING),
                            new WireWriter().uint8(64).uint32(0),
                            new WireWriter().uint8(65).string(NOTHING),
                            new WireWriter().uint8(66).string(NOTHING))));

    private ServersMessages() {}

    /** A client that says that it is in, and goes on as if it were. */
    private static void claimSuccess(Peer peer) throws IOException {
        peer.send(
                new AuthSuccess(),
                new ChannelOpen("session", 0, 1 << 20, 1 << 15, NOTHING),
                new GlobalRequest("keepalive@kit", true, NOTHING));
        noEffect(peer, 3);
        peer.close();
    }

    /** So many messages draw UNIMPLEMENTED each, or the end of the connection, and nothing else. */
    static void noEffect(Peer peer, int messages) throws IOException {
        for (int i = 0; i < messages; i++) {
            if (peer.expectRefusalOrUnimplemented()) {
                return;
            }
        }
    }
}
