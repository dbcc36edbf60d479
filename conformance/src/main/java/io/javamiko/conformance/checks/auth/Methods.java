package io.javamiko.conformance.checks.auth;

import static io.javamiko.conformance.Check.client;
import static io.javamiko.conformance.checks.auth.Clients.PASSWORD;
import static io.javamiko.conformance.checks.auth.Clients.PUBLICKEY;
import static io.javamiko.conformance.checks.auth.Clients.asking;
import static io.javamiko.transport.MessageNumbers.USERAUTH_FAILURE;
import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.javamiko.auth.AuthMessage.AuthFailure;
import io.javamiko.auth.AuthMessage.AuthRequest;
import io.javamiko.auth.AuthMessage.AuthSuccess;
import io.javamiko.auth.MethodRequest.None;
import io.javamiko.auth.PublicKeyMethod;
import io.javamiko.conformance.Check;
import io.javamiko.conformance.Conversation;
import io.javamiko.conformance.peer.Depth;
import io.javamiko.conformance.peer.ExpectationException;
import io.javamiko.conformance.peer.Peer;
import io.javamiko.wire.WireWriter;
import java.io.IOException;
import java.util.List;

/** RFC 4252 §5.1, §5.2: what a client makes of answers: which method is next, and when it is in. */
final class Methods {
    private static final int MOST = 64;
    private static final String[] ODD_LISTS = {
        "", ",", "password,,publickey", "password,password", "publi\u0007ckey", "pässword", "x".repeat(30_000)
    };

    static final List<Check> CHECKS = List.of(
            client("auth-07", c -> {
                asking(c, PASSWORD).peer().close(); // it has one
                var asked = asking(c, PUBLICKEY);
                asked.signs();
                asked.peer().send(new AuthFailure(List.of(PASSWORD), true));
                var next = asked.peer().expect(AuthRequest.class);
                c.verify(
                        next.method().methodName().equals(PASSWORD),
                        "after a partial success, with password alone to come, it asks for "
                                + next.method().methodName());
                asked.letIn();
            }),
            client("auth-08", c -> {
                var peer = c.connect(Depth.SERVICE);
                var none = new AuthFailure(List.of("hostbased", "x-unknown@kit"), false);
                boolean on = c.goesOn(() -> {
                    for (int i = 0; i < MOST; i++) {
                        allowed(c, peer.expect(AuthRequest.class), i == 0);
                        peer.send(none);
                    }
                });
                c.verify(!on, "it asks again and again though no method is left");
            }),
            client("auth-09", c -> {
                var peer = c.connect(Depth.SERVICE);
                boolean on = c.goesOn(() -> {
                    for (int i = 0; i < MOST; i++) {
                        peer.expect(AuthRequest.class);
                        peer.send(new AuthFailure(List.of(PASSWORD, PUBLICKEY, "keyboard-interactive"), true));
                    }
                });
                c.verify(!on, "after " + MOST + " partial successes it goes on");
            }),
            client("auth-12", c -> {
                var peer = c.connect(Depth.CHANNEL_OPEN);
                peer.send(new AuthSuccess());
                c.note(
                        c.goesOn(() -> Clients.answers(peer))
                                ? "a second SUCCESS is passed over"
                                : "a second SUCCESS ends the connection");
            }),
            client("auth-27", c -> {
                c.each(
                        (peer, list) -> {
                            peer.upTo(Depth.SERVICE).expect(AuthRequest.class);
                            peer.send(new WireWriter()
                                    .uint8(USERAUTH_FAILURE)
                                    .string(list.getBytes(ISO_8859_1))
                                    .bool(false));
                            endsWhenNothingIsLeft(c, peer);
                        },
                        ODD_LISTS);
                var overrun = c.connect(Depth.SERVICE);
                overrun.expect(AuthRequest.class);
                overrun.send(
                        new WireWriter().uint8(USERAUTH_FAILURE).uint32(1000).raw(new byte[4]));
                overrun.send(new AuthFailure(List.of(), false));
                endsWhenNothingIsLeft(c, overrun);
            }),
            client("auth-44", c -> {
                var asked = asking(c, PUBLICKEY);
                asked.query();
                if (c.goesOn(asked::letIn)) {
                    c.warn("it takes SUCCESS in answer to the question whether a key would do");
                }
            }));

    private Methods() {}

    /** Nothing that proves who the user is goes to who does not take it. */
    private static void allowed(Conversation c, AuthRequest request, boolean isFirst) throws ExpectationException {
        var method = request.method();
        if (isFirst && (method instanceof None || method instanceof PublicKeyMethod.Query)) {
            return; // what can continue was not known
        }
        c.verify(!method.methodName().equals(PASSWORD), "it sends a password, which is not listed");
        c.verify(!(method instanceof PublicKeyMethod.Signed), "it signs, though publickey is not listed");
        c.warn("it asks for " + method.methodName() + ", which is not listed");
    }

    private static void endsWhenNothingIsLeft(Conversation c, Peer peer) throws IOException {
        boolean on = c.goesOn(() -> {
            for (int i = 0; i < MOST; i++) {
                peer.expect(AuthRequest.class);
                peer.send(new AuthFailure(List.of(), false));
            }
        });
        c.verify(!on, "it asks again and again though no method is left");
    }
}
