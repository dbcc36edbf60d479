package io.javamiko.conformance.checks.attack;

import static io.javamiko.conformance.Check.server;
import static io.javamiko.conformance.checks.Requests.NOBODY;
import static io.javamiko.conformance.checks.Requests.bounded;
import static io.javamiko.conformance.checks.Requests.password;
import static io.javamiko.conformance.checks.Requests.query;
import static io.javamiko.conformance.checks.Requests.request;
import static io.javamiko.conformance.checks.Requests.stillServes;
import static io.javamiko.transport.MessageNumbers.FIRST_OF_AUTH_METHOD;
import static io.javamiko.transport.MessageNumbers.USERAUTH_FAILURE;

import io.javamiko.conformance.Check;
import io.javamiko.conformance.Conversation;
import io.javamiko.conformance.checks.Requests;
import io.javamiko.conformance.peer.Depth;
import io.javamiko.wire.WireWriter;
import java.io.IOException;
import java.util.List;

/** Guesses without end on one connection. */
final class Floods {
    private static final String ED25519 = "ssh-ed25519";
    private static final int MOST = 50; // RFC 4252 §4 recommends 20

    static final List<Check> CHECKS = List.of(
            server("AC-048", c -> bounded(c, query(NOBODY, ED25519, Requests.blob(ED25519, Requests.bytes(32))), MOST)),
            server("AC-050", Floods::endlessDevices),
            server("AC-136", c -> {
                bounded(c, password(NOBODY, "wrong"), MOST);
                bounded(c, request(NOBODY, Requests.CONNECTION, "none"), MOST);
                stillServes(c);
            }));

    private Floods() {}

    private static void endlessDevices(Conversation c) throws IOException {
        var start = request(NOBODY, Requests.CONNECTION, "keyboard-interactive")
                .utf8("")
                .utf8("pam,".repeat(2000) + "pam");
        var wrong = new WireWriter().uint8(FIRST_OF_AUTH_METHOD + 1).uint32(1).utf8("wrong");
        var peer = c.connect(Depth.SERVICE);
        peer.send(start);
        boolean on = c.goesOn(() -> {
            for (int i = 0; i < MOST; i++) {
                boolean asked =
                        peer.expectOneOf(FIRST_OF_AUTH_METHOD, USERAUTH_FAILURE).number() != USERAUTH_FAILURE;
                peer.send(asked ? wrong : start);
            }
        });
        c.verify(!on, MOST + " rounds of keyboard-interactive on one connection do not end it");
    }
}
