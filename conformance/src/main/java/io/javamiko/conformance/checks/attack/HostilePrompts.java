package io.javamiko.conformance.checks.attack;

import static io.javamiko.conformance.Check.client;
import static io.javamiko.transport.MessageNumbers.FIRST_OF_AUTH_METHOD;
import static io.javamiko.transport.MessageNumbers.USERAUTH_REQUEST;

import io.javamiko.auth.AuthMessage;
import io.javamiko.auth.AuthMessage.AuthFailure;
import io.javamiko.auth.AuthMessage.AuthRequest;
import io.javamiko.conformance.Check;
import io.javamiko.conformance.Conversation;
import io.javamiko.conformance.checks.Requests;
import io.javamiko.conformance.checks.Variant;
import io.javamiko.conformance.peer.Depth;
import io.javamiko.conformance.peer.ExpectationException;
import io.javamiko.conformance.peer.Peer;
import io.javamiko.conformance.peer.Received;
import io.javamiko.conformance.peer.SkipException;
import io.javamiko.wire.WireWriter;
import java.io.IOException;
import java.util.List;

/** Questions for passwords and the like, from a server that means no good: of clients that give such answers unasked. */
final class HostilePrompts {
    private static final String INTERACTIVE = "keyboard-interactive";
    private static final String PASSWORD = "password";
    private static final int INFO_REQUEST = FIRST_OF_AUTH_METHOD;
    private static final int INFO_RESPONSE = FIRST_OF_AUTH_METHOD + 1;
    private static final int PASSWORD_CHANGE_REQUEST = FIRST_OF_AUTH_METHOD;
    private static final int MANY = 1001;
    private static final int LONG = 30_000;
    private static final int MOST_METHODS = 20;
    private static final int MOST_ROUNDS = 100;

    static final List<Check> CHECKS = List.of(
            client("AC-062", c -> {
                c.each(
                        (peer, malformed) -> {
                            asking(peer, INTERACTIVE).send(malformed.payload());
                            verifyNoAnswer(c, peer, malformed);
                        },
                        variant("2³² − 1 questions, and none of them", infoRequest(0xffff_ffffL)),
                        variant("2³¹ questions, and one of them", question(infoRequest(0x8000_0000L), "?")),
                        variant("one question of two", question(infoRequest(2), "?")),
                        variant("a question without its echo", infoRequest(1).utf8("?")),
                        variant(
                                "no count",
                                new WireWriter()
                                        .uint8(INFO_REQUEST)
                                        .utf8("")
                                        .utf8("")
                                        .utf8("")));
                var many = infoRequest(MANY);
                for (int i = 0; i < MANY; i++) {
                    question(many, "?");
                }
                var peer = asking(c.connect(), INTERACTIVE);
                peer.send(many);
                c.should(() -> verifyNoAnswer(c, peer, "it"), "it answers " + MANY + " questions at once");
                endlessRounds(c);
                Requests.stillServes(c);
            }),
            client("AC-067", c -> {
                var change = new WireWriter()
                        .uint8(PASSWORD_CHANGE_REQUEST)
                        .utf8("new? ".repeat(LONG / 5))
                        .utf8("");
                var peer = asking(c.connect(), PASSWORD);
                peer.send(change);
                boolean on = c.goesOn(() -> {
                    for (int i = 0; i < MOST_METHODS; i++) {
                        boolean again = method(peer.expect(USERAUTH_REQUEST)).equals(PASSWORD);
                        peer.send(again ? change.toByteArray() : new AuthFailure(List.of(PASSWORD), false).payload());
                    }
                });
                c.verify(!on, "it gives a password " + MOST_METHODS + " times, whatever the server wants instead");
                Requests.stillServes(c);
            }));

    private HostilePrompts() {}

    private static WireWriter infoRequest(long questions) {
        return new WireWriter().uint8(INFO_REQUEST).utf8("").utf8("").utf8("").uint32(questions);
    }

    private static WireWriter question(WireWriter request, String prompt) {
        return request.utf8(prompt).bool(false);
    }

    private static Variant variant(String name, WireWriter payload) {
        return new Variant(name, payload.toByteArray());
    }

    /** The client tries another method, or ends the connection. */
    private static void verifyNoAnswer(Conversation c, Peer peer, Object what) throws IOException {
        c.goesOn(() -> c.verify(
                peer.expectOneOf(USERAUTH_REQUEST, INFO_RESPONSE).number() == USERAUTH_REQUEST, what + " is answered"));
    }

    private static void endlessRounds(Conversation c) throws IOException {
        var peer = asking(c.connect(), INTERACTIVE);
        boolean on = c.goesOn(() -> {
            for (int i = 0; i < MOST_ROUNDS; i++) {
                peer.send(infoRequest(0));
                c.verify(peer.expectOneOf(USERAUTH_REQUEST, INFO_RESPONSE).number() == INFO_RESPONSE, "it gave up");
            }
        });
        if (on) {
            c.warn(MOST_ROUNDS + " requests without a question are answered, and no end");
        }
    }

    private static Peer asking(Peer peer, String method) throws IOException {
        request(peer, method);
        return peer;
    }

    /** The client's request for such a method, where it makes one. */
    private static Received request(Peer peer, String method) throws IOException {
        peer.upTo(Depth.SERVICE);
        for (int i = 0; i < MOST_METHODS; i++) {
            Received message;
            try {
                message = peer.expect(USERAUTH_REQUEST);
            } catch (ExpectationException e) {
                break;
            }
            if (method(message).equals(method)) {
                return message;
            }
            peer.send(new AuthFailure(List.of(method), false));
        }
        throw new SkipException("the target does not log in by " + method + " of its own accord");
    }

    private static String method(Received request) throws IOException {
        return ((AuthRequest) AuthMessage.decode(USERAUTH_REQUEST, request.reader()))
                .method()
                .methodName();
    }
}
