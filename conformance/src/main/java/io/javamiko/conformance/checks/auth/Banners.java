package io.javamiko.conformance.checks.auth;

import static io.javamiko.conformance.Check.client;
import static io.javamiko.conformance.checks.auth.Clients.PUBLICKEY;

import io.javamiko.auth.AuthMessage.AuthBanner;
import io.javamiko.auth.AuthMessage.AuthFailure;
import io.javamiko.auth.AuthMessage.AuthRequest;
import io.javamiko.conformance.Check;
import io.javamiko.conformance.checks.auth.Clients.Asked;
import io.javamiko.conformance.peer.Depth;
import java.util.List;

/** RFC 4252 §5.4: a text for the user, which answers nothing. */
final class Banners {
    private static final int LARGE = 30_000;
    private static final int MANY = 100;

    static final List<Check> CHECKS = List.of(
            client("auth-15", c -> {
                Clients.asking(c, PUBLICKEY).peer().close(); // it has a key
                var peer = c.connect(Depth.SERVICE);
                peer.send(new AuthBanner("one\r\n", ""));
                var first = peer.expect(AuthRequest.class);
                peer.send(new AuthBanner("two", ""));
                if (!first.method().methodName().equals(PUBLICKEY)) {
                    peer.send(new AuthFailure(List.of(PUBLICKEY), false));
                    first = peer.expect(AuthRequest.class);
                }
                var asked = new Asked(peer, first);
                peer.send(new AuthBanner("three", "en"));
                asked.signs();
                peer.send(new AuthBanner("four", "en"), new AuthBanner("", ""));
                asked.letIn();
            }),
            client("auth-17", c -> {
                var peer = c.connect(Depth.AUTHENTICATED);
                peer.send(new AuthBanner("late", ""));
                c.note(
                        c.goesOn(() -> Clients.answers(peer.upTo(Depth.CHANNEL_OPEN)))
                                ? "a banner after SUCCESS is passed over"
                                : "a banner after SUCCESS ends the connection");
            }),
            client("auth-18", c -> {
                var peer = c.connect(Depth.SERVICE);
                peer.send(new AuthBanner("x".repeat(LARGE), ""));
                for (int i = 0; i < MANY; i++) {
                    peer.send(new AuthBanner("x".repeat(1000), ""));
                }
                c.note(
                        c.goesOn(() -> peer.upTo(Depth.CHANNEL_OPEN))
                                ? MANY + " banners are taken"
                                : "many banners end the connection");
            }));

    private Banners() {}
}
