package io.javamiko.conformance.checks.attack;

import static io.javamiko.conformance.Check.client;

import io.javamiko.auth.AuthMessage.AuthBanner;
import io.javamiko.auth.AuthMessage.AuthFailure;
import io.javamiko.auth.AuthMessage.AuthRequest;
import io.javamiko.conformance.Check;
import io.javamiko.conformance.checks.Requests;
import io.javamiko.conformance.checks.Variant;
import io.javamiko.conformance.peer.Depth;
import io.javamiko.transport.Message;
import java.util.Arrays;
import java.util.List;

/** What a server does to a client that logs in. */
final class HostileServers {
    private static final int MOST_REQUESTS = 40;
    private static final int BANNERS = 300;

    static final List<Check> CHECKS = List.of(
            client(
                    "AC-064",
                    c -> c.each(
                            (peer, cut) -> {
                                peer.upTo(Depth.SERVICE).expect(AuthRequest.class);
                                peer.send(cut.payload());
                                if (peer.isAnswered()) {
                                    peer.expectRefusal();
                                    return;
                                }
                                peer.send(new AuthFailure(List.of("publickey"), false));
                                if (c.goesOn(() -> peer.expect(AuthRequest.class))) {
                                    c.warn(cut + " is passed over, where it should end the connection");
                                }
                            },
                            cut(new AuthFailure(List.of("publickey"), false), 1),
                            cut(new AuthFailure(List.of("publickey"), false), 4),
                            cut(new AuthFailure(List.of("publickey"), false), 9),
                            cut(new AuthBanner("kit", ""), 3),
                            cut(new AuthBanner("kit", ""), 7))),
            client("AC-082", c -> {
                var peer = c.connect(Depth.SERVICE);
                boolean on = c.goesOn(() -> {
                    for (int i = 0; i < MOST_REQUESTS; i++) {
                        peer.expect(AuthRequest.class);
                        peer.send(new AuthFailure(List.of("publickey"), false));
                    }
                });
                c.verify(!on, "it asks again and again, though each of " + MOST_REQUESTS + " requests was refused");
            }),
            client("AC-190", c -> {
                var peer = c.connect(Depth.SERVICE);
                peer.expect(AuthRequest.class);
                for (int i = 0; i < BANNERS; i++) {
                    peer.send(new AuthBanner("kit\u001b[2J ".repeat(3000), ""));
                }
                peer.send(new AuthFailure(List.of("publickey"), false));
                c.note(
                        c.goesOn(() -> peer.expect(AuthRequest.class))
                                ? BANNERS + " banners of 24 KB are taken"
                                : "a flood of banners ends the connection");
                Requests.stillServes(c);
            }));

    private HostileServers() {}

    private static Variant cut(Message message, int length) {
        return new Variant(
                message.getClass().getSimpleName() + " of " + length + " bytes",
                Arrays.copyOf(message.payload(), length));
    }
}
