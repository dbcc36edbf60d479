package io.javamiko.conformance.checks.attack;

import static io.javamiko.conformance.Check.server;
import static io.javamiko.conformance.checks.Requests.CONNECTION;
import static io.javamiko.conformance.checks.Requests.NOBODY;
import static io.javamiko.conformance.checks.Requests.denied;
import static io.javamiko.conformance.checks.Requests.exec;
import static io.javamiko.conformance.checks.Requests.noEffect;
import static io.javamiko.conformance.checks.Requests.password;
import static io.javamiko.conformance.checks.Requests.request;
import static io.javamiko.conformance.checks.Requests.session;
import static io.javamiko.transport.MessageNumbers.FIRST_OF_AUTH_METHOD;
import static io.javamiko.transport.MessageNumbers.UNIMPLEMENTED;
import static io.javamiko.transport.MessageNumbers.USERAUTH_FAILURE;

import io.javamiko.auth.AuthMessage.AuthRequest;
import io.javamiko.auth.MethodRequest.None;
import io.javamiko.conformance.Check;
import io.javamiko.conformance.Conversation;
import io.javamiko.conformance.checks.Requests;
import io.javamiko.conformance.peer.Depth;
import io.javamiko.transport.TransportMessage.ServiceAccept;
import io.javamiko.transport.TransportMessage.ServiceRequest;
import io.javamiko.wire.WireWriter;
import java.io.IOException;
import java.util.List;

/** Clients that have not proved who they are, and go on as if they had. */
final class AuthenticationBypass {
    private static final String USERAUTH = "ssh-userauth";

    static final List<Check> CHECKS = List.of(
            server("AC-004", c -> {
                var ahead = c.connect(Depth.ENCRYPTED);
                ahead.sendTogether(
                        ahead.sealed(new ServiceRequest(USERAUTH)), ahead.sealed(session()), ahead.sealed(exec()));
                if (c.goesOn(() -> ahead.expect(ServiceAccept.class))) {
                    noEffect(ahead, 2);
                }
                var pending = c.connect(Depth.SERVICE);
                pending.sendTogether(
                        pending.sealed(password(NOBODY, "wrong").toByteArray()),
                        pending.sealed(session()),
                        pending.sealed(exec()));
                if (denied(c, pending)) {
                    noEffect(pending, 2);
                }
            }),
            server("AC-006", c -> denied(c, change(c, "", "x"), change(c, "\0\0\0", "x"), change(c, "wrong", "\0"))),
            server("AC-007", c -> {
                var peer = c.connect(Depth.SERVICE);
                peer.send(new AuthRequest(c.credentials().user(), CONNECTION, new None()));
                if (denied(c, peer)) {
                    peer.send(session(), exec());
                    noEffect(peer, 2);
                }
            }),
            server("AC-117", c -> answersNobodyAsked(c, 0, 2, 0xffff_ffffL)),
            server("AC-123", c -> {
                c.each(
                        (peer, service) -> {
                            peer.upTo(Depth.ENCRYPTED).send(new ServiceRequest(service), session());
                            peer.expectRefusal();
                        },
                        CONNECTION,
                        "",
                        "SSH-USERAUTH");
                var ended = c.connect(Depth.ENCRYPTED);
                ended.send(new ServiceRequest(USERAUTH + "\0"), session());
                if (c.goesOn(() -> ended.expect(ServiceAccept.class))) {
                    c.warn("a NUL behind the service's name is passed over");
                    noEffect(ended, 1);
                }
            }),
            server("AC-176", c -> answersNobodyAsked(c, 0x4000_0000L, 0x8000_0001L)));

    private AuthenticationBypass() {}

    private static WireWriter change(Conversation c, String old, String now) {
        return request(c, "password").bool(true).utf8(old).utf8(now);
    }

    /** Wrong counts of answers: to the questions of keyboard-interactive if there are some, and again. */
    private static void answersNobodyAsked(Conversation c, long... counts) throws IOException {
        for (long count : counts) {
            var peer = c.connect(Depth.SERVICE);
            peer.send(request(c, "keyboard-interactive").utf8("").utf8(""));
            var answer = new WireWriter().uint8(FIRST_OF_AUTH_METHOD + 1).uint32(count);
            c.goesOn(() -> {
                peer.expectOneOf(FIRST_OF_AUTH_METHOD, USERAUTH_FAILURE);
                for (int i = 0; i < 2; i++) {
                    peer.send(answer);
                    peer.expectOneOf(FIRST_OF_AUTH_METHOD, USERAUTH_FAILURE, UNIMPLEMENTED);
                }
            });
        }
        Requests.stillServes(c);
    }
}
