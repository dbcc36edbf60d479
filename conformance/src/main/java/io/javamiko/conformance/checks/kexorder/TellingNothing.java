package io.javamiko.conformance.checks.kexorder;

import static io.javamiko.conformance.Check.both;
import static io.javamiko.transport.MessageNumbers.DISCONNECT;
import static io.javamiko.transport.MessageNumbers.KEX_INIT;
import static io.javamiko.transport.MessageNumbers.KEX_REPLY;

import io.javamiko.conformance.Check;
import io.javamiko.conformance.Conversation;
import io.javamiko.conformance.checks.Moment;
import io.javamiko.conformance.peer.Peer;
import io.javamiko.transport.TransportMessage.Disconnect;
import io.javamiko.wire.WireWriter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** RFC 4253 §8: a failed key exchange ends in one way, and does not tell what a peer is made of. */
final class TellingNothing {
    private static final int RUNS = 3;
    private static final String INSIDES = "(?i).*(exception|\\bat [a-z]+\\.|\\.java|\\.c:|\\.go:|\\.py|/usr/|/home/).*";

    static final List<Check> CHECKS = List.of(both("kexorder-18", c -> {
        var ends = new ArrayList<String>();
        for (int run = 0; run < RUNS; run++) {
            for (byte[] point : List.of(new byte[32], new byte[31], new byte[33])) {
                try (var peer = c.connect()) {
                    peer.proposing(peer.proposal().kex("curve25519-sha256"));
                    Moment.BEHIND_KEXINIT.reach(peer);
                    peer.send(publicValue(c, point));
                    ends.add(end(c, peer));
                }
            }
        }
        if (ends.stream().distinct().count() > 1) {
            c.warn("it ends in different ways: " + ends.stream().distinct().toList());
        }
    }));

    private TellingNothing() {}

    private static WireWriter publicValue(Conversation c, byte[] point) {
        return c.isServer()
                ? new WireWriter().uint8(KEX_INIT).string(point)
                : new WireWriter()
                        .uint8(KEX_REPLY)
                        .string(new byte[51])
                        .string(point)
                        .string(new byte[83]);
    }

    /** How the connection ends, in words. */
    private static String end(Conversation c, Peer peer) throws IOException {
        var message = peer.next();
        if (message.isEmpty()) {
            return "closed";
        }
        c.verify(message.get().number() == DISCONNECT, "it answers " + message.get());
        var disconnect = message.get();
        long reason = disconnect.reader().uint32();
        var in = disconnect.reader();
        in.skip(4);
        var text = in.text(Disconnect.MAX_DATA);
        if (text.matches(INSIDES)) {
            c.warn("its DISCONNECT tells of its insides: " + text);
        }
        return "DISCONNECT " + reason;
    }
}
