package io.javamiko.conformance.checks.rekey;

import static io.javamiko.conformance.Check.server;

import io.javamiko.conformance.Check;
import io.javamiko.conformance.Conversation;
import io.javamiko.conformance.checks.Streams;
import io.javamiko.conformance.peer.Depth;
import io.javamiko.conformance.peer.Peer;
import java.io.IOException;
import java.util.List;

/** RFC 4253 §9: key exchanges that the target begins, which it does here if its limit is at most 4 MiB. */
final class ByTarget {
    private static final long MOST = 4 << 20;
    private static final int MANY = 100;

    static final List<Check> CHECKS = List.of(
            server("rekey-03", c -> {
                var peer = c.connect(Depth.AUTHENTICATED);
                var streams = begun(c, peer);
                peer.exchangeKeys();
                int before = streams.exchangesByTarget();
                for (int i = 0; i < 8 && streams.exchangesByTarget() == before; i++) {
                    streams.send(1 << 20); // crosses the limit while nobody reads
                    peer.sendKexInit();
                    peer.exchangeKeys();
                    streams.expectEchoes();
                }
                streams.request(1);
                streams.expectReplies(1);
            }),
            server("rekey-04", c -> {
                var peer = c.connect(Depth.AUTHENTICATED);
                var streams = begun(c, peer);
                streams.request(MANY);
                peer.exchangeKeys(); // which fails if a reply is before NEWKEYS
                streams.expectReplies(MANY);
            }),
            server("rekey-13", c -> {
                var peer = c.connect(Depth.AUTHENTICATED);
                var streams = begun(c, peer);
                peer.exchangeKeys();
                streams.expectEchoes();
            }));

    private ByTarget() {}

    private static Streams begun(Conversation c, Peer peer) throws IOException {
        var streams = Streams.open(peer, 1, Streams.WIDE);
        c.assume(
                streams.untilKexInit(MOST),
                "it begins no key exchange within 4 MiB; set its limit lower to have this checked");
        return streams;
    }
}
