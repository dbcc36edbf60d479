package io.javamiko.conformance.checks.timeout;

import static io.javamiko.conformance.Check.both;

import io.javamiko.conformance.Check;
import io.javamiko.conformance.checks.Streams;
import io.javamiko.conformance.peer.Depth;
import io.javamiko.transport.TransportMessage.Ignore;
import java.util.List;

/** RFC 4254 §4, RFC 4253 §9, §11.2: connections that are idle, and those that are kept alive. */
final class AfterLogin {
    private static final int MANY = 20;

    static final List<Check> CHECKS = List.of(
            both("timeout-07", c -> {
                var peer = c.connect(Depth.AUTHENTICATED);
                var streams = Streams.open(peer, 1, Streams.WIDE);
                peer.pause(c.timing().silence().multipliedBy(2));
                streams.request(1);
                streams.expectReplies(1);
            }),
            both("timeout-08", c -> {
                var peer = c.connect(Depth.AUTHENTICATED);
                var streams = Streams.open(peer, 1, Streams.WIDE);
                for (int i = 0; i < MANY; i++) {
                    streams.request(1);
                    peer.send(new Ignore(new byte[0]));
                }
                streams.expectReplies(MANY);
            }));

    private AfterLogin() {}
}
