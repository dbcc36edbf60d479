package io.javamiko.conformance.checks.auth;

import static io.javamiko.conformance.Check.client;
import static io.javamiko.conformance.Check.server;
import static io.javamiko.conformance.checks.Requests.denied;
import static io.javamiko.conformance.checks.Requests.key;
import static io.javamiko.conformance.checks.Requests.request;
import static io.javamiko.conformance.checks.auth.Clients.PASSWORD;
import static io.javamiko.conformance.checks.auth.Clients.asking;
import static io.javamiko.transport.MessageNumbers.FIRST_OF_AUTH_METHOD;
import static io.javamiko.transport.MessageNumbers.USERAUTH_FAILURE;
import static io.javamiko.transport.MessageNumbers.USERAUTH_SUCCESS;

import io.javamiko.auth.AuthMessage.AuthRequest;
import io.javamiko.auth.PasswordMethod;
import io.javamiko.auth.PublicKeyMethod;
import io.javamiko.conformance.Check;
import io.javamiko.conformance.Conversation;
import io.javamiko.conformance.checks.Requests;
import io.javamiko.conformance.peer.Depth;
import io.javamiko.conformance.peer.SkipException;
import java.util.List;

/** RFC 4252 §8, RFC 4251 §5: passwords, their change, and booleans that are neither 0 nor 1. */
final class Passwords {
    private static final int MOST = 20;

    static final List<Check> CHECKS = List.of(
            client("auth-23", c -> {
                var asked = asking(c, PASSWORD);
                var peer = asked.peer();
                var sent = (PasswordMethod.Password) asked.request().method();
                c.goesOn(() -> {
                    for (int i = 0; i < MOST; i++) {
                        peer.send(new PasswordMethod.PasswordChangeRequest("the password has expired", ""));
                        var next = peer.expect(AuthRequest.class).method();
                        if (!(next instanceof PasswordMethod.PasswordChange change)) {
                            c.verify(!next.equals(sent), "the expired password comes again");
                            return;
                        }
                        c.verify(change.oldPassword().equals(sent.password()), "the old password is another one");
                        c.verify(change.newPassword().length() > 0, "the new password is empty");
                    }
                });
            }),
            server("auth-24", c -> {
                var peer = c.connect(Depth.SERVICE);
                String right = password(c);
                peer.send(request(c, PASSWORD).bool(true).utf8(right).utf8("new of the kit"));
                if (peer.expectOneOf(USERAUTH_FAILURE, FIRST_OF_AUTH_METHOD).number() == USERAUTH_FAILURE) {
                    var changed = c.connect(Depth.SERVICE);
                    changed.send(Requests.password(c.credentials().user(), "new of the kit"));
                    changed.expect(USERAUTH_FAILURE);
                }
            }),
            server("auth-40", c -> {
                if (c.credentials().password().isPresent()) {
                    denied(c, request(c, PASSWORD).uint8(2).utf8(password(c))); // a change without a new one
                }
                var key = key(c);
                String algorithm = key.signatureAlgorithms().get(0);
                String user = c.credentials().user();
                byte[] blob = key.publicKey().blob();
                var peer = c.connect(Depth.SERVICE);
                byte[] data = PublicKeyMethod.signedData(peer.sessionId(), user, Requests.CONNECTION, algorithm, blob);
                peer.send(request(c, PublicKeyMethod.NAME)
                        .uint8(0xff)
                        .utf8(algorithm)
                        .string(blob)
                        .string(key.sign(algorithm, data)));
                if (!c.goesOn(() -> c.note(
                        peer.expectOneOf(USERAUTH_SUCCESS, USERAUTH_FAILURE).number() == USERAUTH_SUCCESS
                                ? "255 is TRUE"
                                : "255 as a boolean makes a request malformed, or its signature wrong"))) {
                    c.note("255 as a boolean ends the connection");
                }
            }));

    private Passwords() {}

    private static String password(Conversation c) throws SkipException {
        return new String(c.credentials()
                .password()
                .orElseThrow(() -> new SkipException("it needs the password of a user of the target")));
    }
}
