package io.javamiko.conformance.checks.auth;

import static io.javamiko.conformance.Check.client;
import static io.javamiko.conformance.Check.server;
import static io.javamiko.conformance.checks.Requests.NOBODY;
import static io.javamiko.conformance.checks.Requests.denied;
import static io.javamiko.conformance.checks.Requests.request;
import static io.javamiko.conformance.checks.Requests.stillServes;
import static io.javamiko.conformance.checks.auth.Clients.INTERACTIVE;
import static io.javamiko.conformance.checks.auth.Clients.PASSWORD;
import static io.javamiko.conformance.checks.auth.Clients.PUBLICKEY;
import static io.javamiko.conformance.checks.auth.Clients.asking;
import static io.javamiko.transport.MessageNumbers.UNIMPLEMENTED;
import static io.javamiko.transport.MessageNumbers.USERAUTH_FAILURE;
import static io.javamiko.transport.MessageNumbers.USERAUTH_REQUEST;
import static io.javamiko.transport.MessageNumbers.USERAUTH_SUCCESS;

import io.javamiko.ProtocolException;
import io.javamiko.auth.AuthMessage;
import io.javamiko.auth.KeyboardInteractiveMethod.InfoRequest;
import io.javamiko.auth.KeyboardInteractiveMethod.InfoResponse;
import io.javamiko.auth.KeyboardInteractiveMethod.Prompt;
import io.javamiko.conformance.Check;
import io.javamiko.conformance.Conversation;
import io.javamiko.conformance.checks.Requests;
import io.javamiko.conformance.peer.Depth;
import io.javamiko.conformance.peer.ExpectationException;
import io.javamiko.conformance.peer.Peer;
import io.javamiko.conformance.peer.Received;
import io.javamiko.conformance.peer.SkipException;
import io.javamiko.wire.WireWriter;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** RFC 4256: questions of the server, answers of the client. */
final class KeyboardInteractive {
    private static final int ASK = InfoRequest.NUMBER;
    private static final int ANSWER = InfoResponse.NUMBER;
    private static final int MOST_ROUNDS = 1000;

    static final List<Check> CHECKS = List.of(
            server("auth-kbdint-01", c -> {
                for (var start : List.of(
                        request(c, INTERACTIVE).utf8("").utf8(""),
                        request(c, INTERACTIVE).utf8("xx-invalid").utf8("foo,bar"))) {
                    var peer = c.connect(Depth.SERVICE);
                    peer.send(start);
                    var answer = peer.expectOneOf(ASK, USERAUTH_SUCCESS, USERAUTH_FAILURE);
                    if (answer.number() == ASK) {
                        decoded(answer);
                    }
                }
            }),
            server("auth-kbdint-02", c -> {
                int prompts = begun(c, c.credentials().user()).prompts().size();
                for (int count : new int[] {prompts + 1, prompts - 1, 0}) {
                    if (count >= 0 && count != prompts) {
                        answering(c, c.credentials().user(), answers(count, count));
                    }
                }
                answering(c, c.credentials().user(), answers(0xffff_ffffL, 1));
                answering(c, c.credentials().user(), answers(prompts, prompts).uint32(0xffff));
                answering(
                        c,
                        c.credentials().user(),
                        new WireWriter().uint8(ANSWER).uint32(prompts).uint32(1000));
                stillServes(c);
            }),
            server("auth-kbdint-03", c -> {
                var known = begun(c, c.credentials().user());
                try {
                    c.verify(known.equals(begun(c, NOBODY)), "a user who is not there is asked something else");
                } catch (SkipException e) {
                    c.warn("a user who is not there is refused without being asked, and one who is is asked");
                    return;
                }
                answering(
                        c,
                        NOBODY,
                        answers(known.prompts().size(), known.prompts().size()));
            }),
            server("auth-kbdint-08", c -> {
                var first = c.connect(Depth.SERVICE);
                first.send(answers(1, 1));
                noEffect(c, first);
                var late = c.connect(Depth.SERVICE);
                late.send(request(c, INTERACTIVE).utf8("").utf8(""));
                if (late.expectOneOf(ASK, USERAUTH_FAILURE).number() == ASK) {
                    late.send(answers(1, 1));
                    denied(c, late);
                }
                late.send(answers(1, 1));
                noEffect(c, late);
                stillServes(c);
            }),
            server("auth-kbdint-10", c -> {
                var peer = c.connect(Depth.SERVICE);
                asks(c, peer, c.credentials().user());
                peer.expectSilence();
            }),
            client("auth-kbdint-04", c -> {
                var asked = asking(c, INTERACTIVE);
                asked.peer().send(new InfoRequest("title", "text", "", List.of()));
                var answer = asked.peer().expect(ANSWER);
                c.verify(
                        Arrays.equals(answer.payload(), new byte[] {(byte) ANSWER, 0, 0, 0, 0}),
                        "no questions are answered by " + answer);
                asked.letIn();
            }),
            client("auth-kbdint-06", c -> {
                var two = new WireWriter().uint8(ASK).utf8("").utf8("").utf8("").uint32(0xffff_ffffL);
                bounded(c, two.utf8("a").bool(false).utf8("b").bool(false).toByteArray());
                bounded(c, new InfoRequest("", "", "", Collections.nCopies(5000, new Prompt("x", true))).payload());
                bounded(c, new InfoRequest("", "", "", List.of(new Prompt("x".repeat(30_000), false))).payload());
                var endless = asking(c, INTERACTIVE);
                boolean on = c.goesOn(() -> {
                    for (int i = 0; i < MOST_ROUNDS; i++) {
                        endless.peer().send(new InfoRequest("", "", "", List.of()));
                        if (endless.peer().expectOneOf(ANSWER, USERAUTH_REQUEST).number() == USERAUTH_REQUEST) {
                            return;
                        }
                    }
                    throw new ExpectationException("it answers " + MOST_ROUNDS + " rounds without questions");
                });
                c.note(on ? "after many rounds it tries something else" : "after many rounds it ends the connection");
            }),
            client("auth-kbdint-09", c -> {
                for (var method : List.of(PUBLICKEY, PASSWORD)) {
                    try {
                        var asked = asking(c, method);
                        asked.peer().send(new InfoRequest("", "", "", List.of(new Prompt("Password: ", false))));
                        c.goesOn(() -> asked.peer().expect(USERAUTH_REQUEST)); // not 61
                    } catch (SkipException e) {
                        c.note(e.getMessage());
                    }
                }
            }));

