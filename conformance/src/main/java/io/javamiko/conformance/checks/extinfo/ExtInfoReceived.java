package io.javamiko.conformance.checks.extinfo;

import static io.javamiko.conformance.Check.both;
import static io.javamiko.conformance.Check.client;
import static io.javamiko.conformance.Check.server;
import static io.javamiko.transport.MessageNumbers.CHANNEL_OPEN;
import static io.javamiko.transport.MessageNumbers.UNIMPLEMENTED;

import io.javamiko.auth.AuthMessage.AuthRequest;
import io.javamiko.auth.AuthMessage.AuthSuccess;
import io.javamiko.conformance.Check;
import io.javamiko.conformance.Conversation;
import io.javamiko.conformance.checks.Moment;
import io.javamiko.conformance.checks.Streams;
import io.javamiko.conformance.checks.Variant;
import io.javamiko.conformance.peer.Depth;
import io.javamiko.conformance.peer.Peer;
import io.javamiko.transport.ExtInfo;
import io.javamiko.transport.ExtInfo.Extension;
import io.javamiko.wire.WireWriter;
import java.io.IOException;
import java.util.List;

/** RFC 8308 §2.3–§2.5, §3: what is done with extensions, sound or not, in their place or not. */
final class ExtInfoReceived {
    private static final String ALGORITHMS = "ssh-ed25519,ecdsa-sha2-nistp256,rsa-sha2-512,rsa-sha2-256";
    private static final int NEWCOMPRESS = 8;
    private static final int UNASSIGNED = 250;

    static final List<Check> CHECKS = List.of(
            both(
                    "extinfo-05",
                    c -> goesOnTold(
                            c,
                            info(3).utf8("unknown@kit")
                                    .utf8("")
                                    .utf8("x")
                                    .string(new byte[] {0, (byte) 0xff, 0, 10})
                                    .utf8("server-sig-algs")
                                    .utf8(ALGORITHMS))),
            both("extinfo-06", c -> goesOnTold(c, info(0))),
            both("extinfo-07", c -> {
                refusesTold(
                        c,
                        variant("2³² − 1 extensions", info(0xffff_ffffL)),
                        variant("2³¹ extensions", info(0x8000_0000L).utf8("x").utf8("y")),
                        variant("one of two", info(2).utf8("x").utf8("y")));
                var trailing = told(c, info(1).utf8("x").utf8("y").utf8("z").utf8("w"));
                c.note("what stands behind the last extension "
                        + (c.goesOn(() -> trailing.upTo(Depth.AUTHENTICATED)) ? "is passed over" : "is refused"));
            }),
            both(
                    "extinfo-08",
                    c -> refusesTold(
                            c,
                            variant("a name beyond the end", info(1).uint32(2).utf8("")),
                            variant("a huge name", info(1).uint32(0xffff_ffffL).utf8("x")),
                            variant("a value beyond the end", info(1).utf8("x").uint32(1)),
                            variant("no count", new WireWriter().uint8(ExtInfo.NUMBER)))),
            both("extinfo-09", c -> {
                var peer = told(
                        c,
                        info(4).utf8("server-sig-algs")
                                .utf8(ALGORITHMS)
                                .utf8("server-sig-algs")
                                .utf8("ssh-ed25519")
                                .utf8("x")
                                .utf8("1")
                                .utf8("x")
                                .utf8("2"));
                c.note("an extension that is told twice "
                        + (c.goesOn(() -> peer.upTo(Depth.AUTHENTICATED)) ? "is taken" : "ends the connection"));
            }),
            client("extinfo-10", c -> {
                var peer = told(c, info(1).utf8("server-sig-algs").utf8(ALGORITHMS));
                peer.upTo(Depth.SERVICE).expect(AuthRequest.class);
                peer.send(new ExtInfo(List.of(Extension.of("server-sig-algs", "rsa-sha2-512,ssh-ed25519"))));
                peer.send(new AuthSuccess());
                peer.expect(CHANNEL_OPEN);
            }),
            client("extinfo-11", c -> {
                var inClear = c.connect();
                inClear.proposing(inClear.proposal().notStrict());
                Moment.BEHIND_KEXINIT.reach(inClear);
                inClear.send(info(0));
                noteEnd(c, inClear, "in clear");
                var after = c.connect(Depth.AUTHENTICATED);
                after.send(info(0));
                noteEnd(c, after, "after authentication");
                var again = c.connect(Depth.AUTHENTICATED);
                again.exchangeKeys();
                again.send(info(0));
                noteEnd(c, again, "behind a later NEWKEYS");
            }),
            server("extinfo-12", c -> {
                for (var depth : List.of(Depth.SERVICE, Depth.AUTHENTICATED)) {
                    var peer = c.connect(depth);
                    peer.send(info(0));
                    noteEnd(c, peer, "at " + depth);
                }
                var strict = c.connect();
                Moment.BEFORE_NEWKEYS.reach(strict);
                if (strict.negotiated().strictKex()) {
                    strict.send(info(0));
                    strict.expectRefusal();
                }
            }),
            server("extinfo-13", c -> {
                var peer = told(c, info(1).utf8("ext-info-in-auth@openssh.com").utf8("0"));
                peer.upTo(Depth.SERVICE);
            }),
            client("extinfo-17", c -> {
                for (var value :
                        List.of("", ",", "x".repeat(64) + (",y" + "z".repeat(60)).repeat(480), "a\0b", "\u00e4")) {
                    var peer = told(c, info(1).utf8("server-sig-algs").utf8(value));
                    boolean stays = c.goesOn(() -> peer.upTo(Depth.SERVICE).expect(AuthRequest.class));
                    c.note("server-sig-algs of " + value.length() + " characters "
                            + (stays ? "is survived" : "ends the connection"));
                }
            }),
            server("extinfo-19", c -> {
                var peer = told(c, info(1).utf8("no-flow-control").utf8("s"));
                var streams = Streams.open(peer, 1, 1000);
                streams.send(5000);
                streams.expectEchoes(1000); // more than the window would fail
                streams.request(1);
                streams.expectReplies(1);
                streams.adjust(8000);
                streams.expectEchoes();
            }),
            both("extinfo-20", c -> {
                byte[] lists =
                        new WireWriter().utf8("zlib,none").utf8("zlib,none").toByteArray();
                var peer = told(c, info(1).utf8("delay-compression").string(lists));
                peer.upTo(Depth.AUTHENTICATED).expectAnswer();
                peer.send(NEWCOMPRESS);
                c.goesOn(() -> peer.expect(UNIMPLEMENTED));
            }),
            server("extinfo-21", c -> {
                for (var value : List.of("y", "q", "")) {
                    goesOnTold(c, info(1).utf8("elevation").utf8(value));
                }
            }));

