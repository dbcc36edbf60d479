package io.javamiko.conformance.checks.auth;

import static io.javamiko.conformance.Check.server;
import static io.javamiko.conformance.checks.Requests.password;
import static io.javamiko.conformance.checks.Requests.request;
import static io.javamiko.transport.MessageNumbers.CHANNEL_OPEN_CONFIRMATION;
import static io.javamiko.transport.MessageNumbers.FIRST_OF_AUTH_METHOD;
import static io.javamiko.transport.MessageNumbers.REQUEST_FAILURE;
import static io.javamiko.transport.MessageNumbers.REQUEST_SUCCESS;
import static io.javamiko.transport.MessageNumbers.UNIMPLEMENTED;
import static io.javamiko.transport.MessageNumbers.USERAUTH_FAILURE;
import static io.javamiko.transport.MessageNumbers.USERAUTH_SUCCESS;

import io.javamiko.auth.AuthMessage.AuthFailure;
import io.javamiko.conformance.Check;
import io.javamiko.conformance.Conversation;
import io.javamiko.conformance.checks.Requests;
import io.javamiko.conformance.peer.Depth;
import io.javamiko.conformance.peer.Peer;
import io.javamiko.connection.ConnectionMessage.GlobalRequest;
import io.javamiko.wire.WireWriter;
import java.io.IOException;
import java.util.List;

/** RFC 4252 §5.1, §5.3: each request has its answer, in order, and the last one is said once. */
final class Answers {
    private static final byte[] NOTHING = {};
    private static final int SAME = 3;

    static final List<Check> CHECKS = List.of(
            server("auth-10", c -> {
                var peer = c.connect(Depth.AUTHENTICATED);
                peer.send(request(c, "none"));
                peer.send(password("other", "wrong"));
                afterwards(c, peer, "a request after success");
            }),
            server("auth-11", c -> {
                var peer = c.connect(Depth.SERVICE);
                var login = peer.login().request();
                var packets = new byte[SAME + 1][];
                for (int i = 0; i < SAME; i++) {
                    packets[i] = peer.sealed(login);
                }
                packets[SAME] = peer.sealed(Requests.session());
                peer.sendTogether(packets);
                peer.expect(USERAUTH_SUCCESS);
                int number;
                do {
                    number = peer.expectOneOf(CHANNEL_OPEN_CONFIRMATION, UNIMPLEMENTED)
                            .number();
                } while (number == UNIMPLEMENTED);
            }),
            server("auth-28", c -> {
                var peer = c.connect(Depth.SERVICE);
                peer.sendTogether(
                        peer.sealed(request(c, "none").toByteArray()),
                        peer.sealed(password(c.credentials().user(), "wrong").toByteArray()),
                        peer.sealed(request(c, "frobnicate@kit").toByteArray()),
                        peer.sealed(peer.login().request()));
                for (int i = 0; i < SAME; i++) {
                    c.verify(!peer.expect(AuthFailure.class).partialSuccess(), "a wrong request succeeds in part");
                }
                peer.expect(USERAUTH_SUCCESS);
                peer.login().isDone();
                peer.expectAnswer();
            }),
            server("auth-29", c -> {
                var peer = c.connect(Depth.SERVICE);
                peer.send(request(c, "keyboard-interactive").utf8("").utf8(""));
                int asked =
                        peer.expectOneOf(FIRST_OF_AUTH_METHOD, USERAUTH_FAILURE).number();
                c.assume(asked == FIRST_OF_AUTH_METHOD, "the target has no keyboard-interactive");
                peer.send(peer.login().request());
                peer.expect(USERAUTH_SUCCESS);
                peer.login().isDone();
                peer.send(new WireWriter()
                        .uint8(FIRST_OF_AUTH_METHOD + 1)
                        .uint32(1)
                        .utf8("late"));
                afterwards(c, peer, "a late answer");
            }),
            server("auth-36", c -> {
                for (int number : new int[] {USERAUTH_SUCCESS, USERAUTH_FAILURE}) {
                    var peer = c.connect(Depth.SERVICE);
                    peer.send(
                            number == USERAUTH_SUCCESS
                                    ? new WireWriter().uint8(number)
                                    : new WireWriter()
                                            .uint8(number)
                                            .utf8("password")
                                            .bool(true));
                    peer.send(Requests.session());
                    Requests.noEffect(peer, 2);
                }
            }));

    private Answers() {}

    /** What came after success is passed over; the connection serves. */
    private static void afterwards(Conversation c, Peer peer, String what) throws IOException {
        peer.send(new GlobalRequest("keepalive@kit", true, NOTHING));
        int number = peer.expectOneOf(REQUEST_FAILURE, REQUEST_SUCCESS, UNIMPLEMENTED)
                .number();
        if (number == UNIMPLEMENTED) {
            c.warn(what + " draws UNIMPLEMENTED, where it should be ignored");
        }
        while (number == UNIMPLEMENTED) {
            number = peer.expectOneOf(REQUEST_FAILURE, REQUEST_SUCCESS, UNIMPLEMENTED)
                    .number();
        }
    }
}