    private KeyboardInteractive() {}

    private static InfoRequest decoded(Received message) throws IOException {
        try {
            return (InfoRequest) AuthMessage.decode(ASK, message.reader(), INTERACTIVE);
        } catch (ProtocolException e) {
            throw new ExpectationException("INFO_REQUEST is malformed: " + e.getMessage(), e);
        }
    }

    private static InfoRequest asks(Conversation c, Peer peer, String user) throws IOException {
        peer.send(request(user, Requests.CONNECTION, INTERACTIVE).utf8("").utf8(""));
        var answer = peer.expectOneOf(ASK, USERAUTH_FAILURE);
        c.assume(answer.number() == ASK, "the target has no keyboard-interactive for " + user);
        return decoded(answer);
    }

    /** What that user is asked, on a connection of its own. */
    private static InfoRequest begun(Conversation c, String user) throws IOException {
        try (var peer = c.connect(Depth.SERVICE)) {
            return asks(c, peer, user);
        }
    }

    private static WireWriter answers(long count, int strings) {
        var out = new WireWriter().uint8(ANSWER).uint32(count);
        for (int i = 0; i < strings; i++) {
            out.utf8("wrong");
        }
        return out;
    }

    /** These answers are refused. */
    private static void answering(Conversation c, String user, WireWriter answers) throws IOException {
        try (var peer = c.connect(Depth.SERVICE)) {
            asks(c, peer, user);
            peer.send(answers);
            if (c.goesOn(() -> {
                var next = peer.expectOneOf(ASK, USERAUTH_FAILURE); // a device may ask again
                if (next.number() == ASK) {
                    c.note("wrong answers draw another question");
                }
            })) {
                peer.note("refused, and it goes on");
            }
        }
    }

    private static void noEffect(Conversation c, Peer peer) throws IOException {
        c.goesOn(() -> peer.expectOneOf(UNIMPLEMENTED, USERAUTH_FAILURE));
    }

    /** It is answered, or refused, and nothing worse. */
    private static void bounded(Conversation c, byte[] questions) throws IOException {
        var asked = asking(c, INTERACTIVE);
        asked.peer().send(questions);
        c.goesOn(() -> asked.peer().expectOneOf(ANSWER, USERAUTH_REQUEST));
        asked.peer().close();
    }
}