    private ExtInfoReceived() {}

    private static WireWriter info(long count) {
        return new WireWriter().uint8(ExtInfo.NUMBER).uint32(count);
    }

    private static Variant variant(String name, WireWriter payload) {
        return new Variant(name, payload.toByteArray());
    }

    /** The target offers to take EXT_INFO, and gets it right behind our NEWKEYS. */
    private static Peer told(Conversation c, WireWriter payload) throws IOException {
        return told(c, c.connect(), payload.toByteArray());
    }

    private static Peer told(Conversation c, Peer peer, byte[] payload) throws IOException {
        peer.upTo(Depth.IDENTIFIED).sendKexInit();
        var marker = c.isServer() ? "ext-info-s" : "ext-info-c";
        c.assume(peer.expectKexInit().kexAlgorithms().contains(marker), "the target does not offer " + marker);
        peer.upTo(Depth.ENCRYPTED).send(payload);
        return peer;
    }

    private static void noteEnd(Conversation c, Peer peer, String where) throws IOException {
        peer.send(UNASSIGNED);
        c.note("EXT_INFO " + where
                + (peer.expectRefusalOrUnimplemented() ? " ends the connection" : " does not end it"));
    }

    private static void goesOnTold(Conversation c, WireWriter payload) throws IOException {
        told(c, payload).upTo(Depth.AUTHENTICATED);
    }

    private static void refusesTold(Conversation c, Variant... variants) throws IOException {
        c.each(
                (peer, variant) -> {
                    told(c, peer, variant.payload());
                    peer.expectRefusal();
                },
                variants);
    }
}
