package io.javamiko.conformance.checks.kexorder;

import static io.javamiko.conformance.Check.both;
import static io.javamiko.conformance.Check.client;
import static io.javamiko.conformance.Check.server;
import static io.javamiko.transport.MessageNumbers.KEX_INIT;
import static io.javamiko.transport.MessageNumbers.KEX_REPLY;

import io.javamiko.conformance.Check;
import io.javamiko.conformance.checks.Moment;
import io.javamiko.conformance.peer.Depth;
import io.javamiko.conformance.peer.Peer;
import io.javamiko.wire.WireWriter;
import java.io.IOException;
import java.util.List;

/** RFC 4253 §7.1, §8: each message of a key exchange once, from its role, in its order, of its method. */
final class SecondMessages {
    private static final String CURVE25519 = "curve25519-sha256";

    static final List<Check> CHECKS = List.of(
            both("kexorder-01", c -> {
                var first = c.connect();
                Moment.BEHIND_KEXINIT.reach(first);
                first.sendKexInit();
                c.refuses(first, "a second KEXINIT");
                var later = c.connect(Depth.AUTHENTICATED);
                later.sendKexInit();
                later.expectKexInit();
                var init = c.isServer() ? null : later.expectKexMessage();
                later.sendKexInit();
                if (!c.refuses(later, "a second KEXINIT in a rekey")) {
                    if (init != null) {
                        later.send(later.kexNext(init).orElseThrow());
                    }
                    later.exchangeKeys(); // over the first KEXINIT
                }
            }),
            server("kexorder-10", c -> {
                var atOnce = c.connect().upTo(Depth.NEGOTIATED);
                var init = atOnce.kexFirst().orElseThrow();
                atOnce.sendTogether(atOnce.sealed(init), atOnce.sealed(init));
                if (c.goesOn(() -> endMethod(atOnce))) {
                    c.refuses(atOnce, "a second init");
                }
                var late = c.connect().upTo(Depth.NEGOTIATED);
                var lateInit = late.kexFirst().orElseThrow();
                late.send(lateInit);
                endMethod(late);
                late.send(lateInit);
                c.refuses(late, "an init behind the reply");
            }),
            client("kexorder-11", c -> {
                var forged = c.connect();
                forged.proposing(forged.proposal().kex(CURVE25519)).upTo(Depth.IDENTIFIED);
                forged.sendTogether(
                        forged.sealed(forged.kexInit()),
                        forged.sealed(bogus(KEX_REPLY).toByteArray()));
                if (c.goesOn(forged::expectKexInit) && c.goesOn(forged::expectKexMessage)) {
                    forged.expectRefusal();
                }
                var twice = c.connect().upTo(Depth.NEGOTIATED);
                var reply = twice.kexNext(twice.expectKexMessage()).orElseThrow();
                twice.send(reply);
                twice.expectNewKeys();
                twice.send(reply);
                c.refuses(twice, "a second reply");
            }),
            both("kexorder-12", c -> {
                var peer = curve25519(c.connect());
                Moment.BEHIND_KEXINIT.reach(peer);
                peer.send(bogus(c.isServer() ? KEX_REPLY : KEX_INIT));
                c.refuses(peer, "a message of its own role");
            }),
            both("kexorder-13", c -> {
                var peer = c.connect();
                Moment.BEFORE_KEXINIT.reach(peer);
                peer.send(bogus(c.isServer() ? KEX_INIT : KEX_REPLY));
                c.refuses(peer, "a method's message before KEXINIT");
            }),
            both(
                    "kexorder-14",
                    c -> c.each(
                            (peer, number) -> {
                                Moment.BEHIND_KEXINIT.reach(curve25519(peer));
                                peer.send(bogus(number));
                                c.refuses(peer, "message " + number + " of another method");
                            },
                            32,
                            33,
                            34)));

    private SecondMessages() {}

    private static Peer curve25519(Peer peer) {
        return peer.proposing(peer.proposal().kex(CURVE25519));
    }

    private static void endMethod(Peer client) throws IOException {
        client.kexNext(client.expectKexMessage());
        client.expectNewKeys();
    }

    /** Fields such as that message has, with nothing true in them. */
    private static WireWriter bogus(int number) {
        var out = new WireWriter().uint8(number);
        return number == KEX_REPLY
                ? out.string(new byte[51]).string(new byte[32]).string(new byte[83])
                : out.string(new byte[] {
                    9, 8, 7, 6, 5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2, 1, 2, 3, 4, 5, 6, 7, 8
                });
    }
}
